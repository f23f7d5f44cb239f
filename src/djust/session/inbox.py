"""What a session does with each kind of message: one table for what is taken at once, one for what waits in the mailbox."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings as django_settings

from djust import seldom
from djust.conf import django, settings
from djust.errors import BadMessage, RateLimited
from djust.protocol.messages import Ack, Broken, Event
from djust.session import dispatch, information
from djust.spans import span

if TYPE_CHECKING:
    from djust.session.session import Session
    from djust.session.task import Task

#: Answers that wait for a browser which does not read: an honest one has at most 32 events in flight.
MOST_UNANSWERED: Final = 500


@dataclass(frozen=True, slots=True)
class Refresh:
    """The author called ``update()``: render, and send what is new."""


@dataclass(frozen=True, slots=True)
class Flush:
    """The browser can take frames again."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Let other processes find the session as it is now.

    Attributes:
        done: Set afterwards; somebody waits for it where this process is about to end.
    """

    done: asyncio.Event | None = None


@dataclass(frozen=True, slots=True)
class Launch:
    """Background work was asked for."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Background work may have something to show."""


@dataclass(frozen=True, slots=True)
class Between:
    """A task wants something done on the page between events."""

    function: Callable[[Any], Any]
    future: Future[Any]


@dataclass(frozen=True, slots=True)
class Told:
    """Something was broadcast to the page; what it was waits in the session."""


@dataclass(frozen=True, slots=True)
class Over:
    """A task has come to its end."""

    task: Task
    result: Any
    raised: BaseException | None


def take_event(session: Session, event: Event) -> None:
    """Put an event into the mailbox; each ref is accepted once, in rising order.

    Raises:
        BadMessage: Its ref was there before, or should have come earlier.
    """
    _acknowledge(session, event.ack)
    if event.ref <= session.accepted:
        if event.ref <= session.repeated:
            return  # sent again after a resume: it was under way, and its answer comes or has come
        known = f"{event.ref} was there already, or came too late, and was not run"
        raise BadMessage(detail=f"expected an event's number above {session.accepted}: {known}.")
    session.accepted = event.ref
    waiting = len(session.mailbox)
    if not waiting:
        session.post(event)
        return
    heavy = sum(each.weight for each in session.mailbox if type(each) is Event)
    if waiting >= settings().MAILBOX or heavy > (django().DATA_UPLOAD_MAX_MEMORY_SIZE or heavy):
        bounds = "DJUST['MAILBOX'], DATA_UPLOAD_MAX_MEMORY_SIZE"
        limit = RateLimited(1.0, detail=f"{waiting} events of this page wait, {heavy} characters ({bounds}); {event.name!r} was dropped.")
        seldom.warn("MAILBOX", "%s: an event was dropped, %d of that page wait (%s).", session.page.name, waiting, bounds)
        session.updates.answer_at_once(event.ref, {"error": limit.as_dict(debug=django_settings.DEBUG)})
        return
    session.post(event)


def take_ack(session: Session, ack: Ack) -> None:
    """Note what the browser has applied.

    Raises:
        BadMessage: It names a frame that was never sent.
    """
    _acknowledge(session, ack.frame)


def _acknowledge(session: Session, frame: int) -> None:
    updates = session.updates
    if not updates.acknowledge(frame):
        raise BadMessage(detail=f"expected the number of a frame that was sent, got {frame}.")
    if updates.held_back:
        session.post(Flush())


def take_broken(session: Session, broken: Broken) -> None:
    """Put a report of a broken place into the mailbox: it is served between events."""
    session.post(broken)


async def _event(session: Session, event: Event) -> None:
    with span("event", session, event):
        await dispatch.handle(session, event)


async def _refresh(session: Session, _message: Refresh) -> None:
    if session.wants_refresh:  # else an event has rendered meanwhile
        await session.executor.run(session.refresh)


async def _flush(session: Session, _message: Flush) -> None:
    await session.executor.run(session.send_held_back)


async def _keep(session: Session, message: Keep) -> None:
    try:
        await session.executor.run(session.keep, message.done is not None)
    finally:
        if message.done is not None:
            message.done.set()


async def _mend(session: Session, message: Broken) -> None:
    await session.executor.run(session.mend, message.path)


async def _launch(session: Session, _message: Launch) -> None:
    await session.executor.run(session.beside, session.tasks.launch_waiting)


async def _progress(session: Session, _message: Progress) -> None:
    await session.executor.run(session.beside, session.tasks.progress)


async def _between(session: Session, message: Between) -> None:
    await session.executor.run(session.beside, session.tasks.run_between, message.function, message.future)
    message.future.cancel()  # nothing where it has its result: else the page is gone, and the task is not to wait for ever


async def _told(session: Session, _message: Told) -> None:
    texts = session.take_messages(information.MOST_AT_ONCE)
    if texts:
        await information.hear(session, texts)


async def _over(session: Session, message: Over) -> None:
    await session.executor.run(session.beside, session.tasks.end, message.task, message.result, message.raised)


#: Called on the event loop when a message comes in.
TAKE: Final[dict[type, Callable[[Session, Any], None]]] = {Event: take_event, Ack: take_ack, Broken: take_broken}

#: What may change a page while nobody waits for an answer: other processes should find it as it is afterwards.
UNASKED: Final = frozenset((Refresh, Between, Told, Over))

#: Called one after the other, for what is in the mailbox.
WORK: Final[dict[type, Callable[[Session, Any], Awaitable[None]]]] = {
    Event: _event,
    Broken: _mend,
    Refresh: _refresh,
    Flush: _flush,
    Keep: _keep,
    Launch: _launch,
    Progress: _progress,
    Between: _between,
    Told: _told,
    Over: _over,
}
