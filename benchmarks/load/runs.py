"""The three things that are measured of a server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.load.client import Tab, opened
from benchmarks.load.server import Server

JOIN = '["join",{"session":"measured","url":"/counter/"}]'
ROOM_JOIN = '["join",{"session":"measured","url":"/room/"}]'
#: An echo's frame is no number of ours; it acknowledges nothing.
ECHO_JOIN = '["join"]'


@dataclass(frozen=True, slots=True)
class Speed:
    """Events for each second: of the clock, and of the server's processor."""

    by_clock: float
    by_processor: float


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds between an event and its answer, at so many events a second."""

    rate: float
    median: float
    p99: float


class Clickers:
    """Pages that click as fast as they are answered, when they are let."""

    def __init__(self, server: Server, pages: list[Tab]) -> None:
        self._server = server
        self._pages = pages
        self._running = False
        self._count = 0
        for page in pages:
            page.answered = lambda _seconds, page=page: self._again(page)  # type: ignore[misc]  # bound now

    @classmethod
    async def opened(cls, server: Server, join: str, tabs: int) -> Clickers:
        """Open so many pages."""
        return cls(server, await opened(server.port, tabs, join))

    async def run(self, seconds: float) -> Speed:
        """Let them click for a while."""
        self._running = True
        for page in self._pages:
            page.click()
        await asyncio.sleep(seconds / 4)  # threads are awake, caches are warm
        before, used, began = self._count, self._server.seconds, time.perf_counter()
        await asyncio.sleep(seconds)
        done, took, processor = self._count - before, time.perf_counter() - began, self._server.seconds - used
        self._running = False
        while any(page.waiting for page in self._pages):
            await asyncio.sleep(0.005)
        return Speed(done / took, done / processor)

    def close(self) -> None:
        """Go away."""
        for page in self._pages:
            page.close()

    def _again(self, page: Tab) -> None:
        self._count += 1
        if self._running:
            page.click()


async def speeds(servers: Sequence[Server], joins: Sequence[str], tabs: int, rounds: int, seconds: float) -> list[list[Speed]]:
    """Measure several servers in turns, so that they meet the same weather; returns the rounds of each."""
    clickers = [await Clickers.opened(server, join, tabs) for server, join in zip(servers, joins, strict=True)]
    found = [[await each.run(seconds) for each in clickers] for _ in range(rounds)]
    for each in clickers:
        each.close()
    return [list(column) for column in zip(*found, strict=True)]


async def latency(server: Server, join: str, tabs: int, rate: float, seconds: float) -> Latency:
    """Let pages click at a steady rate, each in its turn; a click that must wait for the one before counts from when it was due.

    The loop's clock ticks once a millisecond, so clicks leave in small bursts, and about half a millisecond of each time is our own. On a
    machine that does something else meanwhile the echo's tail is as long: the two are to be read beside each other.
    """
    pages = await opened(server.port, tabs, join)
    took: list[float] = []
    for page in pages:
        page.answered = took.append
    began = time.perf_counter()
    due, number = began, 0
    while due < began + seconds:
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        pages[number % tabs].click(due)
        number += 1
        due = began + number / rate
    until = time.perf_counter() + 10
    while any(page.waiting for page in pages) and time.perf_counter() < until:
        await asyncio.sleep(0.01)
    for page in pages:
        page.close()
    ordered = sorted(took)
    return Latency(rate, ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)])


async def weight(server: Server, join: str, tabs: int, clicks: int) -> float:
    """Return the bytes by which the process grows for each page that is open, has answered some events, and idles."""
    first = await opened(server.port, 20, join)
    for page in first:
        await _clicked(page, 2)
    before = server.resident
    pages = await opened(server.port, tabs, join)
    for page in pages:
        await _clicked(page, clicks)
    grown = server.resident - before
    for page in [*first, *pages]:
        page.close()
    return grown / tabs


async def spread(server: Server, tabs: int, times: int) -> list[float]:
    """Return the seconds until the last of so many pages shows what one of them said to all, each time, sorted."""
    pages = await opened(server.port, tabs, ROOM_JOIN)
    took = []
    for _ in range(times):
        waiting = set(pages)
        over = asyncio.get_running_loop().create_future()

        def heard(page: Tab, waiting: set[Tab] = waiting, over: asyncio.Future[None] = over) -> None:
            waiting.discard(page)
            if not waiting and not over.done():
                over.set_result(None)

        for page in pages:
            page.heard = heard
        began = time.perf_counter()
        pages[0].click()
        await over
        took.append(time.perf_counter() - began)
    for page in pages:
        page.close()
    return sorted(took)


async def _clicked(page: Tab, times: int) -> None:
    for _ in range(times):
        done = asyncio.get_running_loop().create_future()
        page.answered = done.set_result
        page.click()
        await done
