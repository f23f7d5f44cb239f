"""How a handler goes, as the person sees it: pending, done, failed, cancelled, refused, how far."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser.site.course import STEPS
from tests.browser.test_background import shows, step
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: Keeps what the page said in events of djust's.
LISTEN = """() => {
  window.said = [];
  for (const name of ['error', 'rate-limited'])
    document.addEventListener('djust:' + name, ({ detail }) => said.push({ name, ...detail }));
}"""
#: Keeps every text that an element shows.
WATCH = """(selector) => {
  const element = document.querySelector(selector);
  window.texts = [element.textContent];
  new MutationObserver(() => texts.push(element.textContent)).observe(element, { childList: true, characterData: true, subtree: true });
}"""


def forgive(visit: Visit, *codes: str) -> None:
    """Take the console's lines about these errors away: that they are there is part of the promise."""
    for code in codes:
        lines = [line for line in visit.console if f"djust {code}:" in line]
        assert lines, f"expected a line about {code}, got {visit.console}"
        for line in lines:
            visit.console.remove(line)


# -- @action


@pytest.mark.parametrize("name", ["bake", "bake_later", "bake_aside", "bake_aside_later"])
async def test_an_action_shows_that_it_is_pending_then_its_result_then_an_error(visit: Visit, name: str) -> None:
    gate = f"action-{name}"
    await visit.open(f"/browser/baking/?gate={gate}")

    assert await visit.text(f"#{name}") == "cold"

    await visit.page.click(f"#do-{name}")
    await shows(visit, f"#{name}", "baking")
    await step(visit, gate)
    await shows(visit, f"#{name}", "baked <1>")
    await visit.quiet()

    await visit.page.click(f"#fail-{name}")
    await shows(visit, f"#{name}", "baking")
    await step(visit, gate)
    await shows(visit, f"#{name}", "It is burnt")
    await visit.quiet()

    assert await visit.run("() => document.querySelectorAll('.dj-pending, [aria-busy]').length") == 0


async def test_actions_that_run_beside_the_page_are_pending_at_the_same_time(visit: Visit) -> None:
    await visit.open("/browser/baking/?gate=both")
    await visit.page.click("#do-bake_aside")
    await visit.page.click("#do-bake_aside_later")
    await shows(visit, "#bake_aside", "baking")
    await shows(visit, "#bake_aside_later", "baking")
    await step(visit, "both")
    await step(visit, "both")
    await visit.quiet()

    assert {await visit.text("#bake_aside"), await visit.text("#bake_aside_later")} == {"baked <1>", "baked <2>"}


# -- @loading


@pytest.mark.parametrize("name", ["wash", "wash_later", "wash_aside", "wash_aside_later"])
async def test_the_flag_is_up_before_the_body_and_down_after_it(visit: Visit, name: str) -> None:
    gate = f"loading-{name}"
    await visit.open(f"/browser/washing/?gate={gate}")
    await visit.page.click(f"#{name}")
    await shows(visit, "#flag", "washing")

    assert await visit.run("() => document.querySelectorAll('.wash:disabled').length") == 7

    await step(visit, gate)
    await visit.quiet()

    assert await visit.text("#flag") == "still"
    assert await visit.run("() => document.querySelectorAll('.wash:disabled').length") == 0


@pytest.mark.parametrize("name", ["break_down", "break_down_later", "break_down_aside"])
async def test_the_flag_is_down_after_an_exception_and_the_person_is_told(visit: Visit, name: str) -> None:
    gate = f"loading-{name}"
    await visit.open(f"/browser/washing/?gate={gate}")
    await visit.run(LISTEN)
    await visit.page.click(f"#{name}")
    await shows(visit, "#flag", "washing")
    await step(visit, gate)
    await visit.quiet()

    assert await visit.text("#flag") == "still"
    assert [(each["name"], each["code"]) for each in await visit.run("said")] == [("error", "handler.failed")]
    assert not any("drum" in text for text in visit.received)
    forgive(visit, "handler.failed")


@pytest.mark.parametrize("name", ["wash_aside", "wash_aside_later"])
async def test_the_flag_is_down_after_a_cancellation(visit: Visit, name: str) -> None:
    gate = f"cancel-{name}"
    await visit.open(f"/browser/washing/?gate={gate}")
    await visit.page.click(f"#{name}")
    await shows(visit, "#flag", "washing")
    await visit.click("#stop")
    await shows(visit, "#flag", "still")
    await step(visit, gate)  # for the thread that nobody listens to


# -- @rate_limit


async def test_what_comes_too_often_is_dropped_and_the_person_is_told_how_long_to_wait(visit: Visit) -> None:
    await visit.open("/browser/ringing/")
    await visit.run(LISTEN)
    await visit.run("() => { for (let n = 0; n < 5; n++) document.querySelector('#ring').click() }")
    await visit.quiet()
    said = await visit.run("said")

    assert await visit.text("#rung") == "3"
    assert [each["name"] for each in said] == ["error", "rate-limited"] * 2
    assert said[0]["code"] == "rate.limited"
    assert said[0]["message"] == "Too fast: please wait a moment."
    assert said[1]["handler"] == "ring"
    assert 90 < said[1]["wait"] <= 200
    assert await visit.run("() => djust.connected")
    forgive(visit, "rate.limited")


# -- @background


async def test_progress_is_shown_as_it_goes_and_ends_where_it_ends(visit: Visit) -> None:
    await visit.open("/browser/counting/")
    await visit.run(WATCH, "#progress")
    await visit.page.click("#count")
    await shows(visit, "#progress", str(STEPS))
    await visit.quiet()
    texts = [int(text) for text in await visit.run("texts")]

    assert texts == sorted(texts)
    assert len(set(texts)) >= 20
    assert texts[-1] == STEPS
    assert await visit.run("() => document.querySelector('#bar').value") == STEPS


async def test_of_a_text_that_grows_only_what_is_new_travels(visit: Visit) -> None:
    await visit.open("/browser/counting/")
    await visit.page.click("#write")
    for _ in range(4):
        await step(visit, "write")
    await visit.quiet()
    text = "".join(f"word{number:03} " for number in range(200))
    frames = [json.loads(frame) for frame in visit.received]
    grown = [op for frame in frames if isinstance(frame[0], int) for op in frame[2] if op[1] == 1 or isinstance(op[1], str)]

    assert (await visit.text("#text")).strip() == text.strip()
    assert len(grown) >= 4
    assert sum(len(added(op)) for op in grown) == len(text), "each character once"
    assert sum(len(frame) for frame in visit.received) < len(text) + 60 * len(visit.received) + 300


def added(op: list[Any]) -> str:
    """What an operation writes."""
    return str(op[2] if op[1] == 1 else op[1])
