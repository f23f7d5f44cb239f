"""Things kept for a while: bounded by time, by count and by weight, the oldest goes first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from djust import seldom

T = TypeVar("T")


class Bounds(NamedTuple):
    """How long, how many, how heavy; for the log what they bound, and how the settings begin that say so."""

    seconds: float
    most: int
    heaviest: int
    what: str = "what is kept"
    settings: str = ""


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    item: T
    weight: int
    until: float


class Shelf(Generic[T]):
    """Keeps items by key until they are taken, their time is over, or newer ones need the room.

    Args:
        bounds: Asked at each use, so that a changed setting holds at once.
        discard: Called, outside the lock, with each item that nobody took.
        clock: Seconds that only grow.
    """

    def __init__(self, bounds: Callable[[], Bounds], discard: Callable[[T], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._bounds = bounds
        self._discard = discard
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept[T]] = {}
        self._weight = 0
        self._timer: threading.Timer | None = None

    def put(self, key: str, item: T, weight: int) -> None:
        """Keep *item* under *key*, from now on."""
        bounds = self._bounds()
        with self._lock:
            if key in self._kept:
                self._remove(key)
            self._kept[key] = _Kept(item, weight, self._clock() + bounds.seconds)
            self._weight += weight
            gone = list(self._surplus(bounds))
            self._arm()
        if gone and bounds.settings:
            fix = f"Raise DJUST['{bounds.settings}_MAX'] or DJUST['{bounds.settings}_BYTES'], or start more processes."
            seldom.warn(bounds.settings, "the oldest of %s went to make room (%d are kept). " + fix, bounds.what, len(self._kept))
        for each in gone:
            self._discard(each)

    def take(self, key: str, fits: Callable[[T], bool] = lambda _item: True) -> T | None:
        """Return the item under *key* and keep it no longer; None when there is none, or it does not fit (then it stays)."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept.until <= self._clock() or not fits(kept.item):
                return None
            self._remove(key)
            return kept.item

    def drop_oldest(self) -> bool:
        """Let the oldest item go to make room elsewhere; False when there is none."""
        with self._lock:
            if not self._kept:
                return False
            item = self._remove(next(iter(self._kept)))
        self._discard(item)
        return True

    def sweep(self) -> None:
        """Let go what is past its time."""
        with self._lock:
            self._timer = None
            now = self._clock()
            gone = [self._remove(key) for key in [key for key, kept in self._kept.items() if kept.until <= now]]
            self._arm()
        for each in gone:
            self._discard(each)

    def __len__(self) -> int:
        return len(self._kept)

    def _surplus(self, bounds: Bounds) -> Iterator[T]:
        while self._kept and (len(self._kept) > bounds.most or self._weight > bounds.heaviest):
            yield self._remove(next(iter(self._kept)))

    def _remove(self, key: str) -> T:
        kept = self._kept.pop(key)
        self._weight -= kept.weight
        return kept.item

    def _arm(self) -> None:
        """Sweep when the oldest item's time is over, whether anybody comes or not: its memory, and its ``unmount()``, do not wait."""
        if self._kept and self._timer is None:
            first = next(iter(self._kept.values()))
            self._timer = threading.Timer(max(0.05, first.until - self._clock()), self.sweep)
            self._timer.daemon = True
            self._timer.start()
