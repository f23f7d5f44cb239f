"""What type checkers must refuse: each line marked so is an error, and no other is."""

from __future__ import annotations

from django.test import Client

from djust import LiveView, cache, debounce, event_handler, state
from djust.testing import live


class Shop(LiveView):
    """Used wrongly below."""

    count = state(0)

    @event_handler
    @cache(ttl=60, key_params=["amount"])
    def add(self, amount: int) -> int:
        return amount

    @debounce("soon")  # error
    @event_handler
    def late(self) -> None: ...


def wrong(shop: Shop, client: Client) -> None:
    shop.add("three")  # error
    shop.add()  # error
    text: str = shop.add(1)  # error
    shop.count = "many"  # error
    shop.nothing()  # error
    view = live(client, "/")
    view.click(1)  # error
    view.click("#a", confirmed=True)  # error
    print(text, event_handler(expose="yes"))  # error
