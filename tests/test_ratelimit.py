"""The token bucket."""

from __future__ import annotations

from djust.ratelimit import Bucket


def test_a_burst_passes_and_then_the_rate_holds() -> None:
    bucket = Bucket(rate=10, burst=3, now=0.0)

    assert [bucket.take(0.0) for _ in range(5)] == [0.0, 0.0, 0.0, 0.1, 0.2]


def test_what_was_not_used_is_there_later_up_to_the_burst() -> None:
    bucket = Bucket(rate=10, burst=3, now=0.0)
    for _ in range(3):
        bucket.take(0.0)

    assert [bucket.take(100.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.1]
