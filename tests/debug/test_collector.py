"""What frames say under DEBUG."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest

from djust.debug.record import CURRENT
from tests.browser.site.workbench import Workbench
from tests.session.driver import Browser


def told(frame: list[Any]) -> dict[str, Any]:
    """Return what a frame says to the panel."""
    found: dict[str, Any] = frame[3]["debug"]
    return found


def test_a_frame_says_what_its_event_was_called_with_and_how_long_it_took(collected: Browser) -> None:
    [record] = told(collected.event("add", {"amount": "2"}))["records"]

    assert (record["kind"], record["name"], record["ref"]) == ("event", "add", 1)
    assert record["params"] == {"amount": "2"}
    assert record["line"].startswith("tests/browser/site/workbench.py:")
    assert record["line"].endswith(" in add")
    assert record["ms"]["total"] >= record["ms"]["handler"] + record["ms"]["evaluate"] > 0
    assert record["ms"]["diff"] > 0


def test_state_is_told_before_and_after_as_far_as_it_changed(collected: Browser) -> None:
    assert told(collected.event("add"))["state"] == {"total": ["0", "1"]}
    [[before, after]] = told(collected.event("use", args=[1]))["state"].values()
    assert "Tool(name='saw', uses=0)" in before
    assert "Tool(name='saw', uses=1)" in after


def test_queries_are_told_with_their_place(collected: Browser) -> None:
    [record] = told(collected.event("count_notes"))["records"]

    assert [query[0] for query in record["queries"]] == ["SELECT 1 AS once", *["SELECT %s + 1 AS next"] * 4]
    assert [query[1] for query in record["queries"]] == ["", "0", "1", "2", "3"]
    assert all("workbench.py:" in query[3] and query[3].endswith("in count_notes") for query in record["queries"])


def test_a_task_is_told_when_it_is_over(collected: Browser) -> None:
    collected.event("saw")
    records = [record for frame in collected.answers() if len(frame) > 3 for record in frame[3].get("debug", {}).get("records", [])]

    assert [(record["kind"], record["name"]) for record in records] == [("event", "saw"), ("task", "saw")]
    assert records[1]["ms"]["handler"] >= 300


def test_an_error_leads_to_the_authors_line(collected: Browser) -> None:
    frame = collected.event("drop_it", {"amount": 3})
    [record] = told(frame)["records"]

    [line] = record["error"]["lines"]
    assert line["source"] == "self.tools[amount].uses += 1"
    assert line["line"].endswith("in drop_it")
    assert record["error"]["text"] == "IndexError: list index out of range"


def test_an_error_of_a_template_leads_to_its_line_and_to_what_it_called(collected: Browser) -> None:
    [record] = told(collected.event("bend"))["records"]
    tag, called = record["error"]["lines"]

    number = next(number for number, text in enumerate(Workbench.template.splitlines(), 1) if "{{ broken }}" in text)

    assert tag == {"line": f"the template of Workbench:{number}", "source": "{{ broken }}"}
    assert called["line"].endswith("in broken")


def test_the_page_brings_handlers_state_and_the_report_of_its_template(collected: Browser) -> None:
    page = json.loads(html.unescape(collected.configured("data-debug")))
    add = next(each for each in page["handlers"] if each["name"] == "add")

    assert page["view"] == "tests.browser.site.workbench.Workbench"
    assert add["description"] == "Adds to the total."
    assert add["params"][:2] == [{"name": "amount", "type": "int", "default": "1"}, {"name": "label", "type": "str", "default": "'tool'"}]
    assert add["called"]
    assert "because" in page["report"]
    assert page["state"]["total"] == "0"
    assert "swordfish" not in collected.html


def test_without_a_watcher_nothing_is_told(settings: Any, db: None) -> None:
    settings.ROOT_URLCONF = "tests.browser.site.urls"
    browser = Browser().open("/browser/workbench/")

    assert len(browser.event("add")) == 3
    assert "data-debug" not in browser.html
    assert CURRENT.get() is None


@pytest.mark.parametrize("name", ["drop_it", "bend"])
def test_a_failed_event_leaves_no_record_behind(collected: Browser, name: str) -> None:
    collected.event(name, {"amount": 3})
    [record] = told(collected.event("add"))["records"]

    assert record["name"] == "add"
