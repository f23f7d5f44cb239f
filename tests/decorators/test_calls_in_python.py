"""Decorators speak of calls from a page; in Python a decorated method is the method."""

from __future__ import annotations

import threading
from types import ModuleType
from typing import Any

import pytest
from django.urls import path

from djust import LiveView, action, background, event_handler, permission_required, rate_limit
from tests.session.driver import Browser

pytestmark = pytest.mark.django_db


class Bakery(LiveView):
    template = """<i dj-click="all_at_once"></i><i dj-click="start"></i><p>{{ done }}</p>"""

    def mount(self, request: Any) -> None:
        self.done: list[str] = []
        self.threads: list[str] = []

    @event_handler
    @background
    def bake(self, what: str = "bread") -> None:
        self.threads = [*self.threads, threading.current_thread().name]
        self.done = [*self.done, what]

    @event_handler
    @permission_required("site.add_note")
    @rate_limit(rate=0.01, burst=1)
    def clean(self) -> None:
        self.done = [*self.done, "clean"]

    @action
    def count(self) -> int:
        return len(self.done)

    @event_handler
    def all_at_once(self) -> None:
        self.threads = [threading.current_thread().name]
        self.bake("rolls")
        self.clean()
        self.clean()
        self.done = [*self.done, f"{self.count()} done"]

    @event_handler
    def start(self) -> None:
        self.start_async(self.bake, "cake")


class Patisserie(Bakery):
    @event_handler
    def bake(self, what: str = "éclair") -> None:  # a plain handler over one in the background
        super().bake(what)


@pytest.fixture(params=[Bakery, Patisserie])
def page(request: Any, settings: Any, browser: Browser) -> Browser:
    urls = ModuleType("urls_of_a_bakery")
    urls.urlpatterns = [path("bakery/", request.param.as_view())]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls
    browser.open("/bakery/")
    return browser


def test_a_handler_that_calls_others_runs_their_bodies_there_and_then(page: Browser) -> None:
    page.event("all_at_once")

    assert page.view.done == ["rolls", "clean", "clean", "3 done"]
    assert len({*page.view.threads}) == 1
    assert page.view._action_state["count"] == {"pending": False, "error": None, "result": None}


def test_start_async_begins_the_work_of_another_handler(page: Browser) -> None:
    before = len(page.wire.texts)
    page.event("start")
    page.answers(before)

    assert page.view.done == ["cake"]


def test_a_parents_method_in_the_background_is_plain_under_super(browser: Browser, settings: Any) -> None:
    urls = ModuleType("urls_of_a_patisserie")
    urls.urlpatterns = [path("patisserie/", Patisserie.as_view())]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls
    Patisserie.template = '<i dj-click="bake"></i><p>{{ done }}</p>'
    browser.open("/patisserie/")
    answer = browser.event("bake")

    assert browser.view.done == ["éclair"]
    assert len(answer) == 3  # answered when it is over: nothing goes on
