"""What a person is in the middle of survives updates: those that somebody asked for, and those that come by themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

TURNED = "(count) => document.getElementById('count').textContent === String(count)"


class Turning:
    """The page, and both ways in which it turns: rows reversed, texts changed, options and lines added."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.count = visit, 0

    async def asked(self) -> None:
        """Turn by a click that is not the mouse's: that one would take the focus, as the person wants it to."""
        self.count += 1
        await self.visit.run("() => document.getElementById('turn').click()")
        await self._arrived()

    async def unasked(self) -> None:
        """Turn by a frame that nobody on the page asked for."""
        self.count += 1
        await self.visit.page.request.get(f"{self.visit.origin}/browser/meanwhile/turn/")
        await self._arrived()

    async def _arrived(self) -> None:
        await self.visit.page.wait_for_function(TURNED, arg=self.count)
        await self.visit.quiet()
        assert await self.visit.run("() => document.querySelector('section').dataset.key") == ("d" if self.count % 2 else "a")

    async def every_way(self) -> None:
        """Turn in both ways, twice each: what moved has moved back at the end."""
        for turn in (self.asked, self.unasked, self.unasked, self.asked):
            await turn()


@pytest_asyncio.fixture(loop_scope="session")
async def turning(visit: Visit) -> AsyncIterator[Turning]:
    await visit.open("/browser/meanwhile/")
    yield Turning(visit)


async def focused(turning: Turning) -> list[Any]:
    """Return which field is focused, what it shows and where the caret is."""
    found: list[Any] = await turning.visit.run(
        "() => { const field = document.activeElement; return [field.id, field.value, field.selectionStart, field.selectionEnd] }"
    )
    return found


async def test_typing_goes_on(turning: Turning) -> None:
    page = turning.visit.page
    await page.fill("#field-b", "")
    await page.focus("#field-b")
    for turn in (turning.asked, turning.unasked, turning.unasked, turning.asked):
        await page.keyboard.type("ab")
        await turn()

    assert await focused(turning) == ["field-b", "abababab", 8, 8]


async def test_a_caret_in_the_middle_stays_there(turning: Turning) -> None:
    await turning.visit.run("() => { const f = document.getElementById('field-c'); f.focus(); f.setSelectionRange(2, 5) }")
    await turning.every_way()

    assert await focused(turning) == ["field-c", "row c", 2, 5]


async def test_selected_text_stays_selected_where_text_beside_it_changes(turning: Turning) -> None:
    await turning.visit.run(
        """() => {
          const text = document.getElementById('told').firstChild;
          const at = text.data.indexOf('more');
          getSelection().setBaseAndExtent(text, at, text, at + 4);
        }"""
    )
    await turning.every_way()

    assert await turning.visit.text("#told") == "4 times told, and more words"
    assert await turning.visit.run("() => getSelection().toString()") == "more"


async def test_text_selected_in_a_row_stays_selected_while_rows_change_places(turning: Turning) -> None:
    await turning.visit.run("() => getSelection().selectAllChildren(document.querySelector('#details-b summary'))")
    await turning.every_way()

    assert await turning.visit.run("() => getSelection().toString()") == "more"


async def test_details_that_a_person_opened_stay_open(turning: Turning) -> None:
    await turning.visit.page.click("#details-b summary")
    await turning.every_way()

    assert await turning.visit.run("() => [...document.querySelectorAll('details[open]')].map((each) => each.id)") == ["details-b"]
    assert await turning.visit.text("#details-b p") == "4"


PLAY = """async () => {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  window.drawing = setInterval(() => pen.fillRect(Math.random() * 99, 0, 9, 9), 20);
  const film = document.querySelector('#video-c');
  window.stops = [];
  for (const stop of ['pause', 'emptied', 'abort', 'ended']) film.addEventListener(stop, () => stops.push(stop));
  film.srcObject = canvas.captureStream(30);
  await film.play();
}"""


async def test_a_video_goes_on_playing(turning: Turning) -> None:
    await turning.visit.run(PLAY)
    await turning.visit.page.wait_for_function("() => document.querySelector('#video-c').currentTime > 0")
    before = await turning.visit.run("() => document.querySelector('#video-c').currentTime")
    await turning.every_way()

    assert await turning.visit.run("() => [stops, document.querySelector('#video-c').paused]") == [[], False]
    assert await turning.visit.run("() => document.querySelector('#video-c').className") == "film on"
    # Not from the beginning, and not standing still.
    await turning.visit.page.wait_for_function("(before) => document.querySelector('#video-c').currentTime > before", arg=before)


async def test_a_scrolled_list_shows_the_same_line(turning: Turning) -> None:
    place = """() => {
      const list = document.getElementById('list');
      return list.querySelector("[data-key='20']").getBoundingClientRect().top - list.getBoundingClientRect().top;
    }"""
    await turning.visit.run("() => { document.getElementById('list').scrollTop = 600 }")
    before = await turning.visit.run(place)
    await turning.every_way()

    assert await turning.visit.run("() => document.querySelectorAll('#list li').length") == 54
    assert await turning.visit.run("() => document.getElementById('list').scrollTop") > 0
    assert abs(await turning.visit.run(place) - before) < 1


async def test_an_open_select_stays_open_and_takes_the_choice(turning: Turning) -> None:
    page = turning.visit.page
    await page.click("#select-b")
    await page.wait_for_function("() => document.querySelector('#select-b').matches(':open')")
    await turning.every_way()

    assert await turning.visit.run("() => document.querySelector('#select-b').matches(':open')")
    assert await turning.visit.run("() => document.querySelectorAll('#select-b option').length") == 7

    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")

    assert await page.input_value("#select-b") == "2"


async def test_a_choice_that_a_person_made_stays(turning: Turning) -> None:
    await turning.visit.page.select_option("#select-c", "3")
    await turning.every_way()

    assert await turning.visit.page.input_value("#select-c") == "3"


HEAR = """() => {
  window.composed = [];
  for (const type of ['compositionstart', 'compositionend']) document.addEventListener(type, (event) => composed.push(type), true);
}"""


@pytest.mark.parametrize("field", ["field-b", "said"])
async def test_a_composition_is_not_broken_off(turning: Turning, field: str) -> None:
    """Japanese is typed in two steps; what is between them is nobody else's. One field is not sent, the other at each letter."""
    page = turning.visit.page
    await page.fill(f"#{field}", "")
    await turning.visit.quiet()
    await page.focus(f"#{field}")
    await turning.visit.run(HEAR)
    keyboard = await page.context.new_cdp_session(page)
    turns = [turning.asked, turning.unasked, turning.unasked, turning.asked]
    for text, turn in zip(("に", "にほ", "にほn", "にほん"), turns, strict=True):
        await keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        await turn()

        assert await page.input_value(f"#{field}") == text
        assert await turning.visit.run("() => composed") == ["compositionstart"]

    await keyboard.send("Input.insertText", {"text": "日本"})
    await turning.visit.quiet()

    assert await page.input_value(f"#{field}") == "日本"
    assert (await turning.visit.run("() => composed"))[-1] == "compositionend"
    assert (await focused(turning))[0] == field
