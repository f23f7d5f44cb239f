"""What `djust.testing` does with a page is what Chromium does with it: the same acts, told to the same handlers, leave the same page."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from djust.testing import LiveViewTest, live
from tests.browser.chromium import ARGUMENTS, executable
from tests.docs.blocks import ROOT
from tests.project import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.server]

QUIET = "() => globalThis.djust?.connected && djust.pending === 0"
COMMAND = [sys.executable, "-m", "uvicorn", "tests.browser.site.asgi:application", "--port", "0", "--lifespan", "off"]
#: An act by name: in a test, and in a browser.
Act = tuple[Callable[[LiveViewTest], object], Callable[[Page], object]]


def leaving(page: Page, css: str, text: str) -> None:
    page.fill(css, text)
    page.locator(css).blur()


def answering(page: Page, css: str, answer: bool) -> None:
    page.once("dialog", lambda dialog: dialog.accept() if answer else dialog.dismiss())
    page.click(css)


DESK: dict[str, Act] = {
    "a click with values": (lambda view: view.click("#plain"), lambda page: page.click("#plain")),
    "arguments": (lambda view: view.click("#args"), lambda page: page.click("#args")),
    "inside a clickable card": (lambda view: view.click("#inside"), lambda page: page.click("#inside")),
    "a button in a card": (lambda view: view.click("#inner"), lambda page: page.click("#inner")),
    "a legend's button in a disabled fieldset": (lambda view: view.click("#in-legend"), lambda page: page.click("#in-legend")),
    "typing": (lambda view: view.input("#q", "laptop"), lambda page: page.fill("#q", "laptop")),
    "a key": (lambda view: view.keydown("#q", "Enter", shift=True), lambda page: page.press("#q", "Shift+Enter")),
    "a field that is left": (lambda view: view.change("#lazy", "done"), lambda page: leaving(page, "#lazy", "done")),
    "a label": (lambda view: view.click("#label"), lambda page: page.click("#label", position={"x": 3, "y": 3})),
    "a box": (lambda view: view.click("#ready"), lambda page: page.click("#ready")),
    "a box with a click of its own": (lambda view: view.click("#toggled"), lambda page: page.click("#toggled")),
    "a model": (lambda view: view.input("#title", "Tea"), lambda page: page.fill("#title", "Tea")),
    "a lazy model": (lambda view: view.change("#city", "Rome"), lambda page: leaving(page, "#city", "Rome")),
    "a no": (lambda view: view.click("#careful", confirm=False), lambda page: answering(page, "#careful", False)),
    "a yes": (lambda view: view.click("#careful", confirm=True), lambda page: answering(page, "#careful", True)),
    "a name": (lambda view: view.fill("[name=name]", "Ann"), lambda page: page.fill("[name=name]", "Ann")),
    "a form as it stands": (lambda view: view.click("#save"), lambda page: page.click("#save")),
    "an option": (lambda view: view.fill("[name=size]", "Small"), lambda page: page.select_option("[name=size]", "s")),
    "options": (lambda view: view.fill("[name=tags]", ["red", "blue"]), lambda page: page.select_option("[name=tags]", ["red", "blue"])),
    "a radio button": (lambda view: view.click("[value=post]"), lambda page: page.click("[value=post]")),
    "the one that is chosen": (lambda view: view.click("[value=post]"), lambda page: page.click("[value=post]")),
    "two boxes of one name": (
        lambda view: view.click("[value=wrap]").click("[value=card]"),
        lambda page: (page.click("[value=wrap]"), page.click("[value=card]")),
    ),
    "a long text": (lambda view: view.fill("textarea", "x\n  y\n"), lambda page: page.fill("textarea", "x\n  y\n")),
    "a form with all of that": (lambda view: view.click("#draft"), lambda page: page.click("#draft")),
}

ROWS: dict[str, Act] = {
    "fields in rows": (
        lambda view: view.fill("input.a", "of a").fill("input.b", "of b"),
        lambda page: (page.fill("input.a", "of a"), page.fill("input.b", "of b")),
    ),
    "rows that turn": (lambda view: view.click("#reverse"), lambda page: page.click("#reverse")),
    "a row that comes": (lambda view: view.click("#add"), lambda page: page.click("#add")),
    "a field that came": (lambda view: view.fill("#third", "x"), lambda page: page.fill("#third", "x")),
    "a bound field": (lambda view: view.fill("#bound [name=filled]", "typed"), lambda page: page.fill("#bound [name=filled]", "typed")),
    "a free field": (lambda view: view.fill("#bound [name=free]", "free"), lambda page: page.fill("#bound [name=free]", "free")),
    "another event": (lambda view: view.click("#reverse"), lambda page: page.click("#reverse")),
    "a value from the server": (lambda view: view.click("#upper"), lambda page: page.click("#upper")),
    "the form is sent": (lambda view: view.submit("#bound"), lambda page: page.press("#bound [name=free]", "Enter")),
    "typed again, and sent": (
        lambda view: view.fill("#bound [name=filled]", "again").submit("#bound"),
        lambda page: (page.fill("#bound [name=filled]", "again"), page.press("#bound [name=free]", "Enter")),
    ),
    "a key of the window": (lambda view: view.keydown("#add", "Escape"), lambda page: page.press("#add", "Escape")),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Server]:
    with serving(COMMAND, ROOT, {"DJANGO_SETTINGS_MODULE": "tests.testing.served"}) as server:
        yield server


@contextmanager
def chromium() -> Iterator[Page]:
    """Open a browser, for as long as nothing else is done: while Playwright's synchronous half is open, no event loop can run here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser.new_page(viewport={"width": 1000, "height": 3000})
        browser.close()


def told(text: str) -> str:
    """Return what a handler was told, without where exactly the pointer was, and with single spaces."""
    return re.sub(r"'([xy])': \d+", r"'\1': 0", " ".join(text.split()))


def fields_in_browser(page: Page) -> list[object]:
    found: list[object] = page.evaluate(
        """() => [...document.querySelectorAll("input:not([type=file]),select,textarea")].map((field) =>
          /box|radio/.test(field.type) ? field.checked
            : field.multiple ? [...field.selectedOptions].map(({value}) => value) : field.value)"""
    )
    return found


def fields_in_test(view: LiveViewTest) -> list[object]:
    found = view.find_all("input:not([type=file]), select, textarea")
    return [field.checked if field.get("type") in ("checkbox", "radio") else field.value for field in found]


def compare(client: Client, address: str, path: str, acts: dict[str, Act], shown: list[str]) -> int:
    """Do all acts in a test, then in a browser, and compare what the page was after each; returns how many there were."""
    view = live(client, path)
    in_test = []
    for act, _ in acts.values():
        act(view)
        in_test.append(([told(" ".join(each.text for each in view.find_all(css))) for css in shown], fields_in_test(view)))
    in_browser = []
    with chromium() as page:
        page.goto(address)
        page.wait_for_function(QUIET)
        for _, act in acts.values():
            act(page)
            page.wait_for_function(QUIET)
            in_browser.append(([told(" ".join(page.locator(css).all_inner_texts())) for css in shown], fields_in_browser(page)))

    for name, ours, theirs in zip(acts, in_test, in_browser, strict=True):
        assert ours == theirs, name
    return len(acts)


@pytest.mark.urls("tests.testing.pages")
@pytest.mark.django_db
def test_a_desk_hears_the_same(client: Client, site: Server) -> None:
    assert compare(client, site.url + "desk/", "/desk/", DESK, ["#said", "#got"]) == 24


@pytest.mark.urls("tests.testing.pages")
@pytest.mark.django_db
def test_rows_and_what_is_typed_in_them_go_the_same_ways(client: Client, site: Server) -> None:
    assert compare(client, site.url + "rows/", "/rows/", ROWS, ["li", "#pop"]) == 11
