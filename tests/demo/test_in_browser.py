"""The demo as a person meets it: every page, on a phone and on a desk, by mouse and by keyboard, with an empty console."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.project import Server

pytestmark = [pytest.mark.browser, pytest.mark.server]

PAGES = ["", "counter/", "todo/", "products/", "liked/", "booking/", "latency/", "source/todo/"]


@pytest.fixture
def page(demo: Server, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=demo.url)
    page = context.new_page()
    page.set_default_timeout(15_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("response", lambda response: said.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
    yield page
    # Who leaves while the socket opens is told so by Chromium, in the console.
    # A function: a text would be evaluated at each look, which the demo's policy forbids.
    page.wait_for_function("() => !globalThis.djust || djust.connected")
    context.close()

    assert not said


@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1


def test_the_counter_counts_in_the_page_and_in_the_title(page: Page) -> None:
    page.goto("counter/")
    page.get_by_role("button", name="+10").click()
    page.get_by_role("button", name="+1", exact=True).click()

    expect(page.locator("output")).to_have_text("11")
    expect(page).to_have_title("11 · Counter")
    page.get_by_role("button", name="Back to zero").click()
    expect(page.locator("output")).to_have_text("0")
    expect(page.get_by_role("button", name="Back to zero")).to_be_disabled()


def test_the_front_page_runs_the_class_that_it_shows(page: Page) -> None:
    page.goto("")
    page.get_by_role("button", name="One more").click()

    expect(page.locator("output")).to_have_text("1")
    expect(page.locator("pre")).to_contain_text("class CounterPage(Page):")


def test_every_page_links_to_its_source(page: Page) -> None:
    page.goto("liked/")
    page.get_by_role("link", name="Source of this page").click()

    expect(page.locator("h1")).to_have_text("Liked walks: the source")
    expect(page.locator("pre").first).to_contain_text("class LikedPage(Page):")
    expect(page.locator("pre").last).to_contain_text("{% for walk in walks %}")


def test_the_colours_are_a_choice_that_stays(page: Page) -> None:
    page.goto("counter/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto("todo/")

    assert light != dark
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_todos_are_added_ticked_and_removed(page: Page) -> None:
    page.goto("todo/")
    field = page.get_by_label("What is there to do?")
    field.fill("Feed the cat")
    field.press("Enter")
    row = page.locator("li", has_text="Feed the cat")

    expect(row).to_be_visible()
    expect(field).to_have_value("")
    row.get_by_role("checkbox").check()
    expect(row).to_have_class("done")
    page.get_by_role("button", name="Open").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="All").click()
    row.get_by_role("button", name="Remove Feed the cat").click()
    expect(row).to_have_count(0)
    page.reload()
    expect(row).to_have_count(0)


def test_products_are_found_while_typing_and_sorted_in_place(page: Page) -> None:
    page.goto("products/")
    field = page.get_by_label("Search")
    field.press_sequentially("oak")

    expect(page.locator("tbody tr").first).to_contain_text("Oak", ignore_case=True)
    expect(page.locator(".search output")).not_to_have_text("1000 of 1000")
    expect(field).to_be_focused()
    expect(field).to_have_value("oak")
    page.get_by_role("button", name="Price").click()
    expect(page.locator("th.price")).to_have_attribute("aria-sort", "ascending")
    prices = [float(text.removeprefix("€ ")) for text in page.locator("td.price").all_inner_texts()]
    assert prices == sorted(prices)
    field.fill("")
    expect(page.locator("tbody tr")).to_have_count(1000)


def test_a_search_without_result_says_so(page: Page) -> None:
    page.goto("products/")
    page.get_by_label("Search").fill("<b>zebra</b>")

    expect(page.locator(".nothing")).to_have_text("Nothing is called “<b>zebra</b>”.")


def test_a_heart_by_keyboard_changes_the_sum(page: Page) -> None:
    page.goto("liked/")
    heart = page.get_by_role("button", name="Like The three reservoirs")
    heart.focus()
    heart.press("Enter")

    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".summary p")).to_have_text("2 walks, 20.0 km in all")
    expect(heart).to_be_focused()
    page.get_by_role("button", name="Liked first").click()
    expect(page.locator(".walks h2").nth(1)).to_have_text("The three reservoirs")


def test_the_form_complains_about_the_field_that_was_left_and_books_when_all_is_well(page: Page) -> None:
    page.goto("booking/")
    page.get_by_label("E-mail").fill("ada")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Guests").fill("3")

    expect(page.locator("#email-error")).to_have_text("Enter a valid email address.")
    expect(page.locator(".error:not(:empty)")).to_have_count(1)
    expect(page.get_by_label("Name")).to_have_value("Ada")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_label("Day").fill("2099-05-05")
    page.get_by_label("I know").check()
    page.get_by_role("button", name="Book the table").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you, Ada.")
    expect(page.get_by_role("status")).to_contain_text("Tuesday, 5 May 2099")
    page.get_by_role("button", name="Book another one").click()
    expect(page.get_by_label("Name")).to_have_value("")


def test_the_page_is_reached_by_keyboard_past_the_menu(page: Page) -> None:
    page.goto("counter/")
    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()


#: Presses everything, bare and decorated, and tells what the page shows then.
PRESSED = """() => {
  for (const name of ["Like, bare", "Like, decorated", "One more, bare", "One more, decorated", "One more, decorated"])
    document.querySelector(`[aria-label="${name}"]`).click();
  for (const day of document.querySelectorAll("[value=sun]")) day.click();
  const all = (selector) => [...document.querySelectorAll(selector)];
  const texts = (elements) => elements.map((each) => each.textContent);
  const hearts = all(".heart").map((each) => each.getAttribute("aria-pressed"));
  return [hearts, texts(all(".number")), texts(all(".lane > p").filter((each) => each.checkVisibility())), djust.pending];
}"""
#: The slider, pulled to its left end.
FAST = (
    "() => { const slider = document.querySelector('#delay'); slider.value = 0; slider.dispatchEvent(new Event('input', {bubbles: true})) }"
)


def test_decorated_handlers_hide_a_slow_server(page: Page) -> None:
    page.goto("latency/")
    page.wait_for_function("() => globalThis.djust?.connected")
    page.get_by_label("How long the server takes").fill("2000")
    expect(page.locator(".delay output")).to_have_text("2000 ms")
    page.wait_for_function("() => djust.pending === 0")

    shown = page.evaluate(PRESSED)  # all of it within the two seconds of the first answer

    assert shown == [["false", "true"], ["0", "2"], ["Doors open at six, soup at seven.", "Late breakfast, and the train at four."], 7]

    page.evaluate(
        "document.getElementById('delay').value = 0, document.getElementById('delay').dispatchEvent(new Event('input', {bubbles: true}))"
    )
    page.wait_for_function("() => djust.pending === 0", timeout=40_000)

    assert page.locator(".heart").evaluate_all("all => all.map((each) => each.getAttribute('aria-pressed'))") == ["true", "true"]
    assert page.locator(".number").all_inner_texts() == ["1", "2"]


def test_what_was_found_before_is_there_at_once(page: Page) -> None:
    page.goto("latency/")
    search = page.get_by_label("Search, decorated")
    found = page.locator(".lane:has([aria-label='Search, decorated']) li")
    for text, first in (("lamp", "Alpine Headlamp"), ("oak", "Oak")):
        search.fill(text)
        expect(found.first).to_contain_text(first)
        page.wait_for_function("() => djust.pending === 0")
    page.evaluate("() => { window.decisions = []; djust.log = (name, decision) => decisions.push(decision) }")
    search.fill("lamp")
    page.wait_for_function("() => decisions.some((each) => each.startsWith('cache hit'))")

    assert found.first.inner_text() == "Alpine Headlamp"


def test_days_are_chosen_with_the_keyboard(page: Page) -> None:
    page.goto("latency/")
    page.wait_for_function("() => globalThis.djust?.connected")
    page.locator("[name=day_soon][value=fri]").focus()
    page.keyboard.press("ArrowRight")

    expect(page.locator("p", has_text="Two walks").last).to_be_visible()
