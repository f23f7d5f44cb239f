"""The line breaks, the server goes: the page says so, comes back by itself, and counts each click once or says that it cannot know."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser

from tests.browser.server import Server
from tests.browser.visit import Visit
from tests.line import Line

pytestmark = pytest.mark.asyncio(loop_scope="session")

DISCONNECTED = "() => !djust.connected && document.documentElement.classList.contains('dj-disconnected')"
REMEMBER = "() => { window.uncertain = []; document.addEventListener('djust:uncertain', (event) => uncertain.push(event.detail)) }"


@asynccontextmanager
async def visiting(browser: Browser, line: Line, path: str) -> AsyncIterator[Visit]:
    """Yield a visitor whose line can be cut."""
    context = await browser.new_context()
    tab = Visit(await context.new_page(), line.origin)
    try:
        await tab.open(path)
        await tab.run(REMEMBER)
        yield tab
    finally:
        await context.close()


async def test_a_click_made_while_the_line_was_cut_is_applied_once(browser: Browser, server: Server) -> None:
    async with Line.to(server.port) as line, visiting(browser, line, "/browser/counter/") as visit:
        await visit.click("#more")
        await visit.page.fill("#typed", "kept")
        await line.cut()
        await visit.page.wait_for_function(DISCONNECTED)
        await visit.page.click("#more")

        assert await visit.text("#count") == "1"

        line.mend(server.port)
        await visit.quiet()

        assert await visit.text("#count") == "2"
        assert await visit.page.input_value("#typed") == "kept"
        assert await visit.run("() => uncertain") == []
        assert not await visit.run("() => document.documentElement.classList.contains('dj-disconnected')")

        await visit.click("#more")

        assert await visit.text("#count") == "3"
        assert visit.console == []


async def test_the_page_says_that_it_is_disconnected_and_stops_saying_so(browser: Browser, server: Server) -> None:
    async with Line.to(server.port) as line, visiting(browser, line, "/browser/counter/") as visit:
        status = visit.page.get_by_role("status")
        await line.cut()
        await status.filter(visible=True).first.wait_for()
        line.mend(server.port)
        await visit.quiet()
        await status.filter(visible=True).first.wait_for(state="detached")


async def test_clicks_in_flight_when_the_line_breaks_are_counted_once(browser: Browser, server: Server) -> None:
    async with Line.to(server.port) as line, visiting(browser, line, "/browser/order/") as visit:
        await visit.run(
            "() => { const add = document.getElementById('add'); for (let n = 0; n < 100; n++) { add.dataset.n = n; add.click() } }"
        )
        await line.cut()
        await visit.page.wait_for_function(DISCONNECTED)
        line.mend(server.port)
        await visit.quiet()

        assert await visit.run("() => [...document.querySelectorAll('li')].map((li) => Number(li.textContent))") == list(range(100))
        assert await visit.run("() => uncertain") == []


async def test_after_a_restart_the_page_shows_the_new_servers_values_and_the_click_is_called_uncertain(browser: Browser) -> None:
    first = Server()
    async with Line.to(first.port) as line, visiting(browser, line, "/browser/counter/") as visit:
        for _ in range(3):
            await visit.click("#more")
        await visit.page.fill("#typed", "kept")
        first.kill()
        await line.cut()
        await visit.page.wait_for_function(DISCONNECTED)
        await visit.page.click("#more")
        second = Server()
        line.mend(second.port)
        try:
            await visit.quiet()

            assert await visit.text("#count") == "0"
            assert await visit.page.title() == "0"
            assert await visit.page.input_value("#typed") == "kept"
            assert len(await visit.run("() => uncertain")) == 1
            await visit.page.get_by_role("status").filter(visible=True).first.wait_for()

            await visit.click("#more")

            assert await visit.text("#count") == "1"
            assert await visit.page.title() == "1"
        finally:
            second.kill()


async def test_after_a_restart_an_untouched_page_sends_the_click_it_queued(browser: Browser) -> None:
    first = Server()
    async with Line.to(first.port) as line, visiting(browser, line, "/browser/counter/") as visit:
        first.kill()
        await line.cut()
        await visit.page.wait_for_function(DISCONNECTED)
        await visit.page.click("#more")
        second = Server()
        line.mend(second.port)
        try:
            await visit.quiet()

            assert await visit.text("#count") == "1"
            assert await visit.run("() => uncertain") == []
        finally:
            second.kill()


async def test_after_a_restart_rows_and_typed_text_are_in_their_places(browser: Browser) -> None:
    first = Server()
    async with Line.to(first.port) as line, visiting(browser, line, "/browser/rows/") as visit:
        await visit.click("#prepend")
        await visit.click("#by-name")
        await visit.page.fill("[name=note-7]", "kept")
        first.kill()
        await line.cut()
        await visit.page.wait_for_function(DISCONNECTED)
        second = Server()
        line.mend(second.port)
        try:
            await visit.quiet()

            assert await visit.run("() => [...document.querySelectorAll('tr[data-key]')].map((tr) => Number(tr.dataset.key))") == list(
                range(1000)
            )
            assert await visit.page.input_value("[name=note-7]") == "kept"
            assert await visit.run("() => uncertain") == []
        finally:
            second.kill()
