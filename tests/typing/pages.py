"""What authors write, as type checkers read it: `assert_type` says what they must make of it. Checked, never run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_type

from django.http import HttpRequest
from django.test import Client

from djust import (
    LiveView,
    action,
    background,
    broadcast,
    cache,
    client_state,
    computed,
    debounce,
    event_handler,
    loading,
    on_mount,
    optimistic,
    permission_required,
    rate_limit,
    reactive,
    server_function,
    state,
    throttle,
)
from djust.testing import Element, LiveViewTest, alive, live


class Shop(LiveView):
    """Every decorator, bare and called, on def and async def."""

    template_name = "shop.html"
    count = state(0)
    names: list[str] = state(default_factory=list)

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.query = ""

    @event_handler
    def bare(self, amount: int, *, note: str = "") -> str:
        return note * amount

    @event_handler(description="called")
    def called(self, amount: int) -> int:
        return amount

    @event_handler()
    @debounce(0.5)
    @cache(ttl=60, key_params=["query"])
    @optimistic
    @client_state(["query"])
    def search(self, query: str = "") -> None:
        self.query = query

    @throttle(0.1)
    @rate_limit(rate=5, burst=2)
    @permission_required("shop.buy")
    @loading("busy")
    @action
    async def buy(self, number: int) -> float:
        return number / 2

    @event_handler
    @background
    def work(self, word: str) -> None:
        self.query = word

    @server_function
    def price(self, item_id: int) -> float:
        return 1.5 * item_id

    @reactive
    def title(self) -> str:
        return self.query

    @title.setter
    def title(self, value: str) -> None:
        self.query = value

    @computed
    def loud(self) -> str:
        return self.query.upper()

    @computed("query")
    def length(self) -> int:
        return len(self.query)


@on_mount
def guard(view: LiveView, request: HttpRequest, **kwargs: Any) -> str | None:
    return None


async def what_it_is(shop: Shop) -> None:
    assert_type(shop.bare(2, note="a"), str)
    assert_type(shop.called(2), int)
    assert_type(shop.search("a"), None)
    assert_type(await shop.buy(3), float)
    assert_type(shop.work("a"), None)
    assert_type(shop.price(1), float)
    assert_type(shop.loud, str)
    assert_type(shop.length, int)
    assert_type(shop.title, str)
    assert_type(shop.count, int)
    assert_type(shop.names, list[str])
    shop.title = "new"
    shop.push_event("points", {"x": 1})
    shop.redirect("/")
    broadcast("room", {"text": "tea"})
    hook: Callable[..., str | None] = guard
    hook(shop, shop.request)


def in_tests(client: Client) -> None:
    view = live(client, "/shop/")
    assert_type(view, LiveViewTest)
    assert_type(view.click("#a").input("#b", "c"), LiveViewTest)
    assert_type(view.find("#a"), Element)
    assert_type(view.text("#a"), str)


async def in_async_tests(client: Client) -> None:
    view = await alive(client, "/shop/")
    assert_type(view, LiveViewTest)
    assert_type(await view.atext("#a"), str)
    await view.aclick("#a", confirm=True)
