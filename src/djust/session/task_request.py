"""The request as a background task sees it: with a session and with messages of the task's own.

An event has ``request.session`` to itself; a task runs beside events. So it gets a copy of the page's request. What it writes into the
session is noted by keys, and between two events put into the session as that is then, and saved: what an event, or another tab, wrote
meanwhile stays. What it says with Django's messages is shown with the same frame.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.conf import settings as django_settings
from django.http import HttpRequest

from djust.errors import ClientError
from djust.protocol.messages import Extras
from djust.session.visit import Visit
from djust.view import notices
from djust.view.page import Page

_GONE: Final = object()
_NOTHING: Final = object()
#: What ``login()`` and ``logout()`` change of a request's headers.
_OF_THE_COOKIE: Final = ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")


@dataclass(slots=True)
class Written:
    """What one task did to its request and the page does not know yet.

    Attributes:
        keys: Of the session, with their values.
        session: The whole of it, where the task began another one (`login`, `logout`).
    """

    messages: list[Any] = field(default_factory=list)
    keys: dict[str, Any] = field(default_factory=dict)
    session: dict[str, Any] | None = None

    def __bool__(self) -> bool:
        return bool(self.messages or self.keys or self.session is not None)


class TaskRequest:
    """The request of one task.

    Args:
        page: Whose request is copied, when the task first asks for it.
        changed: Called then: from now on there may be something to save.
    """

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        self._page = page
        self._changed = changed
        self._lock = threading.Lock()
        self._request: Any = None
        self._key: str | None = None
        self._written = Written()
        self._closed = False

    @property
    def watching(self) -> bool:
        """Whether the task holds it, and may write to it without anybody being told."""
        return self._request is not None and not self._closed

    def lend(self) -> HttpRequest:
        """Return it; called by the task."""
        with self._lock:
            known = self._request
            if known is None:
                self._request = self._made()
        if known is None:
            self._changed()
        lent: HttpRequest = self._request
        return lent

    def close(self) -> None:
        """Discard whatever is written from now on."""
        with self._lock:
            self._collect()
            self._closed = True

    def take(self) -> Written:
        """Return what was written since the last time."""
        with self._lock:
            self._collect()
            written, self._written = self._written, Written()
            return written

    @property
    def original(self) -> Any:
        """The copy itself, for what is not the session's."""
        return self._request

    def session_of(self, written: Written) -> Any:
        """Return the session that a task began, as a store like the page's own."""
        with self._lock:
            store = type(self._page.request.session)(self._key)
            store._session_cache = written.session  # type: ignore[attr-defined]  # where Django keeps it
            store.modified = True
            return store

    # -- inside the lock -------------------------------------------------------------------------------------------------

    def _made(self) -> Any:
        request: Any = copy.copy(self._page.request)
        request.META = dict(request.META)
        session = getattr(request, "session", None)
        if session is not None:
            self._key = session.session_key
            kind: Any = type(session)
            request.session = _remembering(kind)(self._key)
        notices.begin(request)
        return request

    def _collect(self) -> None:
        if self._request is None or self._closed:
            return
        self._written.messages += notices.emptied(self._request)
        store = getattr(self._request, "session", None)
        if store is None or not store.modified:
            return
        store.modified = False  # before it is read: what is written meanwhile says so again
        try:
            held = copy.deepcopy(dict(store.items()))
        except RuntimeError:  # it changed size meanwhile: a write under way
            store.modified = True
            return
        if store.session_key != self._key and not store.was_lost:
            self._key, self._written.session = store.session_key, held
        self._written.keys |= {key: value for key, value in held.items() if store.known.get(key, _NOTHING) != value}
        self._written.keys |= dict.fromkeys(store.known.keys() - held.keys(), _GONE)
        store.known = held


@lru_cache(maxsize=16)
def _remembering(store: Any) -> Any:
    """Return a class of sessions that remember what they held when they were loaded."""

    class Remembering(store):  # type: ignore[misc]  # made for whichever engine the project has
        def __init__(self, session_key: str | None = None) -> None:
            super().__init__(session_key)
            self.known: dict[str, Any] = {}
            #: The session ended; that there is no key any more is not the task's doing.
            self.was_lost = False

        def load(self) -> Any:
            return self._seen(self.session_key, super().load())

        async def aload(self) -> Any:
            return self._seen(self.session_key, await super().aload())

        def _seen(self, key: str | None, found: Any) -> Any:
            self.known = copy.deepcopy(found)
            self.was_lost = key is not None and self.session_key is None
            return found

    Remembering.__qualname__ = store.__qualname__  # what is signed is signed with it
    return Remembering


def take_over(requests: Iterable[TaskRequest], visit: Visit, extras: Extras) -> bool:
    """Let the page have what its tasks did to their requests; between events. Whether there was anything.

    *extras* gets the cookie that the browser needs then, and what kept the session from being saved.
    """
    written = [(request, found) for request in requests if (found := request.take())]
    messages = [message for _, found in written for message in found.messages]
    notices.add(visit.page.request, messages)
    leaving = messages if "to" in extras else []
    if leaving or any(found.keys for _, found in written) or any(found.session is not None for _, found in written):
        try:
            _save(written, leaving, visit, extras)
        except ClientError as refused:
            extras["error"] = refused.as_dict(debug=django_settings.DEBUG)
            if getattr(refused, "to", None) is not None:
                extras["to"] = refused.to  # type: ignore[attr-defined]  # it was just asked for
        if visit.cookie is not None:
            extras["cookie"] = visit.cookie
    return bool(written)


def _save(written: list[tuple[TaskRequest, Written]], leaving: list[Any], visit: Visit, extras: Extras) -> None:
    """Write into the session as it is now, and save it.

    Raises:
        ClientError: It ended, or the visitor may not be at this page any more.
    """
    request: Any = visit.page.request
    visit.begin_event()
    if getattr(request, "session", None) is None:
        return
    begun = next(((lent, found) for lent, found in reversed(written) if found.session is not None), None)
    if begun is None:
        visit.check()
    else:
        lent, found = begun
        request.session = lent.session_of(found)
        request.user = lent.original.user
        request.META.update({name: lent.original.META[name] for name in _OF_THE_COOKIE if name in lent.original.META})
    for lent, found in written:
        for key, value in found.keys.items() if begun is None or lent is not begun[0] else ():
            if value is _GONE:
                request.session.pop(key, None)
            else:
                request.session[key] = value
    if leaving:
        notices.carry_over(request, leaving)
    if "to" not in extras and visit.someone_else:
        extras["to"] = visit.page.address
    visit.end_event()
