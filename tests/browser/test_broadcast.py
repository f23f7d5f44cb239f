"""Pages hear of one another, in real browsers."""

from __future__ import annotations

import urllib.parse
import urllib.request

import pytest
from playwright.async_api import Browser, Page

from tests.browser.server import Server
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

LINES = "(lines) => [...document.querySelectorAll('#lines li')].map((li) => li.textContent).join() === lines"


async def shows(page: Page, *lines: str) -> None:
    """Wait until the page shows these lines."""
    await page.wait_for_function(LINES, arg=",".join(lines))


def announce(server: Server, room: str, text: str) -> None:
    """Let another view of the site say something."""
    query = urllib.parse.urlencode({"room": room, "text": text})
    with urllib.request.urlopen(f"{server.origin}/browser/room/announce/?{query}") as response:
        assert response.read() == b"said"


async def test_what_one_says_all_hear_and_what_is_typed_meanwhile_stays(visit: Visit, browser: Browser, server: Server) -> None:
    context = await browser.new_context()
    other = Visit(await context.new_page(), server.origin)
    await visit.open("/browser/room/?room=a")
    await other.open("/browser/room/?room=a")
    await other.page.fill("#text", "half a sen")
    await visit.page.fill("#text", "<b>tea</b>?")
    await visit.click("#send")
    await shows(visit.page, "<b>tea</b>?")
    await shows(other.page, "<b>tea</b>?")
    announce(server, "a", "coffee")
    await shows(other.page, "<b>tea</b>?", "coffee")

    assert await other.page.input_value("#text") == "half a sen"
    assert other.console == []
    await context.close()


async def test_a_message_that_fails_is_told_and_the_next_is_shown(visit: Visit, server: Server) -> None:
    await visit.open("/browser/room/?room=b")
    await visit.run("() => { window.failures = []; document.addEventListener('djust:error', (e) => failures.push(e.detail.code)) }")
    announce(server, "b", "boom")
    announce(server, "b", "tea")
    await shows(visit.page, "tea")

    assert await visit.run("() => failures") == ["handler.failed"]
    assert "swordfish" not in "".join(visit.received)
    assert len(visit.console) == 1
    assert "handler.failed" in visit.console.pop()


async def test_who_left_hears_nothing_more(visit: Visit, server: Server) -> None:
    await visit.open("/browser/room/?room=c")
    announce(server, "c", "tea")
    await shows(visit.page, "tea")
    await visit.click("#leave")
    announce(server, "c", "coffee")
    await visit.page.fill("#text", "x")
    await visit.click("#send")

    assert await visit.text("#count") == "2"
    await shows(visit.page, "tea")
