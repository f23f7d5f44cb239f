"""A kettle that is measured four times a second: numbers go to a chart, words to the page."""

from __future__ import annotations

import asyncio

from django.http import HttpRequest

from djust import LiveView, event_handler

ROOM, BOILING = 20.0, 100.0


class Kettle(LiveView):
    template_name = "kettle.html"

    every = 0.25
    kept = 240

    def mount(self, request: HttpRequest) -> None:
        self.on = False
        self.shown = True
        self.degrees = ROOM
        self._measured = 0
        self._points: list[dict[str, float]] = []
        self.start_async(self.watch)

    @property
    def boils(self) -> bool:
        return self.degrees >= BOILING

    async def watch(self) -> None:
        """Measure until the page is closed; `run` goes to the page itself, between two clicks."""
        while True:
            await self.run(self.measure)
            await asyncio.sleep(self.every)

    def measure(self) -> None:
        heated = self.degrees + (6.0 if self.on else -0.03 * (self.degrees - ROOM))
        self.degrees = round(min(heated, BOILING), 1)
        self._measured += 1
        point = {"second": self._measured * self.every, "degrees": self.degrees}
        self._points = [*self._points, point][-self.kept :]
        # Only the point that is new travels, whatever the chart holds.
        self.push_event("measured", point)

    @event_handler()
    def history(self) -> None:
        """All there is, for a chart that has just come."""
        self.push_reply(self._points)

    @event_handler()
    def switch(self) -> None:
        self.on = not self.on

    @event_handler()
    def show(self, value: bool) -> None:
        self.shown = value
