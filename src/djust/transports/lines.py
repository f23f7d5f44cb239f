"""A conversation without a socket: requests that belong together are a *line*.

The messages are those of a socket (``docs/internals/wire.md``, 5–7); only the carrier differs. What the server says waits in the line
until a request takes it along, or leaves by a stream of server-sent events where there is one.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final

from djust.conf import settings
from djust.ratelimit import Bucket
from djust.session.connection import Connection
from djust.session.visitor import Visitor
from djust.sync import Threads
from djust.transports.outbox import Outbox
from djust.view.page import cookie_binding

#: Seconds after which a line that nobody uses is lost. A browser pings after 20.
LIFETIME: Final = 45.0
#: … which has not found its page; …
NEWBORN: Final = 10.0
#: … and after its stream has broken off: the browser begins another line.
BROKEN_OFF: Final = 2.0
#: Seconds for which a request waits for the answers to what it brought; then it goes back, and the browser asks again.
PATIENCE: Final = 15.0
#: Seconds between two comments in a stream that has nothing to say: proxies close what is silent for long.
SILENCE: Final = 15.0
#: How often a request that waits looks whether all is done, in seconds.
_LOOK: Final = 0.02
#: The lines of this process, and what their ids begin with: made with the first line, after a server has forked its workers.
_lines: dict[str, Line] = {}
_process = ""


class Line:
    """One document's conversation over HTTP; lives on one event loop."""

    def __init__(self, visitor: Visitor, loop: asyncio.AbstractEventLoop) -> None:
        global _process
        _process = _process or secrets.token_hex(3)
        self.id = f"{_process}.{secrets.token_urlsafe(16)}"
        self._visitor = visitor
        self._loop = loop
        self._queue = Outbox(loop)
        self._connection = Connection(visitor, self._queue, Threads(loop))
        here = settings()
        self._bucket = Bucket(here.EVENTS_PER_SECOND, here.EVENT_BURST, time.monotonic())
        self._one_by_one = asyncio.Lock()
        self._end: Callable[[], None] | None = None
        self.streaming = False
        self._in_use = 0
        _lines[self.id] = self
        self._expire_in(LIFETIME)

    @property
    def closed(self) -> bool:
        """Whether nothing more will be said."""
        return self._queue.closing and not len(self._queue)

    @property
    def joined(self) -> bool:
        """Whether it has found its session."""
        return self._connection.session is not None

    @property
    def pause(self) -> float | None:
        """Seconds after which a browser without a stream should ask again; None: when it has something to say."""
        session = self._connection.session
        if session is None:
            return None
        if session.busy:
            return 0.0
        return 0.5 if session.tasks.running else None

    def belongs_to(self, visitor: Visitor) -> bool:
        """Whether it is the browser that began it: the same cookie as then, or the one that its page's session has now."""
        session = self._connection.session
        if session is not None and visitor.has(cookie_binding(session.page.request)):
            return True
        return visitor.cookies == self._visitor.cookies

    async def exchange(self, texts: Sequence[str]) -> list[str]:
        """Take what the browser says, and return what it is told; with a stream, that goes there."""
        self._begin_use()
        try:
            async with self._one_by_one:
                for text in texts:
                    wait = self._bucket.take(time.monotonic())
                    if wait:
                        await asyncio.sleep(min(wait, PATIENCE))
                    await self._connection.receive(text)
                if self.streaming:
                    return []
                await self._answered()
                return self._taken()
        finally:
            self._end_use(LIFETIME if self.joined else NEWBORN)

    async def stream(self) -> AsyncIterator[list[str]]:
        """Yield what is said as it is said, and nothing now and then; ends with the line."""
        self._begin_use()
        self.streaming = True
        try:
            yield []
            while not self.closed:
                try:
                    await asyncio.wait_for(self._queue.something.wait(), SILENCE)
                except TimeoutError:
                    pass
                yield self._taken()
        finally:
            self.streaming = False
            self._end_use(BROKEN_OFF)

    def lost(self) -> None:
        """Nobody uses it any more."""
        if _lines.pop(self.id, None) is not None:
            self._expire_in(None)
            self._connection.lost()

    async def _answered(self) -> None:
        """Wait until there is something to take along, or nothing to wait for."""
        until = self._loop.time() + PATIENCE
        while not len(self._queue) and not self._queue.closing and self._loop.time() < until:
            session = self._connection.session
            if session is None or not session.busy:
                return
            try:
                await asyncio.wait_for(self._queue.something.wait(), _LOOK)
            except TimeoutError:
                continue

    def _taken(self) -> list[str]:
        texts = self._queue.take()
        if texts:
            self._connection.drained()
        return texts

    def _begin_use(self) -> None:
        self._in_use += 1
        self._expire_in(None)

    def _end_use(self, lifetime: float) -> None:
        self._in_use -= 1
        if not self._in_use:
            self._expire_in(0.0 if self.closed else lifetime)

    def _expire_in(self, seconds: float | None) -> None:
        if self._end is not None:
            self._end()
        self._end = None if seconds is None else self._loop.call_later(seconds, self.lost).cancel


def find(number: str) -> Line | None:
    """Return the line with this id, None when this process holds none."""
    return _lines.get(number)


def is_elsewhere(number: str) -> bool:
    """Whether an id is of a line that another process began: not one that was here and is over."""
    return number.partition(".")[0] != _process
