"""A browser is here, and the process that has its page does not know yet that the old connection is dead: it is asked to let go.

That happens where a browser does not come back to the process it was with: its network changed, and the proxy sends it elsewhere. Asked
is over the project's channel layer; without one, the page is lost unless its process notices by itself within `adoption.PATIENCE`.
"""

from __future__ import annotations

import threading
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

from django.conf import settings as django_settings

from djust.session.resume.departure import give_up
from djust.session.resume.place import Ticket
from djust.session.visitor import Visitor
from djust.topics.courier import courier
from djust.topics.listeners import LISTENERS
from djust.topics.message import pack, unpack
from djust.view.page import cookie_binding

if TYPE_CHECKING:
    from djust.session.session import Session

#: No page can subscribe to it: it cannot be printed.
TOPIC: Final = "\0resume"


class Claims:
    """The sessions of this process that others may ask for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: WeakValueDictionary[str, Session] = WeakValueDictionary()

    def watch(self, session: Session) -> None:
        """Let *session* be asked for, for as long as it lives."""
        with self._lock:
            self._sessions[session.ticket.lot] = session
        if TOPIC not in LISTENERS:
            LISTENERS.add(TOPIC, self)
            carrier = courier()
            if carrier is not None:
                carrier.settle(TOPIC)

    def ask(self, ticket: Ticket, visitor: Visitor) -> bool:
        """Ask the other processes for the session of a browser that is here; False when they cannot be reached."""
        carrier = courier()
        if carrier is None:
            return False
        names = (django_settings.SESSION_COOKIE_NAME, django_settings.CSRF_COOKIE_NAME)
        cookies = [(name, visitor.cookies[name]) for name in names if name in visitor.cookies]
        carrier.send(TOPIC, pack([ticket.lot, [_mark(ticket.lot, cookie) for cookie in cookies]]))
        return True

    def inform(self, text: str) -> None:
        """Take what another process asks; only a visitor with the page's cookie can have it asked for."""
        lot, marks = unpack(text)
        with self._lock:
            session = self._sessions.get(lot)
        if session is not None:
            cookie = cookie_binding(session.page.request)
            if cookie is None or _mark(lot, cookie) in marks:
                session.executor.start(give_up(session))


def _mark(lot: str, cookie: tuple[Any, ...]) -> str:
    """Return what tells a cookie without telling it."""
    return blake2b(repr(cookie).encode("utf-8", "surrogatepass"), digest_size=16, key=lot.encode()[:64]).hexdigest()


#: This process's.
CLAIMS = Claims()
