"""A browser made of messages: what a test says goes in as text, what the server says comes out as text, without a socket.

`Browser` uses the inline executor: everything has happened when a call returns, inside the test's database transaction.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.test import Client

from djust.session.connection import Connection
from djust.session.visitor import Visitor
from djust.sync import Executor, Inline
from djust.testing.attributes import written_call


class Wire:
    """The browser's end of a connection."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        #: Where it was told that the morph is, each time; what a test reads is about the page.
        self.morphs: list[str] = []
        self.writable = True
        self.closed = False

    def send(self, text: str) -> None:
        if text.startswith('["morph"'):
            self.morphs.append(json.loads(text)[1]["url"])
        else:
            self.texts.append(text)

    def close(self) -> None:
        self.closed = True


class Browser:
    """One document: its GET, its socket, what it was told."""

    def __init__(self, client: Client | None = None, executor: Executor | None = None) -> None:
        self.client = client or Client()
        self.executor = executor or Inline()
        self.wire = Wire()
        self.connection: Connection | None = None
        self.html = ""
        self.url = ""
        self.key = ""
        self.ref = 0
        self.frame = 0
        #: Whether events acknowledge what was said, as those of a browser do that has read it.
        self.acknowledges = True

    # -- the page ---------------------------------------------------------------------------------------------------------

    def get(self, url: str, **headers: Any) -> str:
        """Load the page."""
        response = self.client.get(url, headers=headers)
        assert response.status_code == 200, response.content.decode()
        self.url, self.html = url, response.content.decode()
        return self.html

    def configured(self, name: str) -> str:
        """An attribute of the configuration element."""
        found = re.search(rf'<script [^>]*\b{name}="([^"]*)"', self.html)
        assert found, f"{name} is not in {self.html}"
        return found[1]

    # -- the socket -------------------------------------------------------------------------------------------------------

    def connect(self) -> None:
        """Open a socket with the browser's cookies as they are now."""
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.client.cookies.items())
        headers = [(b"host", b"testserver"), (b"cookie", cookies.encode()), (b"accept-language", b"en")]
        ends = {"client": ("127.0.0.1", 1), "server": ("testserver", 80)}
        scope = {"type": "websocket", "path": "/ws/live/", "scheme": "ws", "headers": headers, **ends}
        self.wire = Wire()
        self.connection = Connection(Visitor(scope), self.wire, self.executor)

    def say(self, message: Any) -> list[Any]:
        """Send something and return the last answer."""
        return self.say_text(json.dumps(message, separators=(",", ":")))

    def say_text(self, text: str) -> list[Any]:
        """Send a text as it is."""
        assert self.connection is not None
        before = len(self.wire.texts)
        self.executor.start(self.connection.receive(text))
        return self.answers(before)[-1] if len(self.wire.texts) > before else []

    def answers(self, since: int = 0) -> list[list[Any]]:
        """Everything the server said."""
        said = [json.loads(text) for text in self.wire.texts[since:]]
        for message in said:
            if isinstance(message[0], int):
                self.frame = max(self.frame, message[0])
        return said

    def join(self, *, digest: bool = True, session: str | None = None, url: str | None = None) -> dict[str, Any]:
        """Ask for the session of the page that was loaded; returns what `joined` or `refused` says."""
        if self.connection is None:
            self.connect()
        message: dict[str, Any] = {"session": session or self.configured("data-session"), "url": url or self.url}
        if digest and self.html:
            message["digest"] = self.configured("data-digest")
        before = len(self.wire.texts)
        self.say(["join", message])
        answer = self.answers(before)[0]  # frames may follow at once
        told: dict[str, Any] = answer[1] | {"is": answer[0]}
        self.key = told.get("key", self.key)
        return told

    def open(self, url: str) -> Browser:
        """Load a page and join it."""
        self.get(url)
        assert self.join()["how"] == "adopted"
        return self

    def event(self, name: str, params: dict[str, Any] | None = None, args: list[Any] | None = None) -> list[Any]:
        """Do something; returns the frame that answers."""
        self.ref += 1
        ack = self.frame if self.acknowledges else 0
        message = [self.ref, ack, written_call(name, args or []), *([params] if params else [])]
        return self.say(message)

    def drop(self) -> None:
        """Lose the socket."""
        assert self.connection is not None
        self.connection.lost()
        self.connection = None

    def resume(self, frame: int | None = None) -> dict[str, Any]:
        """Come back over a new socket."""
        self.connect()
        answer = self.say(["resume", {"key": self.key, "frame": self.frame if frame is None else frame, "url": self.url}])
        told: dict[str, Any] = answer[1] | {"is": answer[0]}
        self.frame = told.get("frame", self.frame)
        self.key = told.get("key", self.key)
        return told

    # -- looking inside ---------------------------------------------------------------------------------------------------

    @property
    def view(self) -> Any:
        """The view of this page."""
        assert self.connection is not None
        assert self.connection.session is not None
        return self.connection.session.page.view

    def shown(self) -> str:
        """What the server thinks the page shows, as Django would print it."""
        assert self.connection is not None
        assert self.connection.session is not None
        page = self.connection.session.page
        html: str = page.plan.write(page.values, marks=False)
        return html
