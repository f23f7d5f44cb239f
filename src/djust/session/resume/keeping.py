"""Keeps a session where other processes find it. Runs in a thread, between events."""

from __future__ import annotations

import enum
import logging
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from djust import signing
from djust.conf import settings
from djust.protocol.messages import Extras
from djust.session.resume import place as places
from djust.session.resume.base import Place
from djust.session.resume.kept import Kept, Lost
from djust.session.resume.place import Ticket
from djust.session.resume.state import Unkeepable, freeze
from djust.view.context import state_of
from djust.view.page import Page, cookie_binding

if TYPE_CHECKING:
    from djust.session.session import Session

logger = logging.getLogger("djust")

#: A session larger than this stays where it is: it would fill the cache of everybody, and most caches refuse it.
LARGEST: Final = 1_000_000
#: Seconds for which another process waits for what is promised.
PROMISED: Final = 15.0
#: What each name of a view says when it cannot be kept is said once in so many seconds.
_QUIET: Final = 600.0


class Outcome(enum.Enum):
    """What came of keeping a session."""

    KEPT = "kept"
    NOT_KEPT = "not kept"
    #: Another process goes on with it.
    ELSEWHERE = "elsewhere"


def is_kept(page: Page) -> bool:
    """Whether this page is kept at all."""
    return places.current() is not None and _policy(page) != "never"


def is_kept_at_every_event(page: Page) -> bool:
    """Whether it is kept before each of its events is answered."""
    return places.current() is not None and _policy(page) == "every-event"


def keep(session: Session, answer: tuple[int, Extras] | None = None) -> Outcome:
    """Keep a session as it is now.

    Args:
        answer: To an event, about to be given: it counts as given.
    """
    place = places.current()
    if place is None or not is_kept(session.page):
        return Outcome.NOT_KEPT
    ticket = session.ticket
    try:
        sealed = _sealed(session, ticket, answer)
    except Unkeepable as error:
        _complain(session.page, error)
        places.attempt(lambda: place.forget(ticket.name), None)  # what lies there is not true any more
        return Outcome.NOT_KEPT
    if not places.attempt(lambda: place.put(ticket.name, sealed, settings().GRACE), True) and session.ticket == ticket:
        return Outcome.ELSEWHERE  # else it was this process that took it up, just now
    return Outcome.KEPT


def claim(session: Session) -> bool:
    """Take a session of this process up again; False when another process did."""
    place = places.current()
    if place is None or not is_kept(session.page):
        return True
    return take(place, session)


def take(place: Place, session: Session) -> bool:
    """Take the name that *session* lies under, and give it the next; False when somebody was faster."""
    ticket = session.ticket
    if not places.attempt(lambda: place.take(ticket.name, settings().GRACE), True):
        return False
    session.ticket = ticket.next
    return True


def lives_elsewhere(session: Session) -> bool:
    """Whether another process goes on with it; asked when its time here is over."""
    place = places.current()
    return place is not None and is_kept(session.page) and not places.attempt(lambda: place.take(session.ticket.name, 60.0), True)


def promise(tickets: Iterable[Ticket]) -> None:
    """Tell other processes that these sessions will be kept in a moment."""
    place = places.current()
    names = [ticket.name for ticket in tickets]
    if place is not None and names:
        places.attempt(lambda: place.promise(names, PROMISED), None)


def class_of(view: object) -> str:
    """Return what a class is known by in another process."""
    return f"{type(view).__module__}.{type(view).__qualname__}"


def _policy(page: Page) -> str:
    wanted = type(page.view).resume
    return wanted if isinstance(wanted, str) else ""  # a handler of that name


def _sealed(session: Session, ticket: Ticket, answer: tuple[int, Extras] | None) -> bytes:
    page = session.page
    kept = Kept(
        view=class_of(page.view),
        fingerprint=page.fingerprint,
        url=page.address,
        cookie=cookie_binding(page.request),
        served_to=page.served_to,
        standing=session.updates.standing(answer),
        language=page.ambient.language,
        zone=page.ambient.zone,
        messages=page.messages,
        topics=tuple(page.subscriptions.topics),
        lost=tuple(Lost(*each) for each in session.tasks.unfinished),
        state=freeze(page.view, page.request, state_of(page.view)),
    )
    sealed = kept.seal(ticket)
    if len(sealed) > LARGEST:
        raise Unkeepable(dict.fromkeys(state_of(page.view), f"all of it together is {len(sealed):,} bytes, more than {LARGEST:,}"))
    return sealed


_lock = threading.Lock()
_said: dict[str, float] = {}


def _complain(page: Page, error: Unkeepable) -> None:
    """Name what cannot be kept, not once for each page."""
    names = f"{page.name} {sorted(error.names)}"
    with _lock:
        if time.monotonic() - _said.get(names, float("-inf")) < _QUIET:
            return
        _said[names] = time.monotonic()
    logger.warning(
        "%s cannot go on in another process (after a restart, say): its state holds what cannot be written: %s. Its pages join anew there. "
        'Keep such things off self (make them when they are needed), or set resume = "never" on the class.',
        page.name,
        error,
    )


def missing() -> str:
    """Return what is missing for sessions to be kept, '' when nothing is."""
    return "" if places.current() is None or signing.is_installed() else signing.INSTALL
