"""Who is at the page *now*: Django's session and user, read again while a page is open.

A page lives longer than a request. `request.session` is a fresh store for each event, loaded when something first touches it; the
user is read again at most once per ``AUTH_SECONDS``. Whoever is not who the page was served to gets nothing more from it.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import UpdateError
from django.utils.functional import SimpleLazyObject

from djust.conf import settings
from djust.errors import ConfigurationError, Forbidden, LoginRequired
from djust.session import cookies
from djust.view import access
from djust.view.page import Page, visitor_of

logger = logging.getLogger("djust")


class Visit:
    """The session and the user of one page."""

    __slots__ = ("_key", "_read", "_secret", "cookie", "page")

    def __init__(self, page: Page) -> None:
        self.page = page
        #: What the browser's cookies said when the event began: its session, and its CSRF secret (a login changes both).
        self._key: str | None = None
        self._secret: str | None = None
        #: What the reply must say so that the browser gets another cookie: address and ticket.
        self.cookie: list[str] | None = None
        self._read = time.monotonic()

    def begin_event(self) -> None:
        """Give the event a session that is loaded when it is touched."""
        request = self.page.request
        session = getattr(request, "session", None)
        self.cookie = None
        if session is not None:
            self._key = session.session_key
            self._secret = request.META.get("CSRF_COOKIE")
            if session.accessed or session.modified:  # else it is as fresh as another would be
                request.session = type(session)(self._key)

    def check(self, *, now: bool = False, within: float | None = None) -> None:
        """Ask again who is there, if the last answer is too old, or must be of *now*.

        Args:
            within: How many seconds an answer is good for, where it is not ``AUTH_SECONDS``.

        Raises:
            LoginRequired: The session ended, or belongs to somebody else now.
            Forbidden: The visitor may not open this page any more.
        """
        moment = time.monotonic()
        if not now and moment - self._read < (settings().AUTH_SECONDS if within is None else within):
            return
        request: Any = self.page.request
        session = getattr(request, "session", None)
        known = session is not None and (self.page.served_to is not None or session.session_key is not None)
        if known and self._read_from_session(getattr(request, "user", None)):  # else a middleware of the project's own said who it is
            request._cached_user = user = get_user(request)
            request.user = SimpleLazyObject(lambda: user)
            self.page.forget_visitor()
            if (visitor_of(request) if user.is_authenticated else None) != self.page.served_to:
                raise LoginRequired(self.page.address)
        if not access.still_allowed(self.page.view, request):
            raise Forbidden
        self._read = moment  # only a good answer is believed for a while

    def _read_from_session(self, user: Any) -> bool:
        """Whether Django's session says who the user is: read by its middleware, or logged in by ``mount``."""
        return type(user) is SimpleLazyObject or (user is not None and str(user.pk) == self.page.served_to)

    @property
    def changed(self) -> bool:
        """Whether the event logged somebody in or out."""
        session = getattr(self.page.request, "session", None)
        return session is not None and session.modified and visitor_of(self.page.request) != self.page.served_to

    @property
    def someone_else(self) -> bool:
        """Whether it did, and the browser can be told."""
        return self.changed and cookies.address() is not None

    def end_event(self) -> None:
        """Save what the event wrote into the session.

        Raises:
            LoginRequired: The session ended meanwhile.
        """
        session = getattr(self.page.request, "session", None)
        if session is None or not session.modified or (self._key is None and session.is_empty()):
            return
        if session.session_key is not None or (cookies.address() is not None and not session.is_empty()):
            try:
                session.save()
            except UpdateError:
                raise LoginRequired(self.page.address) from None
        if session.session_key is not None and session.session_key == self._key:
            return
        ticket = cookies.Ticket(session.session_key, rotate=visitor_of(self.page.request) != self.page.served_to)
        try:
            self.cookie = cookies.issue(ticket, self._key, self._secret)
        except ConfigurationError as error:
            logger.warning(
                "%s: what an event wrote into request.session is lost: it needs a new cookie, and a socket cannot set one. "
                "%s; or begin the session in mount(), and log people in and out over HTTP.",
                self.page.name,
                error,
            )
