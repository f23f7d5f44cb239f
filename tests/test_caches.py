"""Caches of Django's, one for each thread."""

from __future__ import annotations

import contextvars
import threading
from typing import Any

import pytest
from django.core.cache import InvalidCacheBackendError

from djust.caches import cache_of_this_thread

LOCAL = "django.core.cache.backends.locmem.LocMemCache"


def test_events_of_one_thread_share_a_cache_whatever_their_context() -> None:
    found = [contextvars.copy_context().run(cache_of_this_thread, "default") for _ in range(3)]

    assert found[0] is found[1] is found[2]


def test_another_thread_has_its_own() -> None:
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(cache_of_this_thread("default")))
    thread.start()
    thread.join(10)

    assert found[0] is not cache_of_this_thread("default")


def test_other_settings_are_another_cache_in_every_thread(settings: Any) -> None:
    turns = threading.Barrier(2)
    found: list[Any] = []

    def look() -> None:
        for _ in range(2):
            turns.wait(10)
            found.append(cache_of_this_thread("default"))
            turns.wait(10)

    thread = threading.Thread(target=look)
    thread.start()
    turns.wait(10)
    turns.wait(10)
    settings.CACHES = {"default": {"BACKEND": LOCAL, "LOCATION": "another"}}
    turns.wait(10)
    turns.wait(10)
    thread.join(10)

    assert found[0] is not found[1]


def test_a_name_that_is_none_is_djangos_own_error() -> None:
    with pytest.raises(InvalidCacheBackendError):
        cache_of_this_thread("nowhere")
