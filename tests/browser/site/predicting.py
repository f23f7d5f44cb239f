"""Handlers whose outcome the page shows before the server has said it, and a server that can be held."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from djust import LiveView, event_handler, rate_limit
from djust.decorators import cache, debounce, optimistic
from tests.browser.site.gates import wait_at


class Kitchen(LiveView):
    """A counter, a drawer with a form, tasks, and as many cups as the address says."""

    template_name = "browser/kitchen.html"

    def mount(self, request: HttpRequest) -> None:
        self.gate = request.GET.get("gate", "")
        self.count = 0
        self.is_open = False
        self.draft = ""
        self.query = ""
        self.tasks: list[dict[str, Any]] = [{"title": "wash", "done": True}]
        self.cups = [{"id": 10 + n, "full": n % 2 == 1} for n in range(int(request.GET.get("cups", 3)))]

    def hold(self, gate: str) -> None:
        """Wait, if the page was asked for with a gate."""
        if gate:
            wait_at(gate)

    @event_handler()
    @optimistic
    def more(self, gate: str = "", **kwargs: Any) -> None:
        self.count += 1
        self.hold(gate)

    @event_handler()
    def set_count(self, to: int, gate: str = "", **kwargs: Any) -> None:
        self.hold(gate)
        self.count = to

    @optimistic
    @event_handler()
    def fail(self, gate: str = "", **kwargs: Any) -> None:
        self.count += 100
        self.hold(gate)
        raise RuntimeError("no cups")

    @event_handler()
    @rate_limit(rate=0.001, burst=1)
    @optimistic
    def limited(self, **kwargs: Any) -> None:
        self.count += 1

    @event_handler()
    @optimistic
    def ask(self, gate: str = "", **kwargs: Any) -> None:
        self.count += 1
        self.hold(gate)

    @event_handler()
    @optimistic
    def slide(self, gate: str = "", **kwargs: Any) -> None:
        self.is_open = not self.is_open
        self.hold(gate)

    @event_handler()
    @optimistic
    def add(self, title: str = "", **kwargs: Any) -> None:
        title = title.strip()
        if not title:
            return
        self.tasks.append({"title": title, "done": False})
        self.draft = ""
        self.hold(self.gate)

    @event_handler()
    @debounce(0.05)
    @optimistic
    @cache(ttl=60, key_params=["value"])
    def find(self, value: str = "", **kwargs: Any) -> None:
        self.query = value
        self.hold(self.gate)

    @event_handler()
    @optimistic
    def fill(self, cup_id: int = 0, gate: str = "", **kwargs: Any) -> None:
        cup = next(c for c in self.cups if c["id"] == cup_id)
        cup["full"] = not cup["full"]
        self.hold(gate)

    @event_handler()
    @optimistic
    def drop(self, cup_id: int = 0, gate: str = "", **kwargs: Any) -> None:
        self.cups = [cup for cup in self.cups if cup["id"] != cup_id]
        self.hold(gate)


class Shelf(LiveView):
    """Books that are liked, in order; what is liked is a list of ids beside them."""

    template_name = "browser/shelf.html"

    def mount(self, request: HttpRequest) -> None:
        self.gate = request.GET.get("gate", "")
        self.books = [{"id": 10 + n, "title": f"Book {n}"} for n in range(int(request.GET.get("books", 4)))]
        self.liked = [11]

    def hold(self) -> None:
        if self.gate:
            wait_at(self.gate)

    @event_handler()
    @optimistic
    def like(self, book_id: int = 0, **kwargs: Any) -> None:
        if book_id in self.liked:
            self.liked.remove(book_id)
        else:
            self.liked.append(book_id)
        self.hold()

    @event_handler()
    @optimistic
    def drop(self, book_id: int = 0, **kwargs: Any) -> None:
        self.books = [book for book in self.books if book["id"] != book_id]
        self.hold()

    @event_handler()
    @optimistic
    def shelve(self, title: str = "", **kwargs: Any) -> None:
        self.books.insert(0, {"id": 100 + len(self.books), "title": title})
        self.hold()
