"""What ``manage.py check`` says about pages that are to go on in another process."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from django.urls import path

from djust import LiveView
from djust.checks.resuming import check_resume

REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}


class Kept(LiveView):
    """Kept at every event."""

    template = "<p></p>"
    resume = "every-event"


class Pausing(LiveView):
    """A handler that has the setting's name."""

    template = "<p></p>"

    def resume(self) -> None:
        """Go on playing."""


@pytest.fixture(autouse=True)
def _pages(settings: Any) -> None:
    pages = ModuleType("pages")
    vars(pages)["urlpatterns"] = [path("kept/", Kept.as_view()), path("pausing/", Pausing.as_view())]
    settings.ROOT_URLCONF = pages


def test_a_shared_cache_is_right(settings: Any) -> None:
    settings.CACHES = {"default": REDIS}
    settings.DJUST = {"RESUME_CACHE": "default"}

    assert check_resume() == []


def test_an_unknown_cache_is_an_error(settings: Any) -> None:
    settings.CACHES = {"default": REDIS}
    settings.DJUST = {"RESUME_CACHE": "shared"}

    [error] = check_resume()
    assert error.id == "djust.E004"
    assert error.hint is not None
    assert error.hint.startswith("There are: default.")


@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_a_cache_of_one_process_is_a_warning(settings: Any, backend: str) -> None:
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}
    settings.DJUST = {"RESUME_CACHE": "default"}

    assert [message.id for message in check_resume()] == ["djust.W023"]


def test_a_view_that_is_kept_nowhere_is_a_warning(settings: Any) -> None:
    settings.DJUST = {}

    [warning] = check_resume()
    assert warning.id == "djust.W024"
    assert "Kept says" in warning.msg


def test_wrong_settings_are_left_to_their_own_check(settings: Any) -> None:
    settings.DJUST = {"RESUME_CACHE": 3}

    assert check_resume() == []
