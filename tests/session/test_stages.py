"""Handlers that show that they run: `loading`, `action`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.session.driver import Browser
from tests.site.models import Note

BUSY, DONE, ORDER = 0, 1, 2


def frames(browser: Browser, name: str, params: dict[str, Any] | None = None) -> list[list[Any]]:
    """Send an event; return everything that came."""
    before = len(browser.wire.texts)
    browser.event(name, params)
    return browser.answers(before)


@pytest.mark.parametrize("name", ["save", "save_later"])
def test_loading_is_shown_before_the_body_runs_and_taken_away_after(browser: Browser, name: str) -> None:
    browser.open("/working/")
    first, last = frames(browser, name)

    assert first == [1, 0, [[BUSY, "busy"]]]
    assert last[:2] == [2, 1]
    assert [DONE, "1"] in last[2]
    assert "busy" not in browser.shown()


def test_loading_is_true_inside_the_body(browser: Browser) -> None:
    browser.open("/working/")
    browser.event("save")

    assert browser.view._busy_inside is True


@pytest.mark.parametrize("name", ["fail", "fail_later", "exit"])
def test_loading_ends_with_an_error_as_well(browser: Browser, name: str) -> None:
    browser.open("/working/")
    first, last = frames(browser, name)

    assert "busy" in str(first)
    assert last[3]["error"]["code"] == "handler.failed"
    assert browser.shown().count("busy") == 0
    assert (browser.view.busy, browser.view.done) == (False, 0)


def test_an_action_is_pending_before_it_has_a_result(browser: Browser) -> None:
    browser.open("/working/")
    first, last = frames(browser, "order")

    assert "wait" in str(first)
    assert first[1] == 0
    assert "got 7" in browser.shown()
    assert last[1] == 1
    assert browser.view.seen == [True]
    assert browser.view._action_state["order"] == {"pending": False, "error": None, "result": {"id": 7}}


def test_an_async_action_is_as_a_sync_one(browser: Browser) -> None:
    browser.open("/working/")
    browser.event("order_later")
    well = dict(browser.view._action_state["order_later"])
    browser.event("order_later", {"how": "Not now"})

    assert well == {"pending": False, "error": None, "result": {"id": 8}}
    assert browser.view._action_state["order_later"] == {"pending": False, "error": "Not now", "result": None}


@pytest.mark.parametrize(
    ("how", "text"),
    [
        ("value", "Title missing"),
        ("action", "Sold out"),
        ("validation", "One. Two."),
        ("unicode", "Something went wrong."),
        ("key", "Something went wrong."),
        ("denied", "You are not allowed to do that."),
        ("missing", "Something went wrong."),
    ],
)
def test_an_actions_error_is_shown_and_not_raised(browser: Browser, caplog: pytest.LogCaptureFixture, how: str, text: str) -> None:
    browser.open("/working/")
    frame = browser.event("order", {"how": how})

    assert len(frame) == 3, "no error beside the operations"
    assert browser.view._action_state["order"] == {"pending": False, "error": text, "result": None}
    assert f"no: {text}" in browser.shown()
    assert browser.view.done == 1, "what it did stays"
    assert bool(caplog.records) == (how not in ("action", "validation", "denied")), "what is meant for people is no mistake"


@pytest.mark.parametrize("url", ["/telling/", "/working/"])
def test_other_exceptions_are_shown_where_the_view_or_debug_says_so(browser: Browser, settings: Any, url: str) -> None:
    settings.DEBUG = url == "/working/"
    browser.open(url)
    browser.event("order", {"how": "key"})

    assert browser.view._action_state["order"]["error"] == "'secret'"


def test_an_action_that_redirects_does_so(browser: Browser) -> None:
    browser.open("/working/")

    assert browser.event("order", {"how": "redirect"})[3] == {"to": "/counter/"}


def test_an_action_whose_parameters_do_not_fit_never_began(browser: Browser) -> None:
    browser.open("/working/")
    answers = frames(browser, "order", {"number": "x"})

    assert [answer[3]["error"]["code"] for answer in answers] == ["params.invalid"]
    assert browser.view._action_state["order"]["error"] is None


def test_another_handlers_failure_takes_nothing_of_an_actions_result(browser: Browser) -> None:
    browser.open("/working/")
    browser.event("order")
    browser.event("plain_failure")

    assert browser.view._action_state["order"]["result"] == {"id": 7}
    assert browser.view.seen == [True]


def test_an_atomic_action_that_fails_leaves_nothing_in_the_database(browser: Browser) -> None:
    browser.open("/working/")
    browser.event("write")

    assert browser.view._action_state["write"]["error"] == "no"
    assert not Note.objects.exists()
