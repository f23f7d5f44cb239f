"""What a session does with each kind of message: one table for what is taken at once, one for what waits in the mailbox."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings as django_settings

from djust.conf import settings
from djust.errors import BadMessage, RateLimited
from djust.protocol.messages import Ack, Broken, Event
from djust.session import dispatch

if TYPE_CHECKING:
    from djust.session.session import Session

#: Answers that wait for a browser which does not read: an honest one has at most 32 events in flight.
MOST_UNANSWERED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Refresh:
    """The author called ``update()``: render, and send what is new."""


@dataclass(frozen=True, slots=True)
class Flush:
    """The browser can take frames again."""


def take_event(session: Session, event: Event) -> None:
    """Put an event into the mailbox; each ref is accepted once, in rising order.

    Raises:
        BadMessage: Its ref was there before, or should have come earlier.
    """
    take_ack(session, Ack(event.ack))
    if event.ref <= session.accepted:
        if event.ref <= session.repeated:
            return  # sent again after a resume: it was under way, and its answer comes or has come
        known = f"{event.ref} was there already, or came too late, and was not run"
        raise BadMessage(detail=f"expected an event's number above {session.accepted}: {known}.")
    session.accepted = event.ref
    if len(session.mailbox) >= settings().MAILBOX:
        limit = RateLimited(1.0, detail=f"{len(session.mailbox)} events of this page wait (DJUST['MAILBOX']); {event.name!r} was dropped.")
        session.updates.answer(event.ref, {"error": limit.as_dict(debug=django_settings.DEBUG)}, in_order=False)
        return
    session.post(event)


def take_ack(session: Session, ack: Ack) -> None:
    """Note what the browser has applied.

    Raises:
        BadMessage: It names a frame that was never sent.
    """
    if not session.updates.acknowledge(ack.frame):
        raise BadMessage(detail=f"expected the number of a frame that was sent, got {ack.frame}.")
    if session.updates.held_back:
        session.post(Flush())


def take_broken(session: Session, broken: Broken) -> None:
    """Put a report of a broken place into the mailbox: it is served between events."""
    session.post(broken)


async def _refresh(session: Session, _message: Refresh) -> None:
    if session.wants_refresh:  # else an event has rendered meanwhile
        await session.executor.run(session.refresh)


async def _flush(session: Session, _message: Flush) -> None:
    await session.executor.run(session.send_held_back)


async def _mend(session: Session, message: Broken) -> None:
    await session.executor.run(session.mend, message.path)


#: Called on the event loop when a message comes in.
TAKE: Final[dict[type, Callable[[Session, Any], None]]] = {Event: take_event, Ack: take_ack, Broken: take_broken}

#: Called one after the other, for what is in the mailbox.
WORK: Final[dict[type, Callable[[Session, Any], Awaitable[None]]]] = {
    Event: dispatch.handle,
    Broken: _mend,
    Refresh: _refresh,
    Flush: _flush,
}
