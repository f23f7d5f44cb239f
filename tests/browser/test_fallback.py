"""A page where no WebSocket can be had: blocked on the way, or a site on WSGI."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser.server import GUNICORN, SOCKETS, UVICORN, Server
from tests.browser.visit import Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(90)]

WITHOUT_SOCKETS = [*UVICORN, "--ws", "none"]
COUNT = "(count) => document.getElementById('count').textContent === count"


@pytest.fixture(params=[WITHOUT_SOCKETS, GUNICORN], ids=["asgi", "wsgi"], scope="module")
def without_sockets(request: pytest.FixtureRequest) -> Iterator[Server]:
    running = Server(arguments=request.param)
    yield running
    running.kill()


@asynccontextmanager
async def visiting(browser: Browser, server: Server) -> AsyncIterator[Visit]:
    context = await browser.new_context()
    visit = Visit(await context.new_page(), server.origin)
    yield visit
    await context.close()

    assert [said for said in visit.console if "djust page.offline" not in said] == []


async def test_clicks_are_counted_in_order_and_none_is_lost(browser: Browser, without_sockets: Server) -> None:
    async with visiting(browser, without_sockets) as visit:
        await visit.open("/browser/counter/")
        await visit.click("#more")

        assert await visit.text("#count") == "1"

        await visit.run("() => { for (let i = 0; i < 200; i++) document.getElementById('more').click() }")
        await visit.quiet()

        assert await visit.text("#count") == "201"
        assert await visit.page.title() == "201"


async def test_the_next_page_of_the_tab_begins_without_a_socket(browser: Browser, without_sockets: Server) -> None:
    async with visiting(browser, without_sockets) as visit:
        await visit.open("/browser/counter/")

        assert await visit.run("() => sessionStorage.getItem('djust.http')") == "1"

        await visit.open("/browser/rows/")
        await visit.click("#by-name")
        await visit.page.reload()
        await visit.quiet()


async def test_typing_and_a_task_in_the_background(browser: Browser, without_sockets: Server) -> None:
    async with visiting(browser, without_sockets) as visit:
        await visit.open("/browser/composing/?gate=fallback")
        await visit.page.click("#compose")
        await visit.page.wait_for_selector("#spinner")
        await visit.page.click("#clap")
        await visit.page.wait_for_function("document.getElementById('claps').textContent === '1'")
        for _ in range(4):
            await visit.run("() => fetch('/gate/fallback/')")
        await visit.quiet()

        assert await visit.text("#content") == "once upon a <time>"


async def test_what_nobody_asked_for_comes_by_a_stream(browser: Browser) -> None:
    server = Server(arguments=WITHOUT_SOCKETS)
    try:
        async with visiting(browser, server) as visit:
            await visit.open("/browser/meanwhile/")
            await visit.run("() => fetch('/browser/meanwhile/turn/')")
            await visit.page.wait_for_function(COUNT, arg="1")
            await visit.click("#turn")

            assert await visit.text("#count") == "2"
    finally:
        server.kill()


async def test_when_sockets_work_again_the_page_goes_back_to_them(browser: Browser) -> None:
    first = Server(arguments=WITHOUT_SOCKETS)
    async with visiting(browser, first) as visit:
        await visit.open("/browser/counter/")
        await visit.page.fill("#typed", "kept")
        first.kill()
        second = Server(port=first.port, arguments=(*UVICORN, *SOCKETS))
        try:
            await visit.page.wait_for_function("!djust.connected || true")
            await visit.run("() => dispatchEvent(new Event('online'))")
            await visit.page.wait_for_function("sessionStorage.getItem('djust.http') === null")
            await visit.quiet()
            visit.forget()
            await visit.click("#more")

            assert len(visit.sent) == 1
            assert await visit.text("#count") == "1"
            assert await visit.page.input_value("#typed") == "kept"
        finally:
            second.kill()


async def test_two_wsgi_processes_take_turns_with_one_page(browser: Browser, tmp_path: Path) -> None:
    server = Server(arguments=[*GUNICORN, "--workers", "2"], cache=tmp_path)
    try:
        async with visiting(browser, server) as visit:
            await visit.open("/browser/counter/kept/")
            for count in range(1, 21):
                await visit.click("#more")

                assert await visit.text("#count") == str(count)
    finally:
        server.kill()
