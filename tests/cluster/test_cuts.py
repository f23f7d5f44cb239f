"""The TCP connection is cut at every byte of an exchange: each event runs once, and each is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.cluster.processes import Process
from tests.cluster.tab import Tab
from tests.line import Line
from tests.redis_server import RedisServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, redis: RedisServer) -> Iterator[Process]:
    """One process, for all of these tests."""
    process = Process("one", tmp_path_factory.mktemp("cuts"), redis.url)
    process.start()
    yield process
    process.kill()


#: More than an event, or its answer, has bytes: the last cuts come after all of it.
ENOUGH = {"up": 60, "down": 80}


@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize("page", ["counting", "kept"])
async def test_a_connection_that_is_cut_at_any_byte_loses_no_event_and_doubles_none(
    page: str, direction: str, server: Process, evidence: Any
) -> None:
    async with Line.to(server.port) as line, httpx.AsyncClient() as client:
        tab = await Tab(line.origin, f"/{page}/p/", first_wait=0.01).open(client)
        for number in range(1, ENOUGH[direction] + 1):
            line.cut_after(direction, number - 1)
            await asyncio.wait_for(tab.click("click", n=number), 20)
            line.spare()
            await tab.live()
        await tab.close()
    clicked = list(range(1, ENOUGH[direction] + 1))

    assert list(map(int, evidence.lrange("clicks:p", 0, -1))) == clicked
    assert tab.shown[0] == str(len(clicked))
    assert tab.shown[1] == " ".join(map(str, clicked))
    assert line.cuts > 25
    assert (tab.joins, tab.uncertain, tab.errors) == (1, [], [])


@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize("page", ["counting", "kept"])
async def test_a_connection_that_is_cut_again_while_the_page_resumes_loses_nothing_either(
    page: str, direction: str, server: Process, evidence: Any
) -> None:
    async with Line.to(server.port) as line, httpx.AsyncClient() as client:
        tab = await Tab(line.origin, f"/{page}/p/", first_wait=0.01).open(client)
        cuts = range(0, 420, 9)
        for number, count in enumerate(cuts, 1):
            line.snap()
            await tab.lost()
            line.cut_after(direction, count)
            await asyncio.wait_for(tab.click("click", n=number), 20)
            line.spare()
            await tab.live()
        await tab.close()
    clicked = list(range(1, len(cuts) + 1))

    assert list(map(int, evidence.lrange("clicks:p", 0, -1))) == clicked
    assert tab.shown[1] == " ".join(map(str, clicked))
    assert line.cuts > 25
    assert (tab.joins, tab.uncertain, tab.errors) == (1, [], [])
