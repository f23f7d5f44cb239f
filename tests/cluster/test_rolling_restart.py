"""Two processes behind nginx are restarted one after the other while pages are clicked: nobody notices."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.browser.chromium import launched
from tests.cluster.processes import Process, nginx
from tests.cluster.tab import Tab

PAGES = 200
PERIOD = 0.5
QUIET = "() => window.djust && djust.connected && djust.pending === 0"


class Clicker:
    """Somebody who clicks on a page, twice a second, from 1 on."""

    def __init__(self, tab: Tab, offset: float) -> None:
        self.tab = tab
        self.clicks = 0
        self._stopping = asyncio.Event()
        self._answers: list[asyncio.Future[None]] = []
        self._task = asyncio.create_task(self._click(offset))

    async def _click(self, offset: float) -> None:
        wait = offset
        while True:
            try:
                await asyncio.wait_for(self._stopping.wait(), wait)
                return
            except TimeoutError:
                self.clicks += 1
                self._answers.append(self.tab.click("click", n=self.clicks))
                wait = PERIOD

    async def stop(self) -> None:
        """Click no more; returns when every click is answered."""
        self._stopping.set()
        await self._task
        await asyncio.wait_for(asyncio.gather(*self._answers), 30)


@asynccontextmanager
async def opened(origin: str, pages: list[str]) -> AsyncIterator[list[Tab]]:
    """Open pages, each in a browser of its own, a few at a time."""
    gate = asyncio.Semaphore(20)
    tabs: list[Tab] = []

    async def open_one(path: str) -> None:
        async with gate, httpx.AsyncClient(timeout=30) as client:
            tabs.append(await Tab(origin, path).open(client))

    try:
        await asyncio.gather(*(open_one(page) for page in pages))
        yield tabs
    finally:
        await asyncio.gather(*(tab.close() for tab in tabs))


async def restarted(process: Process) -> float:
    """Restart a server where it was; returns how long it took to end."""
    seconds = await asyncio.to_thread(process.stop)
    await asyncio.to_thread(process.start)
    return seconds


def assert_nothing_was_lost(clickers: list[Clicker], evidence: Any) -> None:
    for clicker in clickers:
        tab, clicked = clicker.tab, list(range(1, clicker.clicks + 1))
        page = tab.path.split("/")[2]

        assert list(map(int, evidence.lrange(f"clicks:{page}", 0, -1))) == clicked, page
        assert tab.shown[0] == str(clicker.clicks), page
        assert tab.shown[1] == " ".join(map(str, clicked)), page
        assert (tab.joins, tab.uncertain, tab.errors) == (1, [], []), page


async def test_two_hundred_clicked_pages_do_not_notice_that_both_processes_are_restarted(
    processes: list[Process], evidence: Any, tmp_path: Path
) -> None:
    pages = [f"/counting/{number}/" for number in range(PAGES)]
    with nginx(tmp_path, (processes[0].port, processes[1].port)) as origin:
        async with launched() as browser, opened(origin, pages) as tabs:
            page = await browser.new_page()
            await page.goto(f"{origin}/counting/chromium/")
            await page.wait_for_function(QUIET)
            await page.evaluate("""() => {
                window.untouched = true; window.uncertain = 0; window.clicks = 0;
                document.addEventListener('djust:uncertain', () => uncertain++);
                window.clicking = setInterval(() => { clicks++; document.getElementById('more').click() }, 500);
            }""")
            clickers = [Clicker(tab, number / PAGES * PERIOD) for number, tab in enumerate(tabs)]
            took = [await restarted(process) for process in processes]
            await asyncio.gather(*(tab.live() for tab in tabs))
            await asyncio.gather(*(clicker.stop() for clicker in clickers))
            clicks = await page.evaluate("() => { clearInterval(clicking); return clicks }")
            await page.wait_for_function(QUIET)

            assert await page.evaluate("() => [untouched, uncertain]") == [True, 0]
            assert await page.inner_text("h1") == str(clicks)
            assert await page.inner_text("#seen") == " ".join(map(str, range(1, clicks + 1)))

    assert_nothing_was_lost(clickers, evidence)
    assert len(evidence.lrange("clicks:chromium", 0, -1)) == clicks
    # Each page was with one of the two, and had to move at least once.
    assert all(tab.resumes >= 1 for tab in tabs)
    assert max(took) < 10
    assert sum(clicker.clicks for clicker in clickers) > 5 * PAGES


async def test_a_process_that_is_alone_comes_back_with_its_pages(processes: list[Process], evidence: Any) -> None:
    async with opened(processes[0].origin, [f"/counting/{number}/" for number in range(20)]) as tabs:
        clickers = [Clicker(tab, number / 40) for number, tab in enumerate(tabs)]
        await restarted(processes[0])
        await asyncio.gather(*(tab.live() for tab in tabs))
        await asyncio.gather(*(clicker.stop() for clicker in clickers))

    assert_nothing_was_lost(clickers, evidence)
    assert all(tab.resumes >= 1 for tab in tabs)


async def test_a_handler_that_runs_comes_to_its_end_and_is_not_run_again(processes: list[Process], evidence: Any) -> None:
    async with opened(processes[0].origin, ["/slow/s/"]) as (tab,):
        tab.origin = processes[1].origin  # where it goes next
        slow = tab.click("linger", n=1, seconds=1.5)
        waiting = tab.click("click", n=2)
        while not evidence.exists("begun:s"):
            await asyncio.sleep(0.01)
        await asyncio.to_thread(processes[0].stop)
        await asyncio.wait_for(asyncio.gather(slow, waiting), 20)

    assert list(map(int, evidence.lrange("clicks:s", 0, -1))) == [1, 2]
    assert tab.shown[1] == "1 2"
    assert (tab.joins, tab.uncertain) == (1, [])


@pytest.mark.parametrize("path", ["/counting/idle/", "/kept/idle/"])
async def test_a_process_with_idle_pages_ends_at_once(path: str, processes: list[Process], evidence: Any) -> None:
    async with opened(processes[0].origin, [path] * 30):
        seconds = await asyncio.to_thread(processes[0].stop)

    assert seconds < 5
