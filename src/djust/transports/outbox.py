"""What a session said and no browser has taken yet: the outlet of any transport."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import Final

from djust.workers import bell_of

logger = logging.getLogger("djust")

#: What may wait before the session holds back: enough to keep a writer busy, too little to fill the memory.
MOST_WAITING: Final = 8
MOST_BYTES: Final = 64 * 1024
#: A browser that asks on and on and reads nothing is let go.
MOST_EVER: Final = 1_000


class Outbox:
    """Texts in from any thread, out on one event loop.

    Attributes:
        something: Set when there is something new: a text, or the end.
        closing: Whether the connection is to end, though the browser did not ask for it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._bell = bell_of(loop)
        self._texts: deque[str] = deque()
        self._size = 0
        self.something = asyncio.Event()
        self.closing = False

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def writable(self) -> bool:
        """Whether what was sent before has left, more or less."""
        return len(self._texts) < MOST_WAITING and self._size < MOST_BYTES

    def send(self, text: str) -> None:
        """Take one text; callable from any thread."""
        if len(self._texts) >= MOST_EVER:
            self.close()
            return
        self._size += len(text)
        self._texts.append(text)
        self._wake()

    def close(self) -> None:
        """End the connection once what waits has left, or at once where nothing can leave."""
        self.closing = True
        self._wake()

    def left(self) -> None:
        """The first text has left."""
        self._texts.popleft()
        self._size = sum(map(len, self._texts)) if self._texts else 0

    def take(self) -> list[str]:
        """Return all that waits, once."""
        self.something.clear()
        texts = [self._texts.popleft() for _ in range(len(self._texts))]
        self._size = sum(map(len, self._texts)) if self._texts else 0
        return texts

    def _wake(self) -> None:
        try:
            self._bell.call(self.something.set)
        except RuntimeError:  # the server is going down, and its loop is closed
            logger.debug("a frame was not sent: the event loop is closed")
