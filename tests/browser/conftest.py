"""One browser and one server for the whole run; a fresh profile for each test that visits a page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.chromium import launched
from tests.browser.oracle.stage import Stage
from tests.browser.server import Server
from tests.browser.visit import Visit


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below this folder needs Chromium."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser of this run."""
    async with launched() as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    """A live page and an oracle page side by side, used again and again."""
    async with Stage.opened(browser) as ready:
        yield ready


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server of this run."""
    running = Server()
    yield running
    running.kill()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, server: Server) -> AsyncIterator[Visit]:
    """A visitor's tab; at the end nothing may be in its console that the test did not take from there."""
    context = await browser.new_context()
    tab = Visit(await context.new_page(), server.origin)
    yield tab
    said = list(tab.console)
    await context.close()
    assert said == []
