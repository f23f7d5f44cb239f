"""Work in the background, as the person at the page sees it."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

BUTTON = "() => { const b = document.getElementById('compose'); return [b.textContent, b.disabled, b.getAttribute('aria-busy')] }"


async def step(visit: Visit, gate: str) -> None:
    """Let the author write one more word."""
    await visit.run("(gate) => fetch(`/gate/${gate}/`)", gate)


async def shows(visit: Visit, selector: str, text: str) -> None:
    """Wait until an element shows *text*."""
    await visit.page.wait_for_function("([at, text]) => document.querySelector(at)?.textContent.trim() === text", arg=[selector, text])


async def test_a_text_grows_while_other_clicks_are_answered_and_the_button_waits(visit: Visit) -> None:
    await visit.open("/browser/composing/?gate=grow")
    await visit.page.click("#compose")
    await shows(visit, "#spinner", "writing")
    await step(visit, "grow")
    await shows(visit, "#content", "once")
    await visit.page.click("#clap")
    await shows(visit, "#claps", "1")

    assert await visit.run(BUTTON) == ["composing", True, "true"]
    assert await visit.text("#content") == "once"

    for _ in range(3):
        await step(visit, "grow")
    await visit.quiet()

    assert await visit.text("#content") == "once upon a <time>"
    assert await visit.run("() => [...document.querySelectorAll('li')].map((li) => li.textContent)") == ["once", "upon", "a", "<time>"]
    assert await visit.page.query_selector("#spinner") is None
    assert await visit.run(BUTTON) == ["compose", False, None]


async def test_a_task_that_is_cancelled_writes_no_more_and_can_be_started_again(visit: Visit) -> None:
    await visit.open("/browser/composing/?gate=cancel")
    await visit.page.click("#compose")
    await shows(visit, "#spinner", "writing")
    await step(visit, "cancel")
    await shows(visit, "#content", "once")
    await visit.click("#stop")

    assert await visit.run(BUTTON) == ["compose", False, None]
    assert await visit.page.query_selector("#spinner") is None

    for _ in range(3):  # the thread that nobody listens to any more
        await step(visit, "cancel")
    await visit.click("#clap")

    assert await visit.text("#content") == "once"

    await visit.page.click("#compose")
    await shows(visit, "#spinner", "writing")
    for _ in range(4):
        await step(visit, "cancel")
    await visit.quiet()

    assert await visit.text("#content") == "once once upon a <time>"


async def test_of_the_growing_text_only_the_tail_travels(visit: Visit) -> None:
    await visit.open("/browser/composing/?gate=tail")
    await visit.page.click("#compose")
    await step(visit, "tail")
    await shows(visit, "#content", "once")
    visit.forget()
    await step(visit, "tail")
    await shows(visit, "#content", "once upon")
    for _ in range(2):
        await step(visit, "tail")
    await visit.quiet()

    assert "once upon" not in "".join(visit.received)
    assert any(',1,"upon ' in frame for frame in visit.received)
