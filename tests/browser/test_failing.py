"""A handler that raises: the person keeps the page as it was, a developer sees why, and nobody else does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.server import Server
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

OVERLAY = "djust-overlay"
SECRET = "the database password is swordfish"


@pytest.fixture(scope="module")
def debugging() -> Iterator[Server]:
    """A server under DEBUG."""
    running = Server(debug=True)
    yield running
    running.kill()


@pytest_asyncio.fixture(loop_scope="session")
async def developer(browser: Browser, debugging: Server) -> AsyncIterator[Visit]:
    """A developer's tab."""
    context = await browser.new_context()
    yield Visit(await context.new_page(), debugging.origin)
    await context.close()


async def test_the_page_is_as_it_was_and_works_on(visit: Visit) -> None:
    await visit.open("/browser/failing/")
    await visit.click("#fail")

    assert await visit.text("#n") == "0"
    assert await visit.run("() => document.querySelectorAll('.dj-pending, [aria-busy]').length") == 0

    await visit.click("#work")

    assert await visit.text("#n") == "1"
    assert [line.partition(":")[2].split()[:2] for line in visit.console] == [["djust", "handler.failed:"]]
    visit.console.clear()


async def test_what_was_raised_stays_on_the_server(visit: Visit) -> None:
    await visit.open("/browser/failing/")
    await visit.click("#fail")

    assert not any("swordfish" in text for text in (*visit.received, *visit.console))
    assert await visit.page.locator(OVERLAY).count() == 0
    assert await visit.text(".dj-banner") == "Something went wrong; nothing was changed on this page.", "nobody is left to wonder"
    visit.console.clear()


async def test_under_debug_the_overlay_says_what_was_raised_until_escape(developer: Visit) -> None:
    await developer.open("/browser/failing/")
    await developer.click("#fail")
    said = await developer.page.locator(f"{OVERLAY} [role=alert]").inner_text()

    assert "handler.failed" in said
    assert f"RuntimeError: {SECRET}" in said
    assert await developer.text("#n") == "0"

    await developer.page.keyboard.press("Escape")

    assert await developer.page.locator(OVERLAY).count() == 0


async def test_under_debug_the_overlay_stands_for_the_banner(developer: Visit) -> None:
    await developer.open("/browser/failing/")
    await developer.click("#fail")

    assert await developer.page.locator(OVERLAY).count() == 1
    assert await developer.page.locator(".dj-banner").count() == 0
    developer.console.clear()


async def test_an_update_passes_the_overlay_by(developer: Visit) -> None:
    await developer.open("/browser/failing/")
    await developer.click("#fail")
    await developer.run("() => document.querySelector('#work').click()")
    await developer.quiet()

    assert await developer.text("#n") == "1"
    assert await developer.page.locator(OVERLAY).is_visible()
