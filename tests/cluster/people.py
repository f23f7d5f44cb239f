"""People who click on pages of a cluster, and what must be true of their pages afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from tests.cluster.tab import Tab

PERIOD = 0.5


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
