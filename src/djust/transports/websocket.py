"""The WebSocket door: a plain ASGI callable.

The Origin is checked before accept (403 at the handshake). Texts are read one by one, not faster than the session's rate allows;
they are written by one task, so that a browser which reads slowly holds back its own frames and nothing else.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from djust.conf import settings
from djust.ratelimit import Bucket
from djust.session.connection import Connection
from djust.session.resume.departure import RESTART
from djust.session.visitor import Visitor
from djust.sync import Threads
from djust.transports import origin
from djust.transports.outbox import Outbox

logger = logging.getLogger("djust")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

#: How often the reader looks whether the mailbox has room again, every 5 ms.
_PATIENCE: Final = 40
#: Seconds after which a socket is closed that has asked for no page, or in vain.
PATIENCE: Final = 20.0
#: Close codes of RFC 6455.
_POLICY: Final = 1008


class LiveSocket:
    """Serves live pages over WebSocket; stateless, one for the process."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            raise ValueError(f"expected a websocket connection, got {scope['type']!r}. Route only WebSockets here: path('ws/live/', …).")
        await receive()  # websocket.connect
        if not origin.allowed(scope):
            headers = dict(scope.get("headers", ()))
            fix = "Behind a proxy, see that it passes on the Host header; another site of yours is named in CSRF_TRUSTED_ORIGINS."
            said = "a socket from %r to %r was refused: expected a page of that host, and a host in ALLOWED_HOSTS. " + fix
            logger.warning(said, headers.get(b"origin"), headers.get(b"host"))
            await send({"type": "websocket.close", "code": _POLICY})
            return
        await send({"type": "websocket.accept"})
        await _Socket(scope, receive, send).serve()


class _Socket:
    """One open socket."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._receive = receive
        loop = asyncio.get_running_loop()
        self._outlet = Writer(loop, send, self._drained)
        self._connection = Connection(Visitor(scope), self._outlet, Threads(loop))
        self._look: asyncio.TimerHandle

    async def serve(self) -> None:
        """Read until the socket is gone."""
        here = settings()
        bucket = Bucket(here.EVENTS_PER_SECOND, here.EVENT_BURST, time.monotonic())
        loop, connection = asyncio.get_running_loop(), self._connection
        writing = loop.create_task(self._outlet.write(), context=contextvars.Context())
        self._look_later()
        message: MutableMapping[str, Any] = {}
        try:
            while not self._outlet.closing and (message := await self._receive())["type"] == "websocket.receive":
                wait = bucket.take(time.monotonic())
                if wait:
                    await asyncio.sleep(min(wait, 60.0))
                if connection.crowded:
                    await self._room()
                text = message.get("text")
                await connection.receive(text if text is not None else message.get("bytes") or b"")
            if message.get("code") == RESTART:
                await self._connection.depart()
        finally:
            self._look.cancel()
            self._connection.lost()
            writing.cancel()

    def _look_later(self) -> None:
        self._look = asyncio.get_running_loop().call_later(PATIENCE, self._must_have_asked)

    def _must_have_asked(self) -> None:
        if not self._connection.asked:
            self._outlet.close()
        elif self._connection.session is None:  # being mounted, or waited for
            self._look_later()

    async def _room(self) -> None:
        """Read a little later while the mailbox is nearly full: a burst finds room, and a stuck handler holds the door only so long."""
        for _ in range(_PATIENCE):
            if not self._connection.crowded:
                return
            await asyncio.sleep(0.005)

    def _drained(self) -> None:
        self._connection.drained()


class Writer(Outbox):
    """The outlet of one socket: one task writes what waits."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send, drained: Callable[[], None]) -> None:
        super().__init__(loop)
        self._send = send
        self._drained = drained
        self._wanted = False

    @property
    def writable(self) -> bool:
        """Whether what was sent before has left, more or less."""
        writable = super().writable
        self._wanted = self._wanted or not writable
        return writable

    async def write(self) -> None:
        """Write until cancelled."""
        try:
            while not self.closing:
                await self.something.wait()
                self.something.clear()
                while self._texts and not self.closing:
                    await self._send({"type": "websocket.send", "text": self._texts[0]})
                    self.left()
                    if self._wanted and self.writable:
                        self._wanted = False
                        self._drained()
            await self._send({"type": "websocket.close", "code": _POLICY})
        except Exception as error:  # the socket went while something was written; the reader hears of it as well
            logger.debug("a socket could not be written: %r", error)
