"""The same four things twice: as the server answers, and as the browser can show them before."""

from __future__ import annotations

import time
from typing import Literal

from django.http import HttpRequest

from djust import cache, client_state, debounce, event_handler, optimistic
from djust.demo.models import Product
from djust.demo.page import Page

Day = Literal["fri", "sat", "sun"]


class LatencyPage(Page):
    slug = "latency"
    template_name = "demo/latency.html"

    days = (("fri", "Friday"), ("sat", "Saturday"), ("sun", "Sunday"))

    def mount(self, request: HttpRequest) -> None:
        super().mount(request)
        self.delay = 800
        self.found = self.found_soon = find("")
        self.liked = self.liked_soon = False
        self.count = self.count_soon = 0
        self.day = self.day_soon = "fri"

    @event_handler()
    @client_state(keys=["delay"])
    def slow_down(self, delay: int) -> None:
        self.delay = max(0, min(delay, 2000))

    # As the server answers.

    @event_handler()
    def search(self, query: str = "") -> None:
        time.sleep(self.delay / 1000)
        self.found = find(query)

    @event_handler()
    def like(self) -> None:
        time.sleep(self.delay / 1000)
        self.liked = not self.liked

    @event_handler()
    def add(self, amount: int) -> None:
        time.sleep(self.delay / 1000)
        self.count += amount

    @event_handler()
    def choose(self, day: Day) -> None:
        time.sleep(self.delay / 1000)
        self.day = day

    # As the browser can show it before.

    @event_handler()
    @debounce(0.25)
    @cache(ttl=60, key_params=["query"])
    def search_soon(self, query: str = "") -> None:
        time.sleep(self.delay / 1000)
        self.found_soon = find(query)

    @event_handler()
    @optimistic
    def like_soon(self) -> None:
        time.sleep(self.delay / 1000)
        self.liked_soon = not self.liked_soon

    @event_handler()
    @optimistic
    def add_soon(self, amount: int) -> None:
        time.sleep(self.delay / 1000)
        self.count_soon += amount

    @event_handler()
    @client_state(keys=["day_soon"])
    def choose_soon(self, day_soon: Day) -> None:
        time.sleep(self.delay / 1000)
        self.day_soon = day_soon


def find(query: str) -> list[str]:
    """Return the first few products of that name."""
    return list(Product.objects.filter(name__icontains=query.strip()).values_list("name", flat=True)[:4])
