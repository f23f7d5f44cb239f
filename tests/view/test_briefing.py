"""What a page's browser is told about handlers: those that it can call, and what their decorators say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from djust import LiveView, cache, client_state, debounce, event_handler, optimistic, throttle


class Desk(LiveView):
    """Handlers of every kind, and state."""

    words = mark_safe('<input dj-input="search">')
    name = "scroll"

    @event_handler()
    @debounce(0.5, max_wait=2)
    @cache(ttl=30, key_params=["query"])
    def search(self, page: int = 1, query: str = "", **kwargs: Any) -> None: ...

    @event_handler()
    @throttle(0.25)
    def scroll(self) -> None: ...

    @event_handler()
    @throttle(1, leading=False)
    def drag(self) -> None: ...

    @event_handler(params=["tab", "page", "when"])
    @client_state(keys=["tab", "page", "total", "secret", "when"])
    def switch(self, secret: str = "", tab: str = "", page: int = 1, when: Decimal | None = None) -> None: ...

    @event_handler()
    @cache
    def load(self, page: int = 1) -> None: ...

    @event_handler()
    def plain(self) -> None: ...

    @debounce
    def never(self) -> None: ...


FIELDS: dict[str, Any] = {
    "search": {"d": [500, 2000], "c": [30000, ["query"]], "p": ["page", "query"]},
    "scroll": {"t": [250]},
    "drag": {"t": [1000, 0, 1]},
    "switch": {"s": ["tab", ["page", "int"], "when"], "p": ["tab", "page", "when"]},
    "load": {"c": [60000, []]},
}


def told(template: str, view: type[LiveView] = Desk) -> Any:
    """Return what the page with this template says about its handlers; None when it says nothing."""
    page: Callable[..., Any] = type("Page", (view,), {"template": template}).as_view()  # type: ignore[attr-defined]
    html = page(RequestFactory().get("/")).content.decode()
    found = re.search(r' data-handlers="([^"]*)"', html)
    return found and json.loads(unescape(found[1]))


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ('<input dj-input="search">', ["search"]),
        ("<input dj-input='search' dj-keydown.enter=load>", ["load", "search"]),
        ('<p dj-window-scroll="scroll" dj-click="switch(1, \'b\')">', ["scroll", "switch"]),
        ('{% if hidden %}<p dj-mousemove="drag">{% endif %}', ["drag"]),
        ('<p dj-subscribe="tab:load">', ["load"]),
        ('<p dj-subscribe="tab:load, query: search">', ["load", "search"]),
        ("<p dj-subscribe='tab:load query:search'>", ["load", "search"]),
        ("<p dj-subscribe=tab:load>", ["load"]),
        ('<button dj-click="{{ name }}">', [*FIELDS]),
        ('<button dj-click="{% if name %}load{% else %}search{% endif %}">', [*FIELDS]),
        ('<button dj-click="sea{{ name }}">', [*FIELDS]),
        ('<p dj-subscribe="tab:{{ name }}">', [*FIELDS]),
        ("<form>{{ words }}</form>", ["search"]),
    ],
)
def test_handlers_that_the_page_can_call_are_told(template: str, names: list[str]) -> None:
    assert told(template) == {name: FIELDS[name] for name in names}


@pytest.mark.parametrize(
    "template", ["<p>{{ name }}</p>", '<button dj-click="plain">', '<button dj-click="never">', '<!-- <input dj-input="search"> -->']
)
def test_a_page_that_calls_none_of_them_says_nothing(template: str) -> None:
    assert told(template) is None


def test_what_one_visitor_may_call_is_not_told_to_the_next() -> None:
    template = '<form>{{ words }}</form><input dj-input="load">'
    assert told(template) == {name: FIELDS[name] for name in ("load", "search")}
    assert told(template, type("Other", (Desk,), {"words": ""})) == {"load": FIELDS["load"]}


def test_a_handler_without_metadata_for_the_browser_is_not_told() -> None:
    class Only(LiveView):
        @event_handler()
        @optimistic
        def save(self, **kwargs: Any) -> None: ...

        @event_handler()
        def drop(self, **kwargs: Any) -> None: ...

    assert "drop" not in (told('<i dj-click="save"><b dj-click="drop">', Only) or {})


@dataclass
class Range:
    """What a form sends, field by field."""

    least: int = 0
    most: int = 10


def test_the_key_of_a_record_is_what_a_form_sends_for_it() -> None:
    class Shop(LiveView):
        @event_handler()
        @cache(key_params=["within", "word"])
        def search(self, within: Range, word: str = "") -> None: ...

    assert told('<form dj-submit="search">', Shop)["search"]["c"] == [60000, ["within", "least", "most", "word"]]
