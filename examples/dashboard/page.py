"""A dashboard that streams: a task beside the page measures, and what it writes is shown."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from django.http import HttpRequest

from djust import LiveView, event_handler
from examples.dashboard.sensors import SENSORS, readings

#: So many measurements are drawn.
KEPT = 60


@dataclass
class Series:
    """One sensor, and what it said lately."""

    name: str
    limit: float
    values: list[float] = field(default_factory=list)

    @property
    def now(self) -> float:
        return self.values[-1] if self.values else 0.0

    @property
    def too_high(self) -> bool:
        return self.now > self.limit

    @property
    def points(self) -> str:
        """The line of a chart that is 60 wide and 20 high."""
        low, high = min(self.values, default=0), max(self.values, default=1)
        height = (high - low) or 1
        return " ".join(f"{at},{19 - 18 * (value - low) / height:.1f}" for at, value in enumerate(self.values))

    def followed_by(self, value: float) -> Series:
        return Series(self.name, self.limit, [*self.values[1 - KEPT :], value])


class Dashboard(LiveView):
    """Three sensors; the stream can be held and goes on when wanted."""

    template_name = "dashboard.html"
    here = "dashboard"
    #: Seconds between two measurements.
    every = 1.0

    def mount(self, request: HttpRequest) -> None:
        self.series = [Series(name, limit) for name, (_, _, limit) in SENSORS.items()]
        self.alarms: list[str] = []
        self.streams = True
        self.start_async(self.measure, name="measure")  # begins when the browser has connected

    async def measure(self) -> None:
        for number, reading in enumerate(readings(), 1):
            before = self.series
            self.series = [each.followed_by(reading[each.name]) for each in before]
            for each, old in zip(self.series, before, strict=True):
                if each.too_high and not old.too_high:
                    self.alarms = [f"{number:>5}  {each.name} is at {each.now:.1f}", *self.alarms[:4]]
            await asyncio.sleep(self.every)

    @event_handler
    def hold(self) -> None:
        self.streams = False
        self.cancel_async("measure")

    @event_handler
    def resume_stream(self) -> None:
        self.streams = True
        self.start_async(self.measure, name="measure")
