"""`dj-model`: the view's attributes follow the fields of the page."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_attribute_follows_its_field_at_each_key_stroke(visit: Visit) -> None:
    await visit.open("/browser/following/")
    await visit.page.locator("#title").press_sequentially("milk")
    await visit.quiet()

    assert await visit.text("#got") == "milk|||1|False"
    assert await visit.page.input_value("#title") == "milk"


async def test_a_lazy_one_follows_when_the_field_is_done(visit: Visit) -> None:
    await visit.open("/browser/following/")
    await visit.page.locator("#city").press_sequentially("Rome")
    await visit.quiet()

    assert await visit.text("#got") == "|||1|False"

    await visit.page.press("#city", "Tab")
    await visit.quiet()

    assert await visit.text("#got") == "|Rome||1|False"


TYPE = """([selector, values]) => {
  const field = document.querySelector(selector);
  for (const value of values) {
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}"""


async def test_a_debounced_one_sends_once_when_typing_pauses(visit: Visit) -> None:
    await visit.open("/browser/following/")
    visit.forget()
    # Both in one task: however slow the machine is, nothing pauses between them.
    await visit.page.evaluate(TYPE, ["#note", ["one", "two"]])
    await visit.page.wait_for_function("() => document.querySelector('#got').textContent.includes('two')")

    assert [frame for frame in visit.sent if "dj-model" in frame] == ['[1,0,"dj-model",{"note":"two"}]']


async def test_a_value_is_of_the_type_that_it_replaces(visit: Visit) -> None:
    await visit.open("/browser/following/")
    await visit.page.fill("#age", "42")
    await visit.page.check("#done")
    await visit.quiet()

    assert await visit.text("#got") == "|||42|True"


async def test_a_handler_clears_the_field_that_an_attribute_follows(visit: Visit) -> None:
    await visit.open("/browser/following/")
    await visit.page.fill("#title", "milk")
    await visit.quiet()
    await visit.click("#clear")

    assert await visit.text("#got") == "|||1|False"
    assert await visit.page.input_value("#title") == ""
