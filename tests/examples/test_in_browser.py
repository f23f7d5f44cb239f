"""The examples in a real browser: usable by keyboard, at 360 px, in light and dark, and without a violation that axe-core knows of."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.axe import RUN, script
from tests.browser.chromium import ARGUMENTS, executable
from tests.docs.blocks import ROOT
from tests.project import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.server]

expect.set_options(timeout=20_000)

PAGES = ["todo", "search", "poll", "wizard", "dashboard"]
LOOKS = [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)]

Opened = Callable[[str], Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    database = tmp_path_factory.mktemp("examples") / "db.sqlite3"
    environment = {"EXAMPLES_DATABASE": str(database)}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    command = [sys.executable, str(ROOT / "examples" / "manage.py")]
    subprocess.run([*command, "migrate", "--verbosity", "0"], env={**inherited, **environment}, check=True)
    with serving([*command, "runserver", "0", "--noreload"], ROOT, environment) as server:
        yield server


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def opened(site: Server, chromium: Browser) -> Iterator[Opened]:
    """Opens a page that is live, as a visitor of this test."""
    context = chromium.new_context(base_url=site.url, reduced_motion="reduce")

    def open_page(path: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(path)
        page.wait_for_function("() => globalThis.djust?.connected")
        return page

    yield open_page
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_violation_in_any_look(opened: Opened, path: str) -> None:
    page = opened(f"{path}/")
    page.evaluate(script())
    found: list[str] = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{scheme}, {width} px: {each}" for each in page.evaluate(RUN)]

    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(opened: Opened, path: str) -> None:
    page = opened(f"{path}/")
    page.set_viewport_size({"width": 360, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_list_is_kept_by_keyboard_alone(opened: Opened) -> None:
    page = opened("todo/")
    page.get_by_label("What is to be done?").focus()
    for text in ("Bread", "Milk"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator("li", has_text=text)).to_be_visible()
        expect(page.get_by_label("What is to be done?")).to_have_value("")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    expect(page.locator("li", has_text="Milk")).to_have_class("done")
    expect(page.get_by_text("1 left")).to_be_visible()


def test_products_are_found_while_one_types(opened: Opened) -> None:
    page = opened("search/")
    page.get_by_label("Words").press_sequentially("alpine lamp")

    expect(page.locator(".found li").first).to_contain_text("Alpine Lamp")
    expect(page.get_by_label("Words")).to_be_focused()


def test_two_browsers_see_one_vote(opened: Opened, site: Server, chromium: Browser) -> None:
    page = opened("poll/")
    other = chromium.new_context(base_url=site.url).new_page()
    other.goto("poll/")
    other.wait_for_function("() => globalThis.djust?.connected")
    page.get_by_role("button", name="By the sea").click()

    expect(other.locator("#total")).to_have_text("1 vote")
    expect(page.get_by_role("button", name="By the sea")).to_have_attribute("aria-pressed", "true")
    expect(other.get_by_role("button", name="By the sea")).to_have_attribute("aria-pressed", "false")
    other.context.close()


def test_a_wizard_comes_to_its_end(opened: Opened) -> None:
    page = opened("wizard/")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Email").fill("ada@")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Enter a valid email address.")
    page.get_by_label("Email").fill("ada@example.org")
    page.keyboard.press("Enter")
    page.get_by_label("Day").fill("2099-05-05")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("steep").check()
    page.get_by_role("button", name="Come along").click()

    expect(page.get_by_role("heading")).to_have_text("See you, Ada!")


def test_a_dashboard_streams_and_can_be_held(opened: Opened) -> None:
    page = opened("dashboard/")
    expect(page.locator(".tile b").first).not_to_have_text("0.0")
    page.get_by_role("button", name="Hold").click()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    held = page.locator(".tile b").first.inner_text()
    page.get_by_role("button", name="Go on").click()

    expect(page.locator(".tile b").first).not_to_have_text(held)
