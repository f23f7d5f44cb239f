"""Token buckets: so many per second, after a burst.

`Bucket` is one of them, for messages that are read later when there are too many. `take` is for calls that are dropped: it keeps one
bucket for each key, in this process or, when ``DJUST["RATE_LIMIT_CACHE"]`` names one of Django's caches, in that cache, for all
processes together. While that cache cannot be used, each process counts for itself: calls go on, and are still bounded.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from typing import Any, Final

from django.core.cache import InvalidCacheBackendError

from djust.caches import cache_of_this_thread
from djust.conf import settings

logger = logging.getLogger("djust")

#: Buckets of one process; past it those that were used longest ago go, which by then are full again.
MOST_BUCKETS: Final = 100_000
#: Seconds for which a process waits for another one that is at the same bucket. A cache that keeps it longer is not waited for.
_PATIENCE: Final = 0.05
#: Seconds between two words in the log about a cache that cannot be used, and for which nobody asks it again: it may take long to fail.
_QUIET: Final = 5.0


class Bucket:
    """Says how long to wait; knows no clock of its own.

    Args:
        rate: Tokens per second.
        burst: How many there are at the beginning, and at most.
    """

    __slots__ = ("_burst", "_rate", "_then", "_tokens")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = float(burst)
        self._then = now

    def take(self, now: float) -> float:
        """Take one token; return the seconds after which it is there, 0.0 when it is there already."""
        self._tokens = min(self._burst, self._tokens + (now - self._then) * self._rate) - 1
        self._then = now
        return 0.0 if self._tokens >= 0 else -self._tokens / self._rate if self._rate else float("inf")


def take(key: str, rate: float, burst: float) -> float:
    """Take one token of the bucket *key*; return 0.0, or the seconds until there is one when it has none (nothing is taken then)."""
    alias = settings().RATE_LIMIT_CACHE
    if alias and time.monotonic() >= _memory.until:
        try:
            return _take_shared(cache_of_this_thread(alias), key, rate, burst)
        except InvalidCacheBackendError:
            raise  # the author's mistake, not the cache's
        except Exception:  # whatever the backend raises
            _memory.until = time.monotonic() + _QUIET
            logger.exception("the cache of DJUST['RATE_LIMIT_CACHE'] cannot be used; until it can, each process counts for itself")
    return _memory.take(key, rate, burst, time.monotonic())


def _drawn(left: float, then: float, now: float, rate: float, burst: float) -> tuple[float, float]:
    """Return how many tokens are left after one was taken, and how long to wait for it where there was none."""
    filled = min(burst, left + max(0.0, now - then) * rate)
    return (filled - 1, 0.0) if filled >= 1 else (filled, (1 - filled) / rate)


class _Memory:
    """The buckets of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        #: The time until which they stand in for those of the cache.
        self.until = float("-inf")

    def take(self, key: str, rate: float, burst: float, now: float) -> float:
        with self._lock:
            left, then = self._buckets.pop(key, (burst, now))
            left, wait = _drawn(left, then, now, rate, burst)
            self._buckets[key] = (left, now)
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
            return wait

    def clear(self) -> None:
        with self._lock:
            self._buckets.clear()
            self.until = float("-inf")


_memory = _Memory()


def forget() -> None:
    """Fill every bucket of this process again, as a restart does."""
    _memory.clear()


def _take_shared(cache: Any, key: str, rate: float, burst: float) -> float:
    """Take from a bucket that other processes take from as well: one at a time, by a key that only one of them can add."""
    name = "djust.rate." + hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    lock = name + ".lock"
    patience = time.monotonic() + _PATIENCE
    while not (mine := cache.add(lock, 1, timeout=1)) and time.monotonic() < patience:
        time.sleep(0.001)
    try:
        now = time.time()  # a clock that processes share
        left, then = cache.get(name) or (burst, now)
        left, wait = _drawn(left, then, now, rate, burst)
        cache.set(name, (left, now), timeout=burst / rate + 1)  # by then it is full, and a full one needs not be remembered
        return wait
    finally:
        if mine:
            cache.delete(lock)
