"""A process is killed: pages that keep every event lose nothing, the others begin anew and say so."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from tests.browser.chromium import launched
from tests.cluster.people import Clicker, opened
from tests.cluster.processes import Process, nginx

KEPT, PLAIN = 40, 10
QUIET = "() => window.djust && djust.connected && djust.pending === 0"


async def test_pages_that_keep_every_event_survive_two_kills_and_the_others_say_what_is_uncertain(
    processes: list[Process], evidence: Any, tmp_path: Path
) -> None:
    kept = [f"/kept/k{number}/" for number in range(KEPT)]
    plain = [f"/counting/p{number}/" for number in range(PLAIN)]
    with nginx(tmp_path, (processes[0].port, processes[1].port)) as origin:
        async with opened(origin, kept) as survivors, opened(origin, plain) as others:
            clickers = [Clicker(tab, number / 100) for number, tab in enumerate(survivors)]
            for process in processes:
                doubtful = [tab.click("click", n=1000) for tab in others]
                await asyncio.to_thread(process.kill)
                await asyncio.wait_for(asyncio.gather(*doubtful), 30)
                await asyncio.gather(*(tab.live() for tab in [*survivors, *others]))
                await asyncio.to_thread(process.start)
            await asyncio.gather(*(clicker.stop() for clicker in clickers))

    for clicker in clickers:
        tab, clicked = clicker.tab, list(range(1, clicker.clicks + 1))
        written = list(map(int, evidence.lrange(f"clicks:{tab.path.split('/')[2]}", 0, -1)))

        assert tab.shown[1] == " ".join(map(str, clicked)), tab.path
        assert (tab.joins, tab.uncertain, tab.errors) == (1, [], []), tab.path
        # What a handler did outside its page may have been done twice, if it was in the middle of it when its process was killed.
        assert sorted(set(written)) == clicked, tab.path
        assert len(written) <= len(clicked) + 2, tab.path
    # Each of the others was with one of the two.
    assert all(tab.joins >= 2 for tab in others)
    assert all(len(tab.uncertain) <= tab.joins - 1 for tab in others)


async def test_after_a_kill_a_form_that_asks_for_it_tells_its_last_change_again(
    processes: list[Process], evidence: Any, tmp_path: Path
) -> None:
    with nginx(tmp_path, (processes[0].port, processes[1].port)) as origin:
        async with launched() as browser:
            page = await browser.new_page()
            await page.goto(f"{origin}/form/")
            await page.wait_for_function(QUIET)
            await page.fill("[name=note]", "kept")
            await page.select_option("[name=colour]", "blue")
            await page.wait_for_function("() => document.getElementById('chosen').textContent === 'blue kept'")
            mounted = await page.inner_text("#mounted")
            for process in processes:
                await asyncio.to_thread(process.kill)
                await asyncio.to_thread(process.start)
            await page.wait_for_function("(before) => document.getElementById('mounted').textContent !== before", arg=mounted)
            await page.wait_for_function(QUIET)

            assert await page.inner_text("#chosen") == "blue kept"
            assert await page.input_value("[name=note]") == "kept"
            assert await page.input_value("[name=colour]") == "blue"
