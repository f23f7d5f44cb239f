"""What each visitor has of this process: connected sessions, sessions that rest, and a share of the threads."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, MutableMapping
from typing import TYPE_CHECKING

from djust.conf import settings
from djust.errors import TooManySessions
from djust.view.page import Page, cookie_binding
from djust.workers import Lane

if TYPE_CHECKING:
    from djust.session.session import Session


def owner_of(page: Page) -> Hashable:
    """Return whose page it is: the user who was logged in, else the browser with this cookie; None when nothing tells."""
    return page.served_to or cookie_binding(page.request)


class _Owner:
    """One visitor."""

    __slots__ = ("connected", "lane", "resting")

    def __init__(self, lane: Lane) -> None:
        self.connected = 0
        #: Keys of sessions that were put to rest, the oldest first; some may be gone since.
        self.resting: list[str] = []
        self.lane = lane


class Visitors(MutableMapping[str, "Session"]):
    """The connected sessions by their keys, and what their owners have."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        self._owners: dict[Hashable, _Owner] = {}

    def must_have_room(self, owner: Hashable) -> None:
        """Make sure that a visitor may have one more session.

        Raises:
            TooManySessions: There are as many as ``SESSIONS_PER_USER`` allows.
        """
        found = self._owners.get(owner)
        most = settings().SESSIONS_PER_USER
        if found is not None and most and found.connected >= most:
            raise TooManySessions(
                "You have too many pages of this site open. Please close some of them.",
                detail=f"{found.connected} pages of this visitor are connected; DJUST['SESSIONS_PER_USER'] allows no more.",
            )

    def lane(self, owner: Hashable) -> Lane | None:
        """Return what keeps a visitor from taking all the threads; None for one whom nothing tells from others."""
        return None if owner is None else self._owner(owner).lane

    def put_to_rest(self, session: Session) -> list[str]:
        """Note that *session* rests; return the keys of those that make room for it, because their owner has too many."""
        most = settings().SESSIONS_PER_USER
        if session.owner is None or not most:
            return []
        resting = self._owner(session.owner).resting
        if session.key in resting:
            resting.remove(session.key)
        resting.append(session.key)
        gone, resting[:] = resting[:-most], resting[-most:]
        self._forget(session.owner)
        return gone

    def taken(self, session: Session) -> None:
        """Note that it rests no more, or has ended."""
        found = self._owners.get(session.owner)
        if found is not None and session.key in found.resting:
            found.resting.remove(session.key)
            self._forget(session.owner)

    def __getitem__(self, key: str) -> Session:
        return self._sessions[key]

    def __setitem__(self, key: str, session: Session) -> None:
        if key in self._sessions:
            del self[key]
        self._sessions[key] = session
        if session.owner is not None:
            self._owner(session.owner).connected += 1

    def __delitem__(self, key: str) -> None:
        session = self._sessions.pop(key)
        found = self._owners.get(session.owner)
        if found is not None:
            found.connected -= 1
            self._forget(session.owner)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sessions)

    def __len__(self) -> int:
        return len(self._sessions)

    def _owner(self, owner: Hashable) -> _Owner:
        found = self._owners.get(owner)
        if found is None:
            found = self._owners[owner] = _Owner(Lane(max(1, settings().THREADS_PER_USER)))
        return found

    def _forget(self, owner: Hashable) -> None:
        found = self._owners[owner]  # its lane goes with it: whoever comes back gets another one
        if not found.connected and not found.resting:
            del self._owners[owner]
