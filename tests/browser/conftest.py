"""One browser for the whole run; a fresh profile for each test that wants one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.chromium import launched
from tests.browser.oracle.stage import Stage


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below this folder needs Chromium, and shares the loop that its connection lives in."""
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
