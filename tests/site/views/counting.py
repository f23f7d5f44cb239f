"""Counters: the smallest live pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from djust import LiveView, event_handler


class Counter(LiveView):
    """One number."""

    template = """<h1>Count: {{ count }}</h1><button dj-click="increment">+</button><button dj-click="decrement">-</button>"""

    def mount(self, request: HttpRequest, start: int = 0, **kwargs: Any) -> None:
        self.count = start

    @event_handler()
    def increment(self, **kwargs: Any) -> None:
        self.count += 1

    @event_handler
    def decrement(self) -> None:
        self.count -= 1

    @event_handler
    def add(self, by: int = 1) -> None:
        self.count += by


class Step(Counter):
    """A counter in a document of its own, with state outside any root."""

    template_name = "site/step.html"
    template = None


class Rows(LiveView):
    """A thousand rows, and a counter above them."""

    template_name = "site/rows.html"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0
        self.rows = [{"id": i, "name": f"Row {i}", "price": i * 3, "stock": i % 7, "on": False} for i in range(1000)]

    @event_handler
    def increment(self) -> None:
        self.count += 1

    @event_handler
    def toggle(self, row_id: int) -> None:
        row = next(row for row in self.rows if row["id"] == row_id)
        row["on"] = not row["on"]

    @event_handler
    def reverse(self) -> None:
        self.rows.reverse()
