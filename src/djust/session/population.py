"""Every page and session of this process: pages that wait to be joined, sessions that are connected, sessions whose browser went
away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from djust import seldom
from djust.conf import settings
from djust.errors import ClientError, TooManySessions
from djust.session.shelf import Bounds, Shelf
from djust.session.visitors import Visitors
from djust.view.page import Page

if TYPE_CHECKING:
    from djust.session.session import Session


class Population:
    """Who is here; sessions never joined give way first, then those whose browser went away, never a connected one."""

    def __init__(self) -> None:
        self.parked: Shelf[Page] = Shelf(_parked_bounds, Page.end)
        self.resting: Shelf[Session] = Shelf(_resting_bounds, lambda session: session.expire())
        self.connected = Visitors()

    def park(self, page: Page) -> None:
        """Keep a page that was served until its browser connects."""
        self.parked.put(page.id, page, page.weight)

    def rest(self, session: Session) -> None:
        """Keep a session whose browser went away."""
        self.connected.pop(session.key, None)
        for key in self.connected.put_to_rest(session):
            oldest = self.resting.take(key)
            if oldest is not None:
                oldest.expire()
        self.resting.put(session.key, session, session.page.weight + session.cache.weight)

    def admit(self, session: Session) -> None:
        """Count a session as connected.

        Raises:
            TooManySessions: There are as many as ``MAX_SESSIONS`` allows, or their visitor has as many as ``SESSIONS_PER_USER`` does.
        """
        self.must_have_room()
        self.connected.must_have_room(session.owner)
        self.connected[session.key] = session

    def must_have_room(self) -> None:
        """Make sure that one more session can be connected.

        Raises:
            TooManySessions: As in `admit`.
        """
        if len(self.connected) >= settings().MAX_SESSIONS:
            seldom.warn("MAX_SESSIONS", "a browser was turned away: %d pages are connected (DJUST['MAX_SESSIONS']).", len(self.connected))
            raise TooManySessions(detail=f"{len(self.connected)} sessions are connected; DJUST['MAX_SESSIONS'] allows no more.")

    def return_of(self, key: str, fits: Callable[[Session], bool]) -> Session | None:
        """Return the session of a browser that comes back; its old socket may not know yet that it is dead.

        Raises:
            TooManySessions: As in `admit`; the session goes on resting.
        """
        session = self.connected.get(key)
        if session is not None:
            return session if fits(session) else None
        self.must_have_room()
        session = self.resting.take(key, fits)
        if session is not None:
            self.connected.taken(session)
            try:
                self.connected.must_have_room(session.owner)
            except ClientError:
                self.rest(session)
                raise
            self.connected[key] = session
        return session


def _parked_bounds() -> Bounds:
    here = settings()
    return Bounds(here.PARK_SECONDS, here.PARKED_MAX, here.PARKED_BYTES, "pages that no browser has joined yet", "PARKED")


def _resting_bounds() -> Bounds:
    here = settings()
    return Bounds(here.GRACE, here.RESTING_MAX, here.RESTING_BYTES, "pages whose browser may come back", "RESTING")


#: This process's; `djust.apps` makes it the place where views park their pages.
population = Population()
