"""The token bucket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from djust import ratelimit
from djust.ratelimit import Bucket


def test_a_burst_passes_and_then_the_rate_holds() -> None:
    bucket = Bucket(rate=10, burst=3, now=0.0)

    assert [bucket.take(0.0) for _ in range(5)] == [0.0, 0.0, 0.0, 0.1, 0.2]


def test_what_was_not_used_is_there_later_up_to_the_burst() -> None:
    bucket = Bucket(rate=10, burst=3, now=0.0)
    for _ in range(3):
        bucket.take(0.0)

    assert [bucket.take(100.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.1]


@pytest.fixture(params=["memory", "cache"])
def buckets(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Keyed buckets, wherever they are; files stand for any cache that processes share."""
    if request.param == "cache":
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}}
        settings.DJUST = {"RATE_LIMIT_CACHE": "default"}
    ratelimit.forget()
    yield
    ratelimit.forget()


@pytest.mark.usefixtures("buckets")
def test_a_bucket_gives_its_burst_and_then_says_how_long_to_wait() -> None:
    waits = [ratelimit.take("a", 0.01, 3) for _ in range(5)]

    assert waits[:3] == [0.0] * 3
    assert all(99 < wait <= 100 for wait in waits[3:])


@pytest.mark.usefixtures("buckets")
def test_each_key_has_a_bucket_of_its_own() -> None:
    assert [ratelimit.take(key, 0.01, 1) for key in "abc"] == [0.0] * 3


@pytest.mark.usefixtures("buckets")
def test_a_bucket_fills_again() -> None:
    first = [ratelimit.take("a", 1e6, 1) for _ in range(50)]

    assert first.count(0.0) > 1


def test_many_threads_get_no_more_than_the_burst(settings: Any) -> None:
    ratelimit.forget()
    got: list[float] = []

    def take() -> None:
        got.extend(ratelimit.take("a", 0.001, 20) for _ in range(20))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got.count(0.0) == 20


def test_the_number_of_buckets_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ratelimit, "MOST_BUCKETS", 3)
    ratelimit.forget()
    for key in "abcd":
        ratelimit.take(key, 0.01, 1)

    assert ratelimit.take("a", 0.01, 1) == 0.0, "the oldest was forgotten"
    assert ratelimit.take("d", 0.01, 1) > 0


def test_without_its_cache_a_process_counts_for_itself_and_says_so(settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    place = tmp_path / "cache"
    place.write_text("a file where the cache wants its directory")
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": place}}
    settings.DJUST = {"RATE_LIMIT_CACHE": "default"}
    ratelimit.forget()
    taken = [ratelimit.take("a", 0.01, 3) for _ in range(5)]
    told = [record.getMessage() for record in caplog.records]
    place.unlink()
    ratelimit.forget()

    assert [wait > 0 for wait in taken] == [False, False, False, True, True]
    assert len(told) == 1
    assert "RATE_LIMIT_CACHE" in told[0]
    assert ratelimit.take("a", 0.01, 1) == 0.0
    assert any(place.iterdir())
