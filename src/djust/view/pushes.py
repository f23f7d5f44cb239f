"""What a view says to the scripts of its page: `push_event`, and the answer to a hook's ``pushEvent``."""

from __future__ import annotations

import logging
import threading
from typing import Any, Final

from djust.errors import UsageError
from djust.topics.message import pack, unpack

logger = logging.getLogger("djust")

#: What waits for a browser that is away; past it the oldest go.
MOST: Final = 1_000
#: Characters of a name.
LONGEST_NAME: Final = 200


class Pushes:
    """What is pushed and not yet sent.

    Attributes:
        reply: What the event that is being handled answers, as JSON; None: nothing.
    """

    __slots__ = ("_before", "_lock", "_waiting", "reply")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[tuple[str, str]] = []
        self._before = 0
        self.reply: str | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, name: object, payload: object) -> None:
        """Let the browser hear of *name*.

        Raises:
            UsageError: It is no name, or the payload is no JSON.
        """
        if not isinstance(name, str) or not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise UsageError(f"push_event: expected a name of 1 to {LONGEST_NAME} printable characters, such as 'points', got {name!r}.")
        text = pack(payload)
        with self._lock:
            self._waiting.append((name, text))
            if len(self._waiting) > MOST:
                gone, _ = self._waiting.pop(0)
                self._before = max(0, self._before - 1)
                logger.warning("more than %d pushed events wait for a browser; the oldest (%r) is dropped.", MOST, gone)

    def begin(self) -> None:
        """A handler begins: what it pushes goes only if it succeeds."""
        self.reply = None
        self._before = len(self._waiting)

    def undo(self) -> None:
        """The handler failed."""
        self.reply = None
        with self._lock:
            del self._waiting[self._before :]

    def waiting(self) -> list[list[Any]]:
        """Return what is to be sent, and let it wait."""
        with self._lock:
            return [[name, unpack(text)] for name, text in self._waiting]

    def take(self) -> list[list[Any]]:
        """Return what is to be sent, once."""
        if not self._waiting:
            return []
        with self._lock:
            taken, self._waiting = self._waiting, []
            self._before = 0
        return [[name, unpack(text)] for name, text in taken]
