"""Two processes behind nginx are restarted one after the other while pages are clicked: nobody notices."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import launched
from tests.cluster.people import PERIOD, Clicker, opened
from tests.cluster.processes import Process, nginx

PAGES = 200
QUIET = "() => window.djust && djust.connected && djust.pending === 0"


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
    assert sum(clicker.clicks for clicker in clickers) > 2 * PAGES


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
    assert tab.shown[1] == "1 2", tab.heard
    assert (tab.joins, tab.uncertain) == (1, [])


@pytest.mark.parametrize("path", ["/counting/idle/", "/kept/idle/"])
async def test_a_process_with_idle_pages_ends_at_once(path: str, processes: list[Process], evidence: Any) -> None:
    async with opened(processes[0].origin, [path] * 30):
        seconds = await asyncio.to_thread(processes[0].stop)

    assert seconds < 5


async def test_a_page_whose_network_changed_goes_on_at_another_process_while_the_old_one_thinks_it_is_there(
    processes: list[Process], evidence: Any
) -> None:
    async with opened(processes[0].origin, ["/counting/g/"]) as (tab,):
        await asyncio.wait_for(tab.click("click", n=1), 20)
        same = await tab.moved_to(processes[1].origin)
        await asyncio.wait_for(same.click("click", n=2), 20)
        await same.close()

    assert same.shown.get(1) == "1 2", same.heard
    assert (same.joins, same.resumes) == (1, 1)
    assert len(evidence.lrange("mounts:g", 0, -1)) == 1
