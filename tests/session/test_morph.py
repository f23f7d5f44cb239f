"""A browser is told where the morph is before anything that needs it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.session.driver import Browser

WHERE = "/static/djust/djust-morph.js"


def test_before_html_without_parts_and_once_for_each_connection(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.event("say", {"word": "text"})

    assert browser.wire.morphs == []

    browser.event("put", {"html": "<p>two"})
    browser.event("put", {"html": "<p>three"})

    assert browser.wire.morphs == [WHERE]

    browser.drop()
    browser.resume()
    browser.event("put", {"html": "<p>four"})

    assert browser.wire.morphs == [WHERE]


def test_before_each_whole_page_for_it_may_be_asked_because_loading_failed(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.say(["broken", []])
    browser.event("say", {"word": "other"})

    assert browser.wire.morphs == [WHERE, WHERE]


def test_before_a_join_that_brings_another_page(browser: Browser) -> None:
    browser.get("/breaking/")
    session = browser.configured("data-session").rpartition(".")[0] + ".earlier"

    assert browser.join(session=session)["how"] == "body"
    assert browser.wire.morphs == [WHERE]


def test_before_a_join_or_a_resume_whose_operations_need_it(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.drop()
    browser.connect()

    assert browser.join(session=f"gone{browser.configured('data-session')}", digest=False)["how"] == "values"
    assert browser.wire.morphs == [WHERE]

    browser.wire.writable = False
    browser.event("put", {"html": "<p>while nobody could be told"})
    browser.drop()
    browser.resume()

    assert browser.wire.morphs == [WHERE]


def test_text_that_looks_like_one_is_none(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.event("say", {"word": '[0,6,"x"],6,"'})
    browser.event("say", {"word": ",6,"})

    assert browser.wire.morphs == []


def test_a_storage_that_does_not_know_the_file_keeps_no_event_waiting(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> str:
        raise ValueError(f"Missing staticfiles manifest entry for {name!r}")

    browser.open("/breaking/")
    monkeypatch.setattr("djust.view.document.static", unknown)
    answer: list[Any] = browser.event("put", {"html": "<p>two"})

    assert (answer[:2], browser.wire.morphs) == ([1, 1], [])
    assert "two" in json.dumps(answer)
