"""Browsers made of bytes: a WebSocket client that does as little as can be done, so that the server is what is measured."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

_HANDSHAKE = (
    b"GET /ws/live/ HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
#: Mask bit, and a key of zeros that leaves the text as it is.
_MASKED = 0x80
_NO_KEY = b"\0\0\0\0"


def framed(text: str) -> bytes:
    """Return a text frame of a client."""
    data = text.encode()
    size = bytes([_MASKED | len(data)]) if len(data) < 126 else bytes([_MASKED | 126]) + len(data).to_bytes(2, "big")
    return b"\x81" + size + _NO_KEY + data


class Tab(asyncio.Protocol):
    """One page: joined, then one event after the other."""

    def __init__(self, join: str) -> None:
        self._join = join
        self._open = False
        self._transport: asyncio.Transport | None = None
        self._read = b""
        self._ref = 0
        self._began = 0.0
        self._frame = b"0"
        #: Done when the first text has come.
        self.joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        #: Called with the seconds that an answer took.
        self.answered: Callable[[float], None] = lambda seconds: None
        #: Called when operations have come.
        self.heard: Callable[[Tab], None] = lambda tab: None
        self.waiting = False
        self._due: deque[float] = deque()

    def click(self, since: float | None = None) -> None:
        """Send an event, or what an echo takes for one; after the answer to the one before, where that is not there yet.

        Args:
            since: When somebody wanted to click; the time until the answer counts from then.
        """
        if self.waiting:
            self._due.append(time.perf_counter() if since is None else since)
            return
        self._ref += 1
        self.waiting = True
        self._began = time.perf_counter() if since is None else since
        assert self._transport is not None
        self._transport.write(framed(f'[{self._ref},{self._frame.decode()},"add"]'))

    def close(self) -> None:
        """Go away."""
        if self._transport is not None:
            self._transport.abort()

    # -- what asyncio calls ------------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the socket."""
        self._transport = transport  # type: ignore[assignment]  # uvloop's is none of asyncio's classes
        self._transport.write(_HANDSHAKE)  # type: ignore[union-attr]

    def data_received(self, data: bytes) -> None:
        """Take what the server says."""
        self._read += data
        if not self._open:
            head, end, self._read = self._read.partition(b"\r\n\r\n")
            if not end:
                self._read = head
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self._fail(head.decode(errors="replace"))
                return
            self._open = True
            assert self._transport is not None
            self._transport.write(framed(self._join))
        while len(self._read) >= 2:
            size, start = self._read[1], 2
            if size == 126:
                size, start = int.from_bytes(self._read[2:4], "big"), 4
            elif size == 127:
                size, start = int.from_bytes(self._read[2:10], "big"), 10
            if len(self._read) < start + size:
                return
            text, self._read = self._read[start : start + size], self._read[start + size :]
            self._hear(text)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._fail(f"the connection was lost: {exc!r}")

    # -- what it says ------------------------------------------------------------------------------------------------------

    def _hear(self, text: bytes) -> None:
        if not self.joined.done():
            if text.startswith(b'["refused"'):
                self._fail(text.decode())
            else:
                self.joined.set_result(None)
            return
        if text[:1] == b"[" and text[1:2].isdigit():
            self._frame = text[1 : text.index(b",")]
            if b",[]" not in text:
                self.heard(self)
        if self.waiting:
            self.waiting = False
            self.answered(time.perf_counter() - self._began)
            if self._due:
                self.click(self._due.popleft())

    def _fail(self, why: str) -> None:
        if not self.joined.done():
            self.joined.set_exception(RuntimeError(why))


async def opened(port: int, count: int, join: str) -> list[Tab]:
    """Open so many pages, some at a time."""
    loop = asyncio.get_running_loop()
    tabs: list[Tab] = []
    for _ in range(0, count, 50):
        some = await asyncio.gather(
            *(loop.create_connection(lambda: Tab(join), "127.0.0.1", port) for _ in range(min(50, count - len(tabs))))
        )
        tabs += [tab for _, tab in some]
        async with asyncio.timeout(60):
            await asyncio.gather(*(tab.joined for _, tab in some))
    return tabs
