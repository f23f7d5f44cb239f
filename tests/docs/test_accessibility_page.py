"""What docs/how-to/accessibility.md says of its examples is so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.axe import RUN, script
from tests.docs.blocks import ROOT, blocks
from tests.docs.test_projects import follow, follow_readme
from tests.project import Project, Server

pytestmark = [pytest.mark.browser, pytest.mark.server]

GUIDE = ROOT / "docs" / "how-to" / "accessibility.md"
URLS = """
from mysite.basket import Basket
from mysite.letter import Letter
urlpatterns += [path("basket/", Basket.as_view()), path("letter/", Letter.as_view())]
"""
#: Notes what is said in live regions that were in the page before.
LISTEN = """() => {
  window.said = [];
  for (const region of document.querySelectorAll("[role=status],[role=alert]")) {
    const listener = new MutationObserver(() => said.push(`${region.role}: ${region.textContent.trim()}`));
    listener.observe(region, {childList: true, characterData: true, subtree: true});
  }
}"""
#: How long a button's transition is, and which animation a row has.
MOTION = """() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  return [style("button").transitionDuration, style("li").animationName];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    project = Project.create(tmp_path_factory.mktemp("site"))
    follow_readme(project)
    follow(GUIDE, project)
    project.append("mysite/urls.py", URLS)
    with project.runserver("--noreload") as server:
        yield server


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
        yield browser
        browser.close()


@pytest.fixture
def page(site: Server, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(base_url=site.url)
    (hook,) = [block.code for block in blocks(GUIDE, "js") if block.note == "script"]
    context.add_init_script(hook)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def opened(page: Page, path: str) -> None:
    page.goto(path)
    quiet(page)
    page.evaluate(LISTEN)


def quiet(page: Page) -> None:
    page.wait_for_function("() => globalThis.djust?.connected && djust.pending === 0")


def violations(page: Page) -> list[str]:
    page.evaluate(script())
    found: list[str] = page.evaluate(RUN)
    return found


def test_a_row_that_goes_is_told_once_and_the_focus_goes_to_the_next(page: Page) -> None:
    opened(page, "basket/")
    page.get_by_role("button", name="Remove Bread").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Remove Milk")).to_be_focused()
    assert page.evaluate("said") == ["status: Bread is gone, 2 left."]
    expect(page).to_have_title("2 things in your basket")
    assert violations(page) == []


def test_the_last_row_gives_the_focus_to_the_one_before_and_at_the_end_to_the_heading(page: Page) -> None:
    opened(page, "basket/")
    page.get_by_role("button", name="Remove Soap").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove Milk")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove Bread")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Basket")).to_be_focused()


def test_who_left_the_list_keeps_the_focus(page: Page) -> None:
    opened(page, "basket/")
    page.get_by_role("button", name="Remove Bread").focus()
    page.get_by_role("heading", name="Basket").focus()
    page.get_by_role("button", name="Remove Milk").evaluate("(button) => button.click()")
    expect(page.get_by_role("button", name="Remove Milk")).to_have_count(0)

    expect(page.get_by_role("heading", name="Basket")).to_be_focused()


def test_a_complaint_interrupts_and_belongs_to_its_field(page: Page) -> None:
    opened(page, "letter/")
    field = page.get_by_label("E-mail")
    field.fill("ada")
    page.keyboard.press("Enter")

    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Please write an address with an @.")
    expect(field).to_be_focused()
    assert page.evaluate("said") == ["alert: Please write an address with an @."]
    expect(page).to_have_title("Please check: Newsletter")
    assert violations(page) == []


def test_what_was_ordered_is_told_and_the_button_keeps_its_focus(page: Page) -> None:
    opened(page, "letter/")
    page.get_by_label("E-mail").fill("ada@example.org")
    button = page.get_by_role("button", name="Order")
    button.focus()
    quiet(page)
    during = button.evaluate(
        "(button) => { button.click(); return [button.textContent, button.disabled, button.closest('[aria-busy]')?.ariaBusy] }"
    )
    quiet(page)

    assert during == ["Ordering…", True, "true"]
    expect(page.get_by_role("status")).to_have_text("The next letter will come to ada@example.org.")
    expect(button).to_be_focused()


def test_a_page_moves_nothing_for_who_asked_for_less(page: Page) -> None:
    (rule,) = [block.code for block in blocks(GUIDE, "css")]
    opened(page, "basket/")
    page.add_style_tag(content="button { transition: opacity 9s } li { animation: x 9s } " + rule)
    before = page.evaluate(MOTION)
    page.emulate_media(reduced_motion="reduce")

    assert before == ["9s", "x"]
    assert page.evaluate(MOTION) == ["0s", "none"]


def test_nothing_that_the_client_shows_moves() -> None:
    styles = [path.read_text(encoding="utf-8") for path in (ROOT / "client" / "src").rglob("*.ts")]

    assert not [style for style in styles if "transition:" in style or "animation:" in style or "@keyframes" in style]
