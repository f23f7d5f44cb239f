"""What a page is known by cannot be guessed, and is nobody's but its own."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from djust.protocol.codec import MAX_NAME
from djust.session.population import population
from tests.session.driver import Browser


def test_ids_and_keys_are_long_random_and_never_the_same(browser: Browser) -> None:
    ids, keys = set(), set()
    for _ in range(20):
        opened = Browser().open("/counter/")
        ids.add(opened.configured("data-session"))
        keys.add(opened.key)

    assert len(ids) == len(keys) == 20
    assert all(len(each) >= 22 for each in ids | keys), "128 bits, six to a character"
    assert not ids & keys


def test_an_id_is_of_no_use_once_its_page_is_joined(browser: Browser) -> None:
    browser.open("/counter/").event("increment")
    copied = Browser(browser.client)
    copied.html, copied.url = browser.html, browser.url
    copied.join()

    assert copied.view is not browser.view
    assert copied.view.count == 0


def test_a_name_of_a_browsers_own_is_never_taken_for_a_key(browser: Browser) -> None:
    browser.get("/counter/")
    told = browser.join(session="chosen.by-somebody-else")

    assert told["is"] == "joined"
    assert "chosen" not in told["key"]
    assert not any("chosen" in key for key in population.connected)


def test_the_key_is_told_once_and_is_not_in_the_page(browser: Browser) -> None:
    browser.open("/counter/")
    browser.event("increment")

    assert browser.key not in browser.html
    assert sum(browser.key in text for text in browser.wire.texts) == 1


@pytest.mark.parametrize("name", ["evil\nWARNING djust: all is well", "\x1b[2J", "a" * (MAX_NAME + 1)])
def test_what_a_browser_says_writes_no_line_into_the_log(browser: Browser, caplog: pytest.LogCaptureFixture, name: str) -> None:
    browser.open("/counter/")
    with caplog.at_level(logging.DEBUG, "djust"):
        browser.event(name)
        browser.event("increment", {name: name})

    assert name not in caplog.text


def test_under_debug_what_a_browser_said_is_quoted(browser: Browser, settings: Any) -> None:
    settings.DEBUG = True
    frame = browser.open("/counter/").event("evil\nline")

    assert "'evil\\nline'" in frame[3]["error"]["detail"]
