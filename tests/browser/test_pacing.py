"""`@debounce` and `@throttle` with real keys and a real page; the page's clock goes as the test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: What an input method or a script does to the field of a row.
WRITE = """row => {
  const field = document.querySelector(`#row-${row}`);
  field.value = `v${row}`;
  field.dispatchEvent(new InputEvent('input', {bubbles: true}));
}"""


class Paced:
    """A visit of the page whose time does not pass by itself."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page = visit, visit.page

    async def pass_time(self, ms: int) -> None:
        """Let the page's clock go on."""
        await self.page.clock.run_for(ms)

    async def said(self, expected: str) -> None:
        """Wait until every event is answered; what the handlers said must be this."""
        await self.visit.quiet()
        assert await self.visit.text("#said") == expected

    async def type(self, selector: str, text: str) -> None:
        """Press keys."""
        await self.page.locator(selector).press_sequentially(text)


@pytest_asyncio.fixture(loop_scope="session")
async def paced(visit: Visit) -> AsyncIterator[Paced]:
    await visit.page.clock.install(time=0)
    await visit.open("/browser/pacing/")
    await visit.page.clock.pause_at(60_000)
    yield Paced(visit)
    await visit.page.clock.resume()


async def test_a_search_is_sent_once_when_typing_pauses(paced: Paced) -> None:
    await paced.type("#query", "lap")
    await paced.pass_time(299)
    await paced.type("#query", "top")
    await paced.pass_time(299)
    await paced.said("")
    await paced.pass_time(1)
    await paced.said("search:laptop")

    assert len([text for text in paced.visit.sent if "search" in text]) == 1


async def test_a_draft_is_saved_while_somebody_goes_on_typing(paced: Paced) -> None:
    for letter in "abcdefgh":
        await paced.type("#draft", letter)
        await paced.pass_time(200)
    await paced.said("autosave:abcde")
    await paced.pass_time(300)
    await paced.said("autosave:abcde autosave:abcdefgh")


async def test_rows_of_one_handler_never_swallow_each_other(paced: Paced) -> None:
    for row in range(3):  # by hand, because a key leads from one field to the next, and leaving a field sends what waits
        await paced.page.evaluate(WRITE, row)
    await paced.pass_time(300)
    await paced.said("rename:0:v0 rename:1:v1 rename:2:v2")


async def test_the_fields_own_word_is_nearer(paced: Paced) -> None:
    await paced.type("#near", "x")
    await paced.pass_time(50)
    await paced.said("search:x")


async def test_leaving_the_field_sends_what_waits(paced: Paced) -> None:
    await paced.type("#query", "lamp")
    await paced.page.keyboard.press("Tab")
    await paced.said("search:lamp")


async def test_submitting_sends_what_waits_in_the_form_first(paced: Paced) -> None:
    await paced.type("#title", "milk")
    await paced.page.keyboard.press("Enter")
    await paced.said("search:milk save:milk")


async def test_leaving_the_page_sends_what_waits(paced: Paced, visit: Visit) -> None:
    await paced.type("#query", "late")
    await visit.page.goto(f"{visit.origin}/browser/counter/")
    async with asyncio.timeout(10):
        while await (await visit.page.request.get(f"{visit.origin}/browser/pacing/last/")).text() != "late":
            pass  # each look is a round trip


async def test_scrolling_is_told_at_once_and_then_once_in_an_interval(paced: Paced) -> None:
    async def scroll(to: int) -> None:
        await paced.page.evaluate(
            "to => new Promise(done => { const area = document.querySelector('#area');"
            " area.addEventListener('scroll', done, {once: true}); area.scrollTop = to })",
            to,
        )

    await scroll(10)
    await paced.said("follow:10")
    for to in (20, 30, 40):
        await scroll(to)
    await paced.said("follow:10")
    await paced.pass_time(500)
    await paced.said("follow:10 follow:40")


@pytest.mark.parametrize(
    ("button", "expected"),
    [("first", ["first", "first", "first first"]), ("last", ["", "last", "last"]), ("both", ["both", "both both", "both both"])],
)
async def test_the_edges_of_an_interval_count_or_do_not(paced: Paced, button: str, expected: list[str]) -> None:
    for _ in range(3):
        await paced.page.click(f"#{button}")
    await paced.said(expected[0])
    await paced.pass_time(500)
    await paced.said(expected[1])
    if button == "first":
        await paced.page.click("#first")
    await paced.said(expected[2])
