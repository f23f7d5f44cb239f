"""What pages tell their browsers for predictions: with the page, with frames, and what they keep to themselves."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation

from tests.session.conftest import _nothing_is_left, browser, forget_everything
from tests.session.driver import Browser

__all__ = ["_nothing_is_left", "browser", "forget_everything"]

pytestmark = pytest.mark.urls("tests.prediction.pages")


def attribute(html: str, name: str) -> Any:
    found = re.search(rf' {name}="([^"]*)"', html)
    return found and json.loads(unescape(found[1]))


def told(html: str) -> Any:
    """Return what a page says for predictions; None when it says nothing."""
    return attribute(html, "data-prediction")


def test_a_counter_brings_its_program_its_part_and_its_value(browser: Browser) -> None:
    html = browser.get("/counter/")

    assert told(html) == {"s": [0], "p": [[0, 0, ["cat", [0]]]]}
    assert attribute(html, "data-handlers") == {"add": {"o": [[], [["=", ["+", [0], 1], 0]]]}}


def test_a_frame_brings_what_changed_of_the_state_and_nothing_else(browser: Browser) -> None:
    browser.open("/shelf/")
    slots = told(browser.html)["s"]
    number = slots.index(0)

    assert browser.event("add", {"by": "2"})[2:] == [[[0, "2"]], {"state": [number, 2]}]
    assert browser.event("add", {"by": "0"})[2:] == [[]]


def test_a_row_that_changes_is_told_by_itself(browser: Browser) -> None:
    browser.open("/shelf/")
    rows = next(number for number, value in enumerate(told(browser.html)["s"]) if isinstance(value, dict))

    frame = browser.event("flip", {"item_id": "3"})

    assert frame[3]["state"] == [rows, {"r": [2, [True, 3]]}]

    frame = browser.event("drop", {"item_id": "2"})

    assert frame[3]["state"] == [rows, {"o": [0, [2, 2]]}]


def test_what_no_part_shows_stays_on_the_server(browser: Browser) -> None:
    html = browser.get("/shelf/?secret=s3cret")

    assert "s3cret" not in html
    assert "price" not in json.dumps(told(html))
    assert [True] in told(html)["s"]


def test_the_values_of_an_arm_that_does_not_stand_stay_on_the_server(browser: Browser) -> None:
    browser.open("/shelf/")

    assert "nobody knows" not in browser.html

    frame = browser.event("show")

    assert "nobody knows" in json.dumps(frame)

    frame = browser.event("close")

    assert "nobody knows" not in json.dumps(frame)


def test_what_a_loop_without_rows_would_print_stays_on_the_server(browser: Browser) -> None:
    browser.open("/sealed/")

    assert told(browser.html)
    assert "darling" not in browser.html
    assert "sesame" not in browser.html

    frame = browser.event("read", {"name": "Eve"})

    assert "darling" in json.dumps(frame[3]["state"])
    assert "sesame" in json.dumps(frame[3]["state"])


def test_a_name_of_the_page_is_told_where_a_row_shows_it(browser: Browser) -> None:
    assert False in told(browser.get("/editing/"))["s"]
    assert False not in told(browser.get("/editing/?rows=0"))["s"]


def test_a_name_that_is_not_there_yet_counts_as_false(browser: Browser) -> None:
    html = browser.get("/shelf/")
    browser.join()

    assert [False] in told(html)["s"]
    assert "failed" in json.dumps(browser.event("fail")[3]["state"])


def test_a_declared_attribute_is_state_and_what_is_computed_from_it_is_not_drawn(browser: Browser) -> None:
    data = told(browser.get("/declared/"))

    assert [entry[0] for entry in data["p"]] == [0, 1]
    assert data["s"] == [0, []]  # the second stands in the text beside what is computed, which nobody knows


@pytest.mark.parametrize("page", ["setter", "shadowed", "behind"])
def test_where_more_than_data_stands_behind_a_name_nothing_is_predicted(browser: Browser, page: str) -> None:
    html = browser.open(f"/{page}/").html

    assert told(html) is None
    assert attribute(html, "data-handlers") is None
    assert len(browser.event("add")) in (3, 4)


def test_names_beside_the_state_do_no_harm(browser: Browser) -> None:
    assert told(browser.get("/extended/"))["s"] == [0]


def test_texts_of_the_template_travel_in_the_language_of_the_page(browser: Browser) -> None:
    with translation.override("de"):
        browser.client.cookies["django_language"] = "de"
        html = browser.get("/translated/", **{"accept-language": "de"})
    parts = json.dumps(told(html), ensure_ascii=False)

    assert ("Ja" in parts and "Nein" in parts) or ("Yes" in parts and "No" in parts)
    assert ("Ja" in parts) == ("<i>Nein</i>" in html)


@override_settings(USE_THOUSAND_SEPARATOR=True)
def test_where_numbers_are_grouped_nothing_is_predicted(browser: Browser) -> None:
    assert told(browser.get("/counter/")) is None


def test_a_thousand_rows_take_no_more_than_two_kilobytes(browser: Browser) -> None:
    html = browser.get("/long/")
    found = re.search(r' data-prediction="([^"]*)"', html)

    assert found
    assert len(unescape(found[1])) < 2_000
    assert len(told(html)["s"][0]["c"][0][0]) == 1000


def test_a_list_that_is_too_long_stays_on_the_server_and_the_rest_is_predicted(browser: Browser) -> None:
    browser.open("/long/?rows=9000")

    assert sorted(told(browser.html)["s"], key=str) == [0, []]
    assert browser.event("go", {"item_id": 3})[3]["state"] == [told(browser.html)["s"].index(0), 1]


def test_a_browser_that_comes_back_is_told_what_it_missed(browser: Browser) -> None:
    browser.open("/counter/")
    browser.event("add")
    browser.drop()
    answer = browser.resume(0)

    assert answer["ops"] == [[0, "1"]]
    assert answer["state"] == [0, 1]


def test_a_page_that_is_mounted_anew_tells_all_it_knows(browser: Browser, forget_everything: Any) -> None:
    browser.get("/counter/")
    forget_everything()
    answer = browser.join()

    assert answer["how"] == "same"
    assert answer["state"] == [0, 0]


def test_a_handler_that_fails_changes_nothing_of_what_is_told(browser: Browser) -> None:
    browser.open("/shelf/")
    frame = browser.event("flip", {"item_id": "99"})

    assert frame[3]["error"]["code"] == "handler.failed"
    assert "state" not in frame[3]


def test_which_rows_are_in_a_collection_is_told_and_not_what_else_is_in_it(browser: Browser) -> None:
    browser.open("/likes/")

    assert "424242" not in browser.html
    assert told(browser.html)["s"] == [2, {"c": [["00100", [False, True]], [[[1, 5]]]]}]

    assert browser.event("like", {"item_id": "4"})[3]["state"] == [0, 3, 1, {"r": [3, [True, 4]]}]
    # What no row shows changes the size.
    assert browser.event("like", {"item_id": "424242"})[3]["state"] == [0, 2]


def test_a_thousand_rows_with_a_like_button_take_two_hundred_bytes(browser: Browser) -> None:
    html = browser.get("/likes/?rows=1000")
    found = re.search(r' data-prediction="([^"]*)"', html)

    assert found
    assert len(unescape(found[1])) < 200
