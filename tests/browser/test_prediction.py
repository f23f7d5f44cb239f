"""What a handler will do is on the page before the server has said it; what the server says counts in the end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest
from playwright.async_api import Browser, Route

from tests.browser.agreement import shown_and_said
from tests.browser.server import Server
from tests.browser.visit import Visit
from tests.line import Line

pytestmark = pytest.mark.asyncio(loop_scope="session")

_gates = count()

#: Clicks, and gives what there is to see in the next animation frame, which is the first that a person can see.
IN_ONE_FRAME = """([selector, look]) => new Promise((resolve) => {
  document.querySelector(selector).click();
  requestAnimationFrame(() => resolve(eval(look)));
})"""
#: The same in the very task of the click, before anything can have come from the server.
AT_ONCE = "([selector, look]) => { document.querySelector(selector).click(); return eval(look) }"
#: Writes down every node that changes, but for marks of what is on its way.
WATCH = """() => {
  window.changes = [];
  new MutationObserver((records) => {
    for (const {type, target, attributeName} of records)
      if (!['aria-busy', 'class', 'disabled'].includes(attributeName))
        changes.push(`${type} ${target.id || target.parentElement?.id || target.nodeName}`);
  }).observe(document.getElementById('page'), {subtree: true, childList: true, attributes: true, characterData: true});
}"""
#: Writes down what an element shows, whenever a frame may be painted.
FILM = """(selector) => {
  window.film = [];
  const look = () => {
    const {textContent} = document.querySelector(selector);
    if (film.at(-1) !== textContent) film.push(textContent);
    requestAnimationFrame(look);
  };
  look();
}"""
#: Clicks here and there, several at a time, with some frames between: the same for the same seed.
AT_RANDOM = """async (seed) => {
  const any = (below) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % below; };
  const frames = async (n) => { while (n--) await new Promise(requestAnimationFrame); };
  for (let turn = 0; turn < 25; turn++) {
    for (let n = 1 + any(4); n--; ) {
      const kind = ['#more', '#more', '#other', '#drawer', '#fail', '.fill', '.fill', '.fill', '.drop'][any(9)];
      const all = [...document.querySelectorAll(kind)];
      all[any(all.length)]?.click();
    }
    const field = document.querySelector('#task');
    if (field && !any(3)) {
      field.value = `task ${turn}`;
      field.dispatchEvent(new InputEvent('input', {bubbles: true}));
      field.form.requestSubmit();
    }
    await frames(any(4));
  }
}"""
#: What three quick keys do to a field.
TYPE_AT_ONCE = """(texts) => {
  const field = document.querySelector('#find');
  for (const text of texts) {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', {bubbles: true}));
  }
}"""
COUNT = "document.querySelector('#count').outerHTML.replace(/ dj=[^>]*/, '')"
CUP = """(() => {
  const row = document.querySelector(`[data-cup-id='%d']`).closest('li');
  const button = row.querySelector('.fill');
  return [row.classList[1] ?? '', button.textContent, button.getAttribute('aria-pressed'), !!row.querySelector('i')];
})()"""


class Held:
    """A page whose handlers wait until they are let go on."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page = visit, visit.page
        self.gate = f"kitchen{next(_gates)}"

    @classmethod
    async def opened(cls, visit: Visit, more: str = "") -> Held:
        held = cls(visit)
        await visit.open(f"/browser/kitchen/?gate={held.gate}{more}")
        return held

    async def let(self, handlers: int = 1) -> None:
        """Let so many handlers go on."""
        for _ in range(handlers):
            await self.page.request.get(f"{self.visit.origin}/gate/{self.gate}/")

    async def sees(self, selector: str, look: str) -> Any:
        """Click, and return what is to be seen in the next animation frame."""
        return await self.visit.run(IN_ONE_FRAME, [selector, look])


async def test_a_click_shows_text_attribute_and_start_tag_within_one_frame_while_the_server_is_held(visit: Visit) -> None:
    held = await Held.opened(visit)
    visit.forget()

    assert await held.sees("#more", COUNT) == '<p id="count" title="1 in all">1 cup</p>'
    assert "some" in str(await visit.page.get_attribute("#more", "class"))
    assert visit.received == []

    await held.let()
    await visit.quiet()

    assert await visit.text("#count") == "1 cup"


async def test_what_the_server_confirms_changes_no_node_again(visit: Visit) -> None:
    held = await Held.opened(visit)
    await visit.page.click("#more")
    await visit.page.click("#drawer")
    await visit.page.click("[data-cup-id='10'].fill")
    await visit.page.click("[data-cup-id='11'].drop")
    await visit.run(WATCH)
    await held.let(4)
    await visit.quiet()

    assert await visit.run("() => changes") == []
    assert await visit.text("#count") == "1 cup"


async def test_two_quick_clicks_show_two_and_never_one_again(visit: Visit) -> None:
    held = await Held.opened(visit)
    await visit.run(FILM, "#count")
    await visit.run("() => { document.getElementById('more').click(); document.getElementById('more').click() }")
    await held.let()
    await visit.page.wait_for_function("() => djust.pending === 1")
    await held.let()
    await visit.quiet()

    assert await visit.run("() => film") == ["0 cups", "2 cups"]


async def test_a_reply_to_another_event_changes_what_is_under_a_prediction(visit: Visit) -> None:
    held = await Held.opened(visit)
    await visit.run(FILM, "#count")
    await visit.page.click("#other")
    await visit.page.click("#more")

    assert await visit.text("#count") == "1 cup"

    await held.let()
    await visit.page.wait_for_function("() => djust.pending === 1")

    assert await visit.text("#count") == "41 cups"

    await held.let()
    await visit.quiet()

    assert [text for text in await visit.run("() => film") if text != "1 cup"] == ["0 cups", "41 cups"]


async def test_an_error_takes_its_prediction_back_and_no_other(visit: Visit) -> None:
    held = await Held.opened(visit)
    await visit.page.click("#more")

    assert await held.sees("#fail", COUNT) == '<p id="count" title="101 in all">101 cups</p>'

    await held.let(2)
    await visit.quiet()

    assert await visit.text("#count") == "1 cup"
    assert await visit.page.get_attribute("#count", "title") == "1 in all"
    assert await visit.text("#fail") == "fail"
    assert len(visit.console) == 1
    visit.console.clear()


async def test_a_rate_limit_takes_its_prediction_back(visit: Visit) -> None:
    await visit.open("/browser/kitchen/")
    await visit.click("#limited")
    await visit.run("() => document.getElementById('limited').click()")
    await visit.quiet()

    assert await visit.text("#count") == "1 cup"
    assert "rate.limited" in visit.console.pop()


@asynccontextmanager
async def on_a_line(browser: Browser, line: Line) -> AsyncIterator[Visit]:
    """Yield a visitor whose line can be cut."""
    context = await browser.new_context()
    try:
        yield Visit(await context.new_page(), line.origin)
    finally:
        await context.close()


async def test_a_connection_that_cannot_be_resumed_ends_predictions(browser: Browser) -> None:
    first = Server()
    async with Line.to(first.port) as line, on_a_line(browser, line) as visit:
        await visit.open("/browser/kitchen/")
        await visit.click("#more")
        await visit.click("[data-cup-id='10'].fill")
        first.kill()
        await line.cut()
        await visit.page.wait_for_function("() => !djust.connected")
        await visit.page.click("#more")
        await visit.page.click("[data-cup-id='12'].drop")

        assert await visit.text("#count") == "2 cups"
        assert await visit.text("#left") == "2"

        second = Server()
        line.mend(second.port)
        try:
            await visit.quiet()

            assert await visit.text("#count") == "0 cups"
            assert await visit.run(f"() => {CUP % 10}") == ["", "empty", "false", False]
            assert await visit.text("#left") == "3"

            assert await visit.run(AT_ONCE, ["#more", COUNT]) == '<p id="count" title="1 in all">1 cup</p>'
            assert await visit.run(AT_ONCE, ["[data-cup-id='10'].fill", CUP % 10]) == ["full", "full", "true", True]
            assert await visit.run(AT_ONCE, ["[data-cup-id='12'].drop", "document.querySelector('#left').textContent"]) == "2"

            await visit.quiet()

            assert [await visit.text("#count"), await visit.text("#left")] == ["1 cup", "2"]
        finally:
            second.kill()


async def test_a_connection_that_is_resumed_keeps_predictions(browser: Browser, server: Server) -> None:
    async with Line.to(server.port) as line, on_a_line(browser, line) as visit:
        await visit.open("/browser/kitchen/")
        await visit.run(FILM, "#count")
        await line.cut()
        await visit.page.wait_for_function("() => !djust.connected")
        await visit.page.click("#more")
        await visit.page.click("#more")
        line.mend(server.port)
        await visit.quiet()

        assert (await visit.run("() => film"))[-1] == "2 cups"
        assert await visit.run("() => film.indexOf('2 cups') === film.length - 1")
        assert await visit.run(AT_ONCE, ["#more", COUNT]) == '<p id="count" title="3 in all">3 cups</p>'

        await visit.quiet()

        assert visit.console == []


async def test_a_row_of_a_thousand_is_found_by_its_key(visit: Visit) -> None:
    held = await Held.opened(visit, "&cups=1000")

    assert await held.sees("[data-cup-id='900'].fill", CUP % 900) == ["full", "full", "true", True]
    assert await held.sees("[data-cup-id='901'].fill", CUP % 901) == ["", "empty", "false", False]
    assert await held.sees("[data-cup-id='500'].drop", "document.querySelector('#left').textContent") == "999"
    assert await visit.run("() => document.querySelectorAll('ul > li').length") == 999

    await held.let(3)
    await visit.quiet()

    assert await visit.run(f"() => [{CUP % 900}, {CUP % 901}]") == [["full", "full", "true", True], ["", "empty", "false", False]]
    assert await visit.run("() => document.querySelectorAll('ul > li').length") == 999

    # What was predicted is known further on, and other rows moved up.
    assert await held.sees("[data-cup-id='900'].fill", CUP % 900) == ["", "empty", "false", False]

    await held.let()
    await visit.quiet()


async def test_a_branch_opens_at_once_and_what_is_typed_in_it_meanwhile_stays(visit: Visit) -> None:
    held = await Held.opened(visit)

    assert await held.sees("#drawer", "!!document.querySelector('#task')")

    await visit.page.click("#task")
    await visit.page.keyboard.type("dry th")
    await held.let()
    await visit.quiet()
    await visit.page.keyboard.type("em")

    assert await visit.page.input_value("#task") == "dry them"
    assert await visit.page.get_attribute("#drawer", "aria-expanded") == "true"


async def test_a_new_row_is_there_when_enter_is_pressed_and_the_field_is_cleared_with_the_reply(visit: Visit) -> None:
    held = await Held.opened(visit)
    await held.let()
    await visit.click("#drawer")
    await visit.page.fill("#task", " <dry> ")
    await visit.page.press("#task", "Enter")

    assert await visit.run("() => [...document.querySelectorAll('ol li')].map((li) => li.textContent)") == ["wash", "<dry>"]

    await held.let()
    await visit.quiet()

    assert await visit.run("() => [...document.querySelectorAll('ol li')].map((li) => li.textContent)") == ["wash", "<dry>"]
    assert await visit.page.input_value("#task") == ""
    assert await visit.run("() => document.activeElement.id") == "task"


async def test_a_click_inside_a_predicted_branch_goes_on_from_it(visit: Visit) -> None:
    held = await Held.opened(visit)
    await visit.page.click("#drawer")

    assert await held.sees("#more", "document.querySelector('#inside').textContent") == "1"

    await held.let(2)
    await visit.quiet()

    assert await visit.text("#inside") == "1"


async def test_busy_marks_confirmation_and_disabled_buttons_over_a_prediction_are_released(visit: Visit) -> None:
    held = await Held.opened(visit)
    visit.page.once("dialog", lambda dialog: dialog.dismiss())
    await visit.page.click("#ask")

    assert await visit.text("#count") == "0 cups"

    visit.page.once("dialog", lambda dialog: dialog.accept())
    await visit.page.click("#ask")

    assert await visit.text("#count") == "1 cup"
    assert await visit.run("() => [document.querySelector('#ask').textContent, document.querySelector('#ask').disabled]") == [
        "asking",
        True,
    ]
    assert "dim" in str(await visit.page.get_attribute("#ask", "class"))

    await held.let()
    await visit.quiet()

    assert await visit.text("#ask") == "ask 1"
    assert await visit.run("() => ['#ask'].map((s) => document.querySelector(s)).map((b) => [b.disabled, b.className, b.ariaBusy])") == [
        [False, "", None]
    ]


async def test_debounce_prediction_cache_and_handler_follow_each_other(visit: Visit) -> None:
    held = await Held.opened(visit)
    visit.forget()
    await visit.run(TYPE_AT_ONCE, ["t", "te", "tea"])

    await visit.page.wait_for_function("() => document.querySelector('#query').textContent === 'tea'")

    assert await visit.run("() => djust.pending") == 1

    await held.let()
    await visit.quiet()

    assert len([text for text in visit.sent if "find" in text]) == 1

    await visit.page.fill("#find", "milk")
    await visit.page.wait_for_function("() => djust.pending === 1")
    await held.let()
    await visit.quiet()
    await visit.page.fill("#find", "tea")
    await visit.page.wait_for_function("() => document.querySelector('#query').textContent === 'tea'")
    await visit.quiet()  # and nobody let a handler go on: none ran

    assert await visit.text("#query") == "tea"
    assert await visit.page.input_value("#find") == "tea"


async def test_a_model_and_a_prediction_on_one_name_agree_in_the_end(visit: Visit) -> None:
    await visit.open("/browser/kitchen/")
    await visit.page.fill("#note", "milk")
    await visit.page.fill("#find", "tea")
    await visit.page.wait_for_function("() => document.querySelector('#query').textContent === 'tea'")
    await visit.quiet()

    assert await visit.text("#query") == "tea"

    await visit.page.fill("#note", "cocoa")
    await visit.quiet()

    assert await visit.text("#query") == "cocoa"
    assert await visit.run("() => document.querySelectorAll('.dj-pending, [aria-busy]').length") == 0


async def test_a_policy_that_allows_only_scripts_of_the_site_holds(visit: Visit) -> None:
    async def guarded(route: Route) -> None:
        response = await route.fetch()
        await route.fulfill(response=response, headers={**response.headers, "content-security-policy": "default-src 'self'"})

    await visit.page.route("**/browser/kitchen/*", guarded)
    held = await Held.opened(visit)

    assert not await visit.run(
        "() => { document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'})); return window.ran }"
    )

    await visit.page.click("#more")

    assert await visit.text("#count") == "1 cup"

    await held.let()
    await visit.quiet()

    assert len(visit.console) == 1, "what the test itself tried"
    visit.console.clear()


@pytest.mark.parametrize("seed", range(1, 5))
async def test_after_clicks_at_random_page_and_server_agree(visit: Visit, seed: int) -> None:
    name = f"random{seed}"
    await visit.open(f"/browser/kitchen/?cups=12&page={name}")
    await visit.run(AT_RANDOM, seed)
    await visit.quiet()
    shown, said = await shown_and_said(visit, name)

    assert shown == said
    assert len(visit.sent) > 30
    assert await visit.run("() => document.querySelectorAll('.dj-pending, [aria-busy], #page :disabled:not(#more)').length") == 0
    assert all("handler.failed" in line for line in visit.console)
    visit.console.clear()
