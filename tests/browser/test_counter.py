"""The counter: clicks, their order, and pages that know nothing of each other."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.browser.server import Server
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_click_moves_the_counter_and_the_title(visit: Visit) -> None:
    await visit.open("/browser/counter/")
    await visit.click("#more")
    await visit.click("#more")

    assert await visit.text("#count") == "2"
    assert await visit.page.title() == "2"


async def test_200_clicks_in_one_tick_are_all_counted(visit: Visit) -> None:
    await visit.open("/browser/counter/")
    await visit.run("() => { for (let n = 0; n < 200; n++) document.getElementById('more').click() }")
    await visit.quiet()

    assert await visit.text("#count") == "200"


async def test_200_clicks_in_one_tick_arrive_in_their_order(visit: Visit) -> None:
    await visit.open("/browser/order/")
    await visit.run(
        "() => { const add = document.getElementById('add'); for (let n = 0; n < 200; n++) { add.dataset.n = n; add.click() } }"
    )
    await visit.quiet()

    assert await visit.run("() => [...document.querySelectorAll('li')].map((li) => Number(li.textContent))") == list(range(200))


async def test_two_tabs_have_their_own_state(visit: Visit) -> None:
    other = Visit(await visit.page.context.new_page(), visit.origin)
    await visit.open("/browser/counter/")
    await other.open("/browser/counter/")
    await visit.click("#more")
    await visit.click("#more")
    await other.click("#more")

    assert await visit.text("#count") == "2"
    assert await other.text("#count") == "1"
    assert other.console == []


async def test_two_visitors_have_their_own_state(visit: Visit, browser: Browser, server: Server) -> None:
    context = await browser.new_context()
    other = Visit(await context.new_page(), server.origin)
    await visit.open("/browser/counter/")
    await other.open("/browser/counter/")
    await visit.click("#more")
    await other.click("#more")

    assert await visit.text("#count") == await other.text("#count") == "1"
    await context.close()


async def test_a_click_in_flight_is_marked_and_the_mark_goes(visit: Visit) -> None:
    await visit.open("/browser/counter/")
    marked = await visit.run(
        "() => { const b = document.getElementById('more'); b.click(); return [b.className, b.getAttribute('aria-busy')] }"
    )
    await visit.quiet()

    assert marked == ["dj-pending", "true"]
    assert await visit.run("() => document.getElementById('more').outerHTML") == '<button id="more" dj-click="increment">more</button>'


async def test_a_page_from_the_browsers_history_is_live_again(visit: Visit) -> None:
    await visit.open("/browser/counter/")
    await visit.click("#more")
    await visit.page.goto(visit.origin + "/browser/order/")
    await visit.quiet()
    await visit.page.go_back()
    await visit.quiet()
    before = int(await visit.text("#count"))
    await visit.click("#more")

    assert int(await visit.text("#count")) == before + 1
