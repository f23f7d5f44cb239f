"""A token bucket: so many per second, after a burst."""

from __future__ import annotations


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
