"""Whatever becomes of an event, nothing that showed it on its way stays behind: no mark, no disabled button, no label."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser

from tests.browser.server import Server
from tests.browser.visit import Visit
from tests.line import Line

pytestmark = pytest.mark.asyncio(loop_scope="session")

DISCONNECTED = "() => !djust.connected"
#: What the page looks like, less what fields hold and handlers say.
LOOK = """() => {
  const visible = (id) => document.getElementById(id).checkVisibility();
  const page = document.getElementById('page').cloneNode(true);
  page.querySelector('#said').textContent = '';
  page.querySelector('#like').classList.remove('liked');
  page.querySelectorAll('[class=""]').forEach((each) => each.removeAttribute('class'));
  return [page.outerHTML, visible('shown'), visible('hidden')];
}"""
#: Uses everything in one task, and looks before anything can be answered; what waits for a pause in typing goes when the field is left.
USE = """() => {
  const $ = (id) => document.getElementById(id);
  const type = (field, text) => { field.value = text; field.dispatchEvent(new Event('input', {bubbles: true})) };
  type(document.querySelector('[name=title]'), 'tea');
  type($('model'), 'milk');
  type($('query'), 'oolong');
  $('query').dispatchEvent(new Event('focusout', {bubbles: true}));
  for (const id of ['save', 'like', 'ration']) $(id).click();
  $('form').requestSubmit();
  return {
    busy: [...document.querySelectorAll('[aria-busy].dj-pending')].map((each) => each.id),
    labels: ['save', 'like', 'store', 'ration'].map((id) => $(id).textContent),
    disabled: [...document.querySelectorAll('button:disabled')].map((each) => each.id),
    shown: [$('shown').checkVisibility(), $('hidden').checkVisibility(), $('dim').className],
  };
}"""
IN_USE = {
    "busy": ["save", "like", "form", "model", "query", "ration"],
    "labels": ["Saving", "…", "Storing", "Wait"],
    "disabled": ["save", "like", "store", "ration", "off"],
    "shown": [True, False, "own dj-loading dim wait"],
}


@asynccontextmanager
async def visiting(browser: Browser, line: Line, outcome: str = "") -> AsyncIterator[Visit]:
    """Yield a visitor who confirms what she is asked."""
    context = await browser.new_context()
    tab = Visit(await context.new_page(), line.origin)
    tab.page.on("dialog", lambda dialog: dialog.accept())
    try:
        await tab.open(f"/browser/releasing/?outcome={outcome}")
        yield tab
    finally:
        await context.close()


async def used(visit: Visit) -> object:
    """Use all that the page has; return what it looked like before."""
    before = await visit.run(LOOK)

    assert await visit.run(USE) == IN_USE
    return before


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("success", "1 True tea milk oolong"), ("nothing", "0 False milk"), ("error", "0 False milk")],
)
async def test_after_an_answer(browser: Browser, server: Server, outcome: str, said: str) -> None:
    async with Line.to(server.port) as line, visiting(browser, line, outcome) as visit:
        before = await used(visit)
        await visit.quiet()

        assert await visit.run(LOOK) == before
        assert (await visit.text("#said")).split() == said.split()
        assert len([each for each in visit.console if "handler.failed" in each]) == (4 if outcome == "error" else 0)


async def test_after_a_limit(browser: Browser, server: Server) -> None:
    async with Line.to(server.port) as line, visiting(browser, line) as visit:
        await visit.click("#ration")
        visit.console.clear()
        before = await used(visit)
        await visit.quiet()

        assert await visit.run(LOOK) == before
        assert ["rate.limited" in each for each in visit.console] == [True]


async def test_after_the_line_was_cut(browser: Browser, server: Server) -> None:
    async with Line.to(server.port) as line, visiting(browser, line) as visit:
        before = await used(visit)
        await line.cut()
        await visit.page.wait_for_function(DISCONNECTED)
        line.mend(server.port)
        await visit.quiet()

        assert await visit.run(LOOK) == before
        assert await visit.text("#said") == "1 True tea milk oolong"


async def test_after_a_server_that_said_nothing_for_too_long(browser: Browser) -> None:
    silent = Server()
    try:
        async with Line.to(silent.port) as line, visiting(browser, line) as visit:
            os.killpg(silent.process.pid, signal.SIGSTOP)
            before = await used(visit)
            # Whoever comes back to the page asks the server at once whether it is there, and not for long.
            await visit.run("() => dispatchEvent(new Event('online'))")
            await visit.page.wait_for_function(DISCONNECTED)

            assert await visit.run("() => djust.pending") == 6

            os.killpg(silent.process.pid, signal.SIGCONT)
            await visit.quiet()

            assert await visit.run(LOOK) == before
            assert await visit.text("#said") == "1 True tea milk oolong"
    finally:
        silent.kill()


async def test_after_a_restart_that_nothing_survived(browser: Browser) -> None:
    first = Server()
    async with Line.to(first.port) as line, visiting(browser, line) as visit:
        os.killpg(first.process.pid, signal.SIGSTOP)
        before = await used(visit)
        first.kill()
        await line.cut()
        second = Server()
        line.mend(second.port)
        try:
            await visit.page.wait_for_function("() => djust.connected && djust.pending === 0")

            assert await visit.run(LOOK) == before
            assert (await visit.text("#said")).split() == ["0", "False"]
        finally:
            second.kill()
