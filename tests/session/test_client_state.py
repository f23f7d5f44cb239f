"""What handlers publish in the browser: with the page, with their replies, and with a page that is mounted anew."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from html import unescape
from types import ModuleType
from typing import Any

import pytest
from django.urls import path

from djust import LiveView, action, background, cache, client_state, event_handler
from tests.session.driver import Browser
from tests.site.models import Note

pytestmark = pytest.mark.django_db


class Row(Enum):
    FRONT = "front"


@dataclass
class Seat:
    number: int
    row: Row


class Tabs(LiveView):
    template = """<i dj-click="switch"></i><i dj-click="order"></i><i dj-click="later"></i><i dj-click="spoil"></i>
        <i dj-click="look"></i><i dj-click="save"></i><p>{{ tab }}</p>"""
    api_name = "tests.Tabs"
    shop = "ours"

    def mount(self, request: Any) -> None:
        self.tab = "home"
        self.odd: Any = object()
        self._secret = 1

    @property
    def shout(self) -> str:
        return self.tab.upper()

    @event_handler()
    @client_state(["tab", "shout", "shop", "sort", "page", "template", "never"])
    def switch(self, tab: str = "", page: int = 1, **kwargs: Any) -> None:
        if tab == "bad":
            raise RuntimeError("no")
        self.tab = tab.strip()

    @event_handler()
    @client_state(["sort"])
    async def order(self, sort: str = "up") -> None:
        self.sort = sort

    @event_handler()
    @background
    @client_state(["tab", "step"])
    def later(self, tab: str = "", step: int = 1) -> None:
        self.tab = tab * 2

    @event_handler()
    @client_state(["odd"])
    def spoil(self, to: str = "") -> None:
        self.odd = {"text": "b", "bytes": b"b", "nan": float("nan"), "round": None}.get(to, to)
        if to == "round":
            self.odd = []
            self.odd.append(self.odd)
        if to == "many":
            self.odd = [1, 2.5, None, {"on": datetime.date(2024, 2, 29), 5: 2**60}, ("a",)]
        if to == "records":
            Note.objects.create(text="one")
            self.odd = {"seat": Seat(3, Row.FRONT), "rows": {Row.FRONT}, "notes": Note.objects.values("text")}

    @event_handler()
    @cache(key_params=["tab"])
    @client_state(["tab"])
    def look(self, tab: str = "") -> None:
        self.tab = tab

    @action()
    @client_state(["tab"])
    def save(self, tab: str = "") -> None:
        self.tab = tab
        raise ValueError("not today")


@pytest.fixture
def page(browser: Browser, settings: Any) -> Browser:
    urls = ModuleType("urls_of_tabs")
    urls.urlpatterns = [path("tabs/", Tabs.as_view())]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls
    browser.open("/tabs/")
    return browser


def begun(html: str) -> Any:
    found = re.search(r' data-state="([^"]*)"', html)
    return json.loads(unescape(found[1])) if found else None


def test_a_page_begins_with_what_its_handlers_publish(page: Browser) -> None:
    assert begun(page.html) == {"tab": "home", "shout": "HOME", "shop": "ours"}


def test_the_reply_publishes_attributes_and_then_arguments(page: Browser) -> None:
    frame = page.event("switch", {"tab": " shop ", "page": "3", "never": "x"})

    assert frame[3] == {"publish": {"tab": "shop", "shout": "SHOP", "shop": "ours", "page": 3}}


def test_an_async_handler_publishes(page: Browser) -> None:
    assert page.event("order", {"sort": "down"})[3] == {"publish": {"sort": "down"}}


@pytest.mark.parametrize("params", [{"tab": "bad"}, {"page": "many"}])
def test_what_fails_or_is_refused_publishes_nothing(page: Browser, params: dict[str, str]) -> None:
    extras = page.event("switch", params)[3]

    assert "error" in extras
    assert "publish" not in extras


def test_background_work_publishes_when_it_is_over(page: Browser) -> None:
    before = len(page.wire.texts)
    page.event("later", {"tab": "a", "step": "1"})
    said = [frame[3] for frame in page.answers(before) if len(frame) > 3]

    assert said == [{"more": "later"}, {"done": ["later"], "publish": {"tab": "aa", "step": 1}}]


@pytest.mark.parametrize("to", ["bytes", "nan", "round"])
def test_what_no_script_can_read_fails_the_event_and_is_put_back(page: Browser, to: str, settings: Any) -> None:
    settings.DEBUG = True
    before = page.view.odd
    error = page.event("spoil", {"to": to})[3]["error"]

    assert error["code"] == "handler.failed"
    assert "Tabs.spoil: client_state publishes 'odd', but no script can read" in error["detail"]
    assert page.view.odd is before


def test_dates_travel_as_texts_and_large_numbers_as_their_digits(page: Browser) -> None:
    published = page.event("spoil", {"to": "many"})[3]["publish"]

    assert published == {"odd": [1, 2.5, None, {"on": "2024-02-29", "5": str(2**60)}, ["a"]]}


def test_what_server_functions_may_answer_can_be_published(page: Browser) -> None:
    published = page.event("spoil", {"to": "records"})[3]["publish"]

    assert published == {"odd": {"seat": {"number": 3, "row": "front"}, "rows": ["front"], "notes": [{"text": "one"}]}}


def test_an_outcome_that_is_shown_again_publishes_again(page: Browser) -> None:
    for tab in ("a", "b"):
        page.event("look", {"tab": tab})
    page.view.tab = "changed since"

    assert page.event("look", {"tab": "a"})[3]["publish"] == {"tab": "a"}


def test_an_action_whose_error_is_shown_publishes(page: Browser) -> None:
    assert page.event("save", {"tab": "a"})[3] == {"publish": {"tab": "a"}}


def test_a_page_that_is_mounted_anew_publishes_what_it_begins_with(page: Browser, forget_everything: Callable[[], None]) -> None:
    page.event("switch", {"tab": "shop"})
    page.drop()
    forget_everything()
    joined = page.join(digest=False)

    assert joined["how"] == "values"
    assert joined["publish"] == {"tab": "home", "shout": "HOME", "shop": "ours"}


def test_a_page_that_publishes_nothing_says_nothing(browser: Browser) -> None:
    assert begun(browser.get("/counter/")) is None
