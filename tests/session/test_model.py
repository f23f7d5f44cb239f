"""`dj-model`: what a page may set, what it becomes, and all that it may not."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils.safestring import SafeString

from djust.template import compile_template
from djust.view.source import template_of
from tests.session.driver import Browser
from tests.site.views.following import Colour, Following


@pytest.fixture
def page(browser: Browser) -> Browser:
    return browser.open("/following/")


def code(answer: list[Any]) -> str:
    found: str = answer[3]["error"]["code"]
    return found


def test_the_attribute_is_set_and_the_page_rendered(page: Browser) -> None:
    frame = page.event("dj-model", {"title": "milk"})

    assert frame[:2] == [1, 1]
    assert page.view.title == "milk"
    assert "milk|" in page.shown()
    assert len(frame) == 3


@pytest.mark.parametrize(
    ("name", "sent", "value"),
    [
        ("title", 7, "7"),
        ("note", "text", "text"),
        ("done", True, True),
        ("done", "off", False),
        ("count", "5", 5),
        ("ratio", "2", 2.0),
        ("price", "9.90", Decimal("9.90")),
        ("day", "2026-02-28", datetime.date(2026, 2, 28)),
        ("colour", "blue", Colour.BLUE),
        ("tags", ["a", "b"], ["a", "b"]),
        ("amount", "12", 12),
        ("amount", "", None),
        ("shared", "own", "own"),
        ("loud", "hello", "HELLO"),
    ],
)
def test_a_value_becomes_what_the_annotation_or_the_value_before_it_says(page: Browser, name: str, sent: Any, value: Any) -> None:
    answer = page.event("dj-model", {name: sent})

    assert len(answer) == 3, answer
    assert getattr(page.view, name) == value
    assert type(getattr(page.view, name)) is type(value)


def test_what_is_typed_over_markup_is_plain_text(page: Browser) -> None:
    page.event("dj-model", {"markup": "<script>"})

    assert not isinstance(page.view.markup, SafeString)
    assert "&lt;script&gt;" in page.shown()


@pytest.mark.parametrize(
    ("name", "sent"), [("count", "abc"), ("count", ""), ("done", "maybe"), ("day", "soon"), ("colour", "green"), ("title", {})]
)
def test_a_value_of_another_type_is_refused_and_nothing_is_set(page: Browser, name: str, sent: Any) -> None:
    before = getattr(page.view, name)
    answer = page.event("dj-model", {name: sent, "note": "beside it"})

    assert code(answer) == "params.invalid"
    assert getattr(page.view, name) == before
    assert page.view.note is None


@pytest.mark.parametrize(
    "name",
    [
        "is_admin",
        "_secret",
        "_djust",
        "__class__",
        "title.upper",
        "method",
        "save",
        "redirect",
        "request",
        "fixed",
        "missing",
        "template",
        "",
        "self",
    ],
)
def test_a_name_that_is_not_bound_public_state_is_refused(page: Browser, name: str) -> None:
    before = dict(vars(page.view))
    answer = page.event("dj-model", {name: "x"})

    if name != "self":  # the name of the receiver is dropped, as for any handler
        assert code(answer) == "params.invalid"
    assert dict(vars(page.view)) == before
    assert type(page.view) is Following


def test_state_of_no_plain_type_needs_an_annotation(page: Browser) -> None:
    assert code(page.event("dj-model", {"unplain": "x"})) == "handler.failed"
    assert page.view.unplain == {"a": 1}


def test_a_setter_that_raises_puts_everything_back(page: Browser) -> None:
    answer = page.event("dj-model", {"title": "new", "loud": "!"})

    assert code(answer) == "handler.failed"
    assert page.view.title == ""


def test_a_field_takes_its_turn_among_the_other_events(page: Browser) -> None:
    page.event("dj-model", {"title": "a"})
    page.event("save")

    assert page.event("dj-model", {"title": "b"})[:2] == [3, 3]
    assert (page.view.title, page.view.saved) == ("b", 1)


def test_an_event_that_names_a_model_twice_is_run_once(page: Browser) -> None:
    page.event("dj-model", {"title": "a"})
    answer = page.say([1, 1, "dj-model", {"title": "b"}])

    assert code(answer) == "frame.invalid"
    assert page.view.title == "a"


def test_values_come_by_name(page: Browser) -> None:
    assert code(page.event("dj-model", args=["title"])) == "params.invalid"


def test_a_page_that_binds_nothing_lets_nothing_be_set(browser: Browser) -> None:
    browser.open("/counter/")

    assert code(browser.event("dj-model", {"count": 5})) == "params.invalid"
    assert browser.view.count == 0


def test_only_event_attributes_name_handlers() -> None:
    assert compile_template(template_of(Following())).handlers == {"save", "followed"}, "dj-subscribe calls one, too"
