"""A page that shows more than its state."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from djust import LiveView, event_handler


class Deriving(LiveView):
    """A property, a class attribute that changes in place, and names of its own."""

    template = "<p>{{ total }}</p><p>{{ shared|length }}</p><p>{{ tenfold }}</p><p>{{ greeting }}</p>{% if full %}<b>full</b>{% endif %}"
    greeting = "Hello"
    shared: list[int] = []

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.shared.clear()
        self.things: list[str] = []

    @property
    def total(self) -> int:
        return len(self.things)

    @property
    def full(self) -> bool:
        return len(self.things) > 1

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tenfold=len(self.things) * 10, **kwargs)

    @event_handler
    def add(self) -> None:
        self.things.append("thing")
        self.shared.append(1)

    @event_handler
    def shadow(self) -> None:
        self.greeting = "Bye"  # type: ignore[misc]
