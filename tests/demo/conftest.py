"""One demo, served for all tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.project import Server, serving

# All tests at once make a machine slow; what is awaited is a condition, so patience costs nothing.
expect.set_options(timeout=20_000)

COMMAND = [sys.executable, "-m", "djust", "demo", "--port", "0", "--database"]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("demo")
    with serving([*COMMAND, str(folder / "demo.sqlite3")], folder) as server:
        yield server


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one file: while Playwright's synchronous half is open, no event loop can run in this process, so others would fail."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
        yield browser
        browser.close()
