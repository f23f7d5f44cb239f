"""What ``manage.py check`` says about server functions and exposed handlers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import override_settings
from django.urls import include, path

from djust import LiveView, event_handler, server_function
from djust.checks.calls import check_calls
from djust.checks.views import check_views

OURS = path("djust/", include("djust.urls"))


class Base(LiveView):
    template = "<p></p>"


@pytest.fixture
def found() -> Iterator[Any]:
    """Check a URLconf of these patterns; gives the ids and the messages."""
    module = ModuleType("urls_of_this_test")
    sys.modules[module.__name__] = module

    def check(*patterns: Any, run: Any = check_calls) -> list[tuple[str, str]]:
        module.urlpatterns = list(patterns)  # type: ignore[attr-defined]
        with override_settings(ROOT_URLCONF=module.__name__):
            return [(message.id, message.msg) for message in run()]

    yield check
    del sys.modules[module.__name__]


class Found(Base):
    api_name = "found"

    def mount(self, request: HttpRequest, page: int = 1, **kwargs: Any) -> None: ...

    @server_function()
    def find(self) -> None: ...


class Twin(Found):
    pass


class Item(Base):
    def mount(self, request: HttpRequest, pk: int, *, slug: str) -> None: ...

    @event_handler(expose_api=True)
    def buy(self) -> None: ...


class Ready(Item):
    def api_mount(self, request: HttpRequest) -> None: ...


class Quiet(Base):
    @event_handler()
    def click(self) -> None: ...


class Misspelt(Base):
    @server_function()
    def find(self, q: Nothing) -> None: ...  # type: ignore[name-defined]  # noqa: F821


def test_a_server_function_with_an_address_is_right(found: Any) -> None:
    assert found(OURS, path("", Found.as_view())) == []


def test_urls_under_a_prefix_of_the_projects_own_are_right(found: Any) -> None:
    assert found(path("v1/", include("djust.api.urls")), path("", Found.as_view())) == []


def test_without_our_urls_nothing_can_be_called(found: Any) -> None:
    [(number, text)] = found(path("", Found.as_view()))

    assert number == "djust.W020"
    assert text == "Found.find is to be called over HTTP, but no URL leads there."


def test_a_view_with_nothing_to_call_needs_no_urls(found: Any) -> None:
    assert found(path("", Quiet.as_view())) == []


def test_two_views_of_one_name_are_named(found: Any) -> None:
    [(number, text)] = found(OURS, path("a/", Found.as_view()), path("b/", Found.as_view()), path("c/", Twin.as_view()))

    assert number == "djust.W021"
    assert "'found'" in text
    assert "Twin" in text


def test_a_mount_that_needs_the_url_is_named(found: Any) -> None:
    [(number, text)] = found(OURS, path("<int:pk>/<slug:slug>/", Item.as_view()))

    assert number == "djust.W022"
    assert text == "Item.mount needs pk, slug from the URL, so calls over HTTP (buy) begin without it."


def test_an_api_mount_answers_the_question(found: Any) -> None:
    assert found(OURS, path("<int:pk>/<slug:slug>/", Ready.as_view())) == []


def test_an_annotation_of_a_server_function_that_cannot_be_resolved_is_an_error(found: Any) -> None:
    [(number, text)] = found(OURS, path("", Misspelt.as_view()), run=check_views)

    assert number == "djust.W009"
    assert "Misspelt.find" in text
