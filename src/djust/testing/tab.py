"""The browser's end of one live page: its GET, its connection, its frames; a `djust.session` without a socket."""

from __future__ import annotations

import json
import re
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.test import Client

from djust.errors import ClientError
from djust.session.connection import Connection
from djust.session.session import Session
from djust.session.visitor import Visitor
from djust.signals import author_failed, event_handled
from djust.template import Values
from djust.testing.refusals import EventFailed, NotLive
from djust.testing.stage import Stage
from djust.types import Op

_CONFIGURED: Final = re.compile(r'<script [^>]*\bdata-session="([^"]*)"')
#: As browsers do, so that what was shown can be let go.
_ACKNOWLEDGE: Final = 16
#: Errors behind which an exception of the author's stands.
_AUTHORS: Final = ("handler.failed", "render.failed")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the server said, and what the page is then.

    Attributes:
        refs: The events it answers.
        extras: What it says beside the operations.
        values: What the page shows.
    """

    refs: tuple[int, ...]
    ops: list[Op]
    extras: dict[str, Any]
    values: Values


@dataclass(slots=True)
class Cached:
    """An earlier outcome of a handler with `cache`, that the browser holds."""

    number: int
    until: float


@dataclass(slots=True)
class Remembered:
    """What a browser remembers of handlers with `cache`: by handler and key."""

    outcomes: dict[str, Cached] = field(default_factory=dict)

    def find(self, key: str) -> int:
        """Return the number of the outcome, 0 for none."""
        found = self.outcomes.get(key)
        return found.number if found is not None and found.until > time.monotonic() else 0


class Tab:
    """One document.

    Args:
        client: Django's test client: whose cookies it has.
        url: What to open.
        heard: Called with each frame.
        follow: Whether redirects of the GET are followed.
        **request: What else the client's ``get`` takes.

    Raises:
        NotLive: Something else than a live page answered.
    """

    def __init__(self, client: Client, url: str, heard: Callable[[Frame], None], *, follow: bool, **request: Any) -> None:
        self.client = client
        self.stage = Stage()
        self.response: Any = client.get(url, follow=follow, **request)
        self.url = url
        if follow and self.response.redirect_chain:
            self.url = self.response.redirect_chain[-1][0]
        #: Exceptions of the author's since they were last asked for; and of errors of events what the server knows.
        self.failures: list[BaseException] = []
        self._refused: dict[int, ClientError] = {}
        self._heard = weakref.WeakMethod(heard)  # so that a test which forgets its page closes it
        self._ref = 0
        self._frame = 0
        self._acknowledged = 0
        self._listening = 0
        self._connection = self._connected()
        self._say(["join", {"session": _page_id(self.response, url), "url": self.url}])
        self.session = self._session()

    # -- the transport's end (an `Outlet`) ---------------------------------------------------------------------------------

    writable = True

    def send(self, text: str) -> None:
        """Take a text of the server's."""
        message = json.loads(text)
        match message[0]:
            case "joined" | "morph" | "pong":
                return
            case "refused":
                raise NotLive(f"{self.url} could not be joined: {message[1]['code']}: {message[1]['text']} {message[1].get('detail', '')}")
        number, refs, ops, *more = message
        self._frame = number
        refs = (refs,) if isinstance(refs, int) else tuple(refs)
        extras: dict[str, Any] = more[0] if more else {}
        if cookie := extras.get("cookie"):
            self.client.post(cookie[0], data=cookie[1], content_type="text/plain")
        if (heard := self._heard()) is not None:
            heard(Frame(tuple(ref for ref in refs if ref), ops, extras, self._session().page.values))

    def close(self) -> None:
        """The server does not want this connection any more."""

    # -- what a test does ----------------------------------------------------------------------------------------------------

    def event(self, call: str, params: dict[str, Any], types: dict[str, str], cached: int) -> int:
        """Send an event and have it handled; returns its number."""
        self._ref += 1
        message: list[Any] = [self._ref, self._frame, call]
        if params or cached:
            message.append(params)
        if types or cached:
            message.append(types)
        if cached:
            message.append(cached)
        self._acknowledged = self._frame
        self._say(message)
        return self._ref

    def rest(self) -> None:
        """Do what waits to be done between events."""
        with self._ears():
            self.stage.work()
            self._acknowledge()

    def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Let background work go on until the condition holds; whether it does, in so many seconds."""

        def holds() -> bool:
            self._acknowledge()
            return condition()

        with self._ears():
            return self.stage.until(holds, seconds)

    def leave(self) -> None:
        """Close the page for good."""
        if not self.stage.closed:
            self.session.end()
            self.stage.close()

    def raisable(self, ref: int, error: dict[str, Any]) -> BaseException:
        """Return what a test is to be told of an error: the author's own exception, else what djust made of it."""
        if error["code"] in _AUTHORS and self.failures:
            return self.failures[-1]
        return self._refused.pop(ref, None) or EventFailed(error)

    # -- inside --------------------------------------------------------------------------------------------------------------

    def _connected(self) -> Connection:
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.client.cookies.items())
        headers = [(b"host", b"testserver"), (b"cookie", cookies.encode())]
        ends = {"client": ("127.0.0.1", 1), "server": ("testserver", 80)}
        scope = {"type": "websocket", "path": "/ws/live/", "scheme": "ws", "headers": headers, **ends}
        return Connection(Visitor(scope), self, self.stage)

    def _session(self) -> Session:
        if self._connection.session is None:
            raise NotLive(f"{self.url} could not be joined.")
        return self._connection.session

    def _say(self, message: list[Any]) -> None:
        with self._ears():
            self.stage.drive(self._connection.receive(json.dumps(message, separators=(",", ":"))))
            self._acknowledge()

    def _acknowledge(self) -> None:
        if self._frame - self._acknowledged >= _ACKNOWLEDGE:
            self._acknowledged = self._frame
            self.stage.drive(self._connection.receive(json.dumps(["ack", self._frame])))

    def _ears(self) -> _Ears:
        return _Ears(self)

    def author_failed(self, sender: Any, error: BaseException, **_: Any) -> None:
        """Hear of an exception of the author's."""
        self.failures.append(error)

    def event_handled(self, sender: Any, session: Session, event: Any, error: ClientError | None, **_: Any) -> None:
        """Hear why an event was refused."""
        if error is not None and session is self._connection.session:
            self._refused[event.ref] = error


class _Ears:
    """Listens to djust's signals while something of a tab is worked off; in a ``with``, also inside another."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    def __enter__(self) -> None:
        if not self._tab._listening:
            author_failed.connect(self._tab.author_failed)
            event_handled.connect(self._tab.event_handled)
        self._tab._listening += 1

    def __exit__(self, *_: object) -> None:
        self._tab._listening -= 1
        if not self._tab._listening:
            author_failed.disconnect(self._tab.author_failed)
            event_handled.disconnect(self._tab.event_handled)


def _page_id(response: Any, url: str) -> str:
    """Return the id of the live page in a response.

    Raises:
        NotLive: There is none.
    """
    html = "" if getattr(response, "streaming", False) else response.content.decode(response.charset or "utf-8", "replace")
    found = _CONFIGURED.search(html)
    if found is not None:
        return found[1]
    answer = f"{response.status_code}"
    if to := response.headers.get("Location"):
        answer += f", to {to} (live(client, {url!r}, follow=True) goes there)"
    elif html:
        answer += f": {' '.join(re.sub('<[^>]*>', ' ', html).split())[:200]}"
    raise NotLive(f"expected a live page at {url}, got {answer}")
