"""Photographs the debug panel, tab by tab, in light and in dark: `python scripts/panel_screenshots.py` writes `docs/images/debug-*.jpg`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import launched  # noqa: E402 - the repository is no installed package
from tests.browser.server import Server  # noqa: E402
from tests.browser.visit import Visit  # noqa: E402

IMAGES = ROOT / "docs" / "images"
TABS = ("events", "updates", "state", "queries", "tasks", "handlers", "template", "connection", "simulator")
#: In what a tab shows, the row that is chosen: the first is the newest.
ROWS = {"updates": 7, "state": 8}


async def photograph(visit: Visit, name: str) -> None:
    """Write one picture."""
    await visit.page.screenshot(path=IMAGES / f"debug-{name}.jpg", type="jpeg", quality=70)
    print(f"debug-{name}.jpg")


async def work(visit: Visit, scheme: str) -> None:
    """Do what there is to see, and look at it."""
    await visit.open("/browser/workbench/")
    await visit.page.keyboard.press("Control+Shift+D")
    for button in ("add", "again", "count-notes", "saw", "add"):
        await visit.click(f"#{button}")
    await visit.run("() => { djust.disconnect(); djust.connect() }")
    await visit.quiet()
    for tab in TABS:
        await visit.page.click(f"djust-panel #tab-{tab}")
        if tab in ROWS:
            await visit.page.locator("djust-panel .row").nth(ROWS[tab]).click()
        await photograph(visit, f"{tab}-{scheme}")
    await visit.page.keyboard.press("Escape")
    await visit.click("#drop")
    await visit.page.wait_for_selector("djust-overlay")
    if scheme == "light":  # it looks the same in both
        await photograph(visit, "overlay")


async def main() -> None:
    """Start a server and a browser, and photograph."""
    server = Server(debug=True)
    schemes: tuple[Any, ...] = ("light", "dark")
    try:
        async with launched() as browser:
            for scheme in schemes:
                context = await browser.new_context(color_scheme=scheme, viewport={"width": 1100, "height": 700})
                await work(Visit(await context.new_page(), server.origin), scheme)
                await context.close()
    finally:
        server.kill()


if __name__ == "__main__":
    asyncio.run(main())
