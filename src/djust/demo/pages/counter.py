"""The smallest live page: state, a template, and methods that change the state."""

from __future__ import annotations

from django.http import HttpRequest

from djust import event_handler
from djust.demo.page import Page


class CounterPage(Page):
    slug = "counter"
    template_name = "demo/counter.html"

    def mount(self, request: HttpRequest) -> None:
        super().mount(request)
        self.count = 0

    @event_handler()
    def add(self, amount: int) -> None:
        self.count += amount

    @event_handler()
    def reset(self) -> None:
        self.count = 0
