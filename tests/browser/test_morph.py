"""The morph is a file of its own: loaded up front where a page shows HTML without parts, else when some comes; and if it cannot be had."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Route

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILE = "**/djust-morph.js"
LOADED = "() => performance.getEntriesByType('resource').filter(({name}) => name.endsWith('/djust-morph.js')).length"
#: Messages that have come to the page's socket, whatever became of them.
HEARD = """(() => {
  const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
  window.heard = [];
  Object.defineProperty(WebSocket.prototype, 'onmessage', { set(hear) {
    set.call(this, hear && ((event) => { hear(event); window.heard.push(event.data); }));
  } });
})()"""
#: The page as if it had been written from an earlier version of its template: its join is answered with a new body.
EARLIER = """document.addEventListener('readystatechange', () => {
  const { dataset } = document.querySelector('script[data-session]');
  if (document.readyState === 'interactive') dataset.session = dataset.session.replace(/[^.]*$/, 'earlier');
})"""
CARD = "(text) => document.querySelector('#card').textContent === text"


async def gated(visit: Visit) -> asyncio.Event:
    """Hold the file back until the event that is returned; messages are kept in ``heard``."""
    gate = asyncio.Event()

    async def wait(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await visit.page.route(FILE, wait)
    await visit.page.add_init_script(HEARD)
    return gate


@pytest.mark.parametrize("path", ["/browser/cards/", "/browser/cards/nonced/"])
async def test_a_page_without_html_loads_it_when_some_comes_and_once(visit: Visit, path: str) -> None:
    await visit.open(path)
    await visit.page.fill("#note", "typed")

    assert await visit.run(LOADED) == 0

    for n in (1, 2):
        await visit.click("#write")

        assert await visit.text("#card") == f"card {n}"
        assert await visit.text("#n") == f"{n}"
    assert await visit.run(LOADED) == 1
    assert await visit.page.input_value("#note") == "typed"
    assert len([text for text in visit.received if text.startswith('["morph"')]) == 1


async def test_a_page_that_shows_html_has_it_from_the_start(visit: Visit) -> None:
    await visit.open("/browser/cards/?written")

    assert await visit.run("() => typeof djustMorph1") == "function"

    await visit.run("() => { window.card = document.querySelector('#card i') }")
    await visit.click("#write")

    assert await visit.run("() => document.querySelector('#card i') === window.card && card.textContent") == "card 1"
    assert await visit.run(LOADED) == 1


@pytest.mark.parametrize("path", ["/browser/cards/", "/browser/cards/nonced/"])
async def test_a_page_of_an_earlier_version_is_told_where_that_of_this_one_is(visit: Visit, path: str) -> None:
    await visit.page.add_init_script(EARLIER)
    await visit.page.goto(visit.origin + path)
    await visit.page.fill("#note", "typed")
    await visit.quiet()

    assert [text.split('"')[1] for text in visit.received if "pong" not in text] == ["morph", "joined"]
    assert '"how":"body"' in visit.received[1]
    assert await visit.run(LOADED) == 1

    await visit.click("#count")

    assert await visit.text("#n") == "1"
    assert await visit.page.input_value("#note") == "typed"


async def test_what_comes_while_it_is_on_its_way_waits_in_its_order(visit: Visit) -> None:
    gate = await gated(visit)
    await visit.open("/browser/cards/")
    async with visit.page.expect_request(FILE):
        await visit.page.click("#write")
    await visit.page.click("#count")
    await visit.page.click("#write")
    await visit.page.wait_for_function("() => heard.length === 5")  # joined, where it is, three frames

    assert [await visit.text("#n"), await visit.text("#card")] == ["0", ""]
    assert await visit.run("() => djust.pending") == 3

    gate.set()
    await visit.quiet()

    assert [await visit.text("#n"), await visit.text("#card")] == ["3", "card 3"]


async def test_a_connection_that_breaks_meanwhile_loses_nothing(visit: Visit) -> None:
    gate = await gated(visit)
    await visit.open("/browser/cards/")
    async with visit.page.expect_request(FILE):
        await visit.page.click("#write")
    await visit.run("() => { djust.disconnect(); djust.connect() }")
    await visit.page.wait_for_function("() => heard.length === 5")  # joined, where it is, the frame; where it is, resumed
    await visit.page.click("#count")
    gate.set()
    await visit.quiet()

    assert [await visit.text("#n"), await visit.text("#card")] == ["2", "card 1"]


async def test_where_it_cannot_be_had_the_person_is_told_and_it_is_tried_again_at_the_next_need(visit: Visit) -> None:
    await visit.page.route(FILE, lambda route: route.abort())
    await visit.open("/browser/cards/")
    await visit.page.fill("#note", "typed")
    await visit.click("#write")
    await visit.page.wait_for_selector(".dj-banner")

    assert "load the page again" in await visit.text(".dj-banner")
    assert await visit.page.input_value("#note") == "typed"
    assert [said.split()[2].rstrip(":") for said in visit.console] == ["page.failed", "document.failed"]

    await visit.page.unroute(FILE)
    await visit.click("#count")
    await visit.page.wait_for_function(CARD, arg="card 1")

    assert await visit.text("#n") == "2"
    assert await visit.page.input_value("#note") == "typed"

    visit.console.clear()
