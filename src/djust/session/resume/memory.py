"""A place in this process's memory: what a shared one does, without anything to be installed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from djust.session.resume.base import Sight


class Memory:
    """Keeps what it is given until its time is over.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._lying: dict[str, tuple[bytes, float]] = {}
        self._taken: dict[str, float] = {}
        self._promised: dict[str, float] = {}

    def put(self, name: str, sealed: bytes, seconds: float) -> bool:
        """Lay a session down; False when its name was taken."""
        with self._lock:
            self._sweep()
            if name in self._taken:
                return False
            self._lying[name] = sealed, self._clock() + seconds
            return True

    def look(self, name: str) -> bytes | Sight:
        """Return what lies there, or why nothing does."""
        with self._lock:
            self._sweep()
            if name in self._taken:
                return Sight.TAKEN
            if name in self._lying:
                return self._lying[name][0]
            return Sight.COMING if name in self._promised else Sight.NOTHING

    def take(self, name: str, seconds: float) -> bool:
        """Take the name; True for the first who asks."""
        with self._lock:
            self._sweep()
            if name in self._taken:
                return False
            self._taken[name] = self._clock() + seconds
            self._lying.pop(name, None)
            return True

    def forget(self, name: str) -> None:
        """Let go of what lies there."""
        with self._lock:
            self._lying.pop(name, None)

    def promise(self, names: Sequence[str], seconds: float) -> None:
        """Say that something will lie there soon."""
        with self._lock:
            self._promised |= dict.fromkeys(names, self._clock() + seconds)

    def _sweep(self) -> None:
        now = self._clock()
        for name in [name for name, (_, until) in self._lying.items() if until <= now]:
            del self._lying[name]
        for marks in (self._taken, self._promised):
            for name in [name for name, until in marks.items() if until <= now]:
                del marks[name]
