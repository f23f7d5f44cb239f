"""What the usual things cost in bytes."""

from __future__ import annotations

import json

from django.template.loader import get_template
from django.test import Client

from tests.session.driver import Browser
from tests.site.views.counting import Rows


def last_size(browser: Browser) -> int:
    return len(browser.wire.texts[-1].encode())


def test_a_click_above_a_thousand_rows_costs_60_up_and_50_down(browser: Browser) -> None:
    browser.open("/rows/")
    frame = browser.event("increment")

    assert len(json.dumps([1, 0, "increment"], separators=(",", ":"))) <= 60
    assert len(frame[2]) == 1
    assert last_size(browser) <= 50


def test_one_toggled_row_of_a_thousand_costs_60_down(browser: Browser) -> None:
    browser.open("/rows/")
    browser.event("toggle", args=[500])

    assert last_size(browser) <= 60


def test_a_thousand_rows_reversed_cost_100_down(browser: Browser) -> None:
    browser.open("/rows/")
    browser.event("reverse")

    assert last_size(browser) <= 100


def test_a_join_of_an_unchanged_page_costs_300_both_ways(browser: Browser) -> None:
    browser.get("/rows/")
    up = json.dumps(["join", {"session": browser.configured("data-session"), "url": "/rows/", "digest": browser.configured("data-digest")}])
    browser.join()

    assert len(up) + last_size(browser) <= 300


def test_a_page_costs_600_bytes_over_djangos_html_and_12_percent(browser: Browser) -> None:
    html = browser.get("/rows/")
    view = Rows()
    view.mount(None)  # type: ignore[arg-type]
    django = get_template("site/rows.html").render({"rows": view.rows, "count": 0})

    assert len(html.encode()) <= 1.12 * len(django.encode()) + 600


def test_the_fixed_cost_of_a_live_page_is_600_bytes(browser: Browser, client: Client) -> None:
    html = browser.get("/step/")
    django = get_template("site/step.html").render({"count": 0})

    assert len(html) - len(django) <= 600
