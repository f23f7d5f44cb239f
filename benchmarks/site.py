"""The pages whose memory is measured, as live views."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path

import djust
from benchmarks.table_page import SOURCE, page
from djust import LiveView, event_handler


class Counter(LiveView):
    """The smallest page there is."""

    template = "<!doctype html><title>Counter</title><h1>{{ count }}</h1><button dj-click='add'>More</button>"
    count = 0

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        """Start at nothing."""
        self.count = 0

    @event_handler
    def add(self) -> None:
        """Count."""
        self.count += 1


class Table(LiveView):
    """The page of rows."""

    template = SOURCE
    count: int
    rows: list[dict[str, Any]]

    def mount(self, request: HttpRequest, rows: int = 0, **kwargs: Any) -> None:
        """Make the rows."""
        vars(self).update(page(rows))

    @event_handler
    def add(self) -> None:
        """Count."""
        self.count += 1

    @event_handler
    def toggle(self, row_id: int) -> None:
        """Switch a row; ids are places here."""
        row = self.rows[row_id]
        row["on"] = not row["on"]


class Room(LiveView):
    """A page that shows what is said to all."""

    template = "<!doctype html><title>Room</title><ul>{% for line in lines %}<li class='line'><b>{{ line }}</b></li>{% endfor %}</ul>"
    lines: list[str]

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        """Listen."""
        self.lines = []
        self.subscribe("room")

    @event_handler
    def add(self) -> None:
        """Say something."""
        djust.broadcast("room", {"text": "Somebody says something of the usual length."})

    def handle_info(self, message: Any) -> None:
        """Show what is said, twenty lines of it."""
        self.lines = [*self.lines[-19:], message["text"]]


urlpatterns = [path("room/", Room.as_view()), path("counter/", Counter.as_view()), path("table/<int:rows>/", Table.as_view())]
