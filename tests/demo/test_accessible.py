"""No page of the demo has a violation that axe-core knows of: in light and dark, on a desk and on a phone, at rest and in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import RUN, script
from tests.project import Server

pytestmark = [pytest.mark.browser, pytest.mark.server]

PAGES = ["", "counter/", "todo/", "products/", "liked/", "booking/", "latency/", "source/todo/"]
LOOKS = list(product(["light", "dark"], [1280, 360]))

Opened = Callable[[str], Page]


@pytest.fixture
def opened(demo: Server, chromium: Browser) -> Iterator[Opened]:
    """Opens a page that is live, with axe-core in it."""
    source = script()
    # Without motion, colours are what they will be at once.
    context = chromium.new_context(base_url=demo.url, reduced_motion="reduce")

    def open_page(path: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(path)
        quiet(page)
        page.evaluate(source)
        return page

    yield open_page
    context.close()


def quiet(page: Page) -> None:
    """Wait until the page is live and every event is answered."""
    page.wait_for_function("() => globalThis.djust?.connected && djust.pending === 0")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds in a page that is quiet, in each look."""
    quiet(page)
    return violations_now(page)


def violations_now(page: Page) -> list[str]:
    """Return what axe-core finds in a page as it stands."""
    found: list[str] = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{scheme}, {width} px: {each}" for each in page.evaluate(RUN)]
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_at_rest_has_no_violation(opened: Opened, path: str) -> None:
    assert violations(opened(path)) == []


def test_a_todo_that_came_and_one_that_is_ticked(opened: Opened) -> None:
    page = opened("todo/")
    field = page.get_by_label("What is there to do?")
    field.fill("Water the basil")
    field.press("Enter")
    row = page.locator("li", has_text="Water the basil").last
    row.get_by_role("checkbox").check()
    expect(row).to_have_class("done")

    assert violations(page) == []

    row.get_by_role("button", name="Remove Water the basil").click()
    page.get_by_role("button", name="Done", exact=True).click()

    assert violations(page) == []


@pytest.mark.parametrize("query", ["oak", "zebra"])
def test_a_search_with_and_without_result(opened: Opened, query: str) -> None:
    page = opened("products/")
    page.get_by_label("Search").fill(query)
    expect(page.locator("tbody tr").nth(100)).to_have_count(0)
    page.get_by_role("button", name="Price").click()

    assert violations(page) == []


def test_a_form_with_complaints_and_a_table_that_is_booked(opened: Opened) -> None:
    page = opened("booking/")
    page.get_by_role("button", name="Book the table").click()
    expect(page.locator(".error:not(:empty)")).to_have_count(4)

    assert violations(page) == []

    for label, value in (("Name", "Ada"), ("E-mail", "ada@example.org"), ("Day", "2099-05-05"), ("Wishes", "Near a socket")):
        page.get_by_label(label).fill(value)
    page.get_by_label("I know").check()
    page.get_by_role("button", name="Book the table").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you, Ada.")

    assert violations(page) == []


def test_a_page_that_waits_for_a_slow_server_and_one_that_got_its_answer(opened: Opened) -> None:
    page = opened("latency/")
    page.get_by_label("How long the server takes").fill("2000")
    quiet(page)
    for name in ("Like, bare", "Like, decorated", "One more, bare", "One more, decorated"):
        page.get_by_role("button", name=name).click()
    page.locator("[name=day][value=sun]").check(force=True)
    page.locator("[name=day_soon][value=sun]").check(force=True)

    assert violations_now(page) == []
    assert page.evaluate("djust.pending") > 0, "it waits no more"

    page.get_by_label("How long the server takes").fill("0")
    page.get_by_label("Search, bare").fill("no such thing")

    assert violations(page) == []


def test_a_heart_that_is_pressed(opened: Opened) -> None:
    page = opened("liked/")
    page.get_by_role("button", name="Like The three reservoirs").click()
    page.get_by_role("button", name="Liked first").click()

    assert violations(page) == []


def test_the_notice_that_the_connection_is_lost(opened: Opened) -> None:
    page = opened("counter/")
    page.evaluate("djust.disconnect()")
    expect(page.locator(".dj-banner")).to_be_visible()

    assert violations_now(page) == []


def test_what_a_developer_is_told_of_a_mistake(opened: Opened) -> None:
    page = opened("counter/")
    page.get_by_role("button", name="+10").evaluate("(button) => button.setAttribute('dj-click', 'add(\"many\")')")
    page.get_by_role("button", name="+10").click()
    expect(page.get_by_role("button", name="Dismiss")).to_be_visible()

    assert violations(page) == []


def test_what_is_wrong_is_found(opened: Opened) -> None:
    page = opened("todo/")
    page.locator("label[for=text]").evaluate("(label) => label.remove()")
    page.locator("#text").evaluate("(field) => field.removeAttribute('placeholder')")
    page.locator(".intro p").evaluate("(text) => { text.style.color = '#777' }")

    found = {(each[: each.index(" px")], each.split(": ")[1]) for each in violations(page)}

    assert found == {(f"{scheme}, {width}", rule) for scheme, width in LOOKS for rule in ("label", "color-contrast")}


def test_the_debug_panel_with_each_of_its_tabs(opened: Opened) -> None:
    page = opened("todo/")
    page.get_by_role("button", name="Remove").first.click()
    page.get_by_role("button", name="djust", exact=True).click()
    tabs = page.get_by_role("tab").all()

    for tab in tabs:
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")

        assert violations(page) == [], tab.inner_text()
    assert len(tabs) > 3
