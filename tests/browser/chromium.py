"""Chromium as all the browser tests start it: the machine's own, without network, one process for a test run."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

INSTALLED = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Templates name images and styles of the world; a test must not wait for it.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def executable() -> str | None:
    """Return the browser to start: ``CHROMIUM`` of the environment, an installed one, else Playwright's own (None)."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for path in INSTALLED if Path(path).exists()), None)


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Yield a running headless browser and close it at the end."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()
