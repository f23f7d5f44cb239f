"""What each decorator adds to an event: ``python -m benchmarks.decorators``.

One page for each, with the same counter; a click goes the whole way from its message to its frame, in the processor's time, all pages in
turns. `permission_required` reads session, user and permissions from a database in memory at each click. Under a server, what a decorator
shows before the body runs is a frame of its own; here its bytes go nowhere.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from statistics import median
from time import process_time
from types import ModuleType
from typing import Any

import django
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from djust import (
    LiveView,
    action,
    background,
    cache,
    client_state,
    debounce,
    event_handler,
    loading,
    optimistic,
    permission_required,
    rate_limit,
    throttle,
)
from djust.session.connection import Connection
from djust.session.population import population
from djust.session.visitor import Visitor
from djust.sync import Inline

ROUNDS = 25
CLICKS = 200

#: By name, what stands above the handler beside ``@event_handler``.
STACKS: dict[str, Callable[[Any], Any]] = {
    "bare": lambda function: function,
    "action": action,
    "loading": loading("busy"),
    "permission_required": permission_required("auth.add_user"),
    "rate_limit": rate_limit(rate=1e9, burst=1e9),
    "background": background,
    "debounce": debounce(0.5),
    "throttle": throttle(0.1),
    "optimistic": optimistic,
    "cache": cache(ttl=60),
    "client_state": client_state(["count"]),
}


def view(name: str) -> type[LiveView]:
    """Return a counter whose handler has the decorator of this name."""

    def mount(self: Any, request: HttpRequest) -> None:
        self.count = 0

    def click(self: Any, **kwargs: Any) -> None:
        self.count += 1

    attributes = {
        "template": "<button dj-click='click'>+</button><p>{{ count }}</p>",
        "mount": mount,
        "click": event_handler(STACKS[name](click)),
        "__module__": __name__,
    }
    return type(name.title(), (LiveView,), attributes)


class Outlet:
    """Where frames go: nowhere, but the last is kept."""

    writable = True

    def __init__(self) -> None:
        self.last = ""

    def send(self, text: str) -> None:
        """Take a frame."""
        self.last = text

    def close(self) -> None:
        """Nothing is open."""


class Page:
    """One page with its connection."""

    def __init__(self, name: str) -> None:
        self.outlet, self.executor, self.ref, self.frame = Outlet(), Inline(), 0, 0
        client = Client()
        if name == "permission_required":
            user = get_user_model().objects.create_user("clerk")
            user.user_permissions.add(apps.get_model("auth.Permission").objects.get(codename="add_user"))
            client.force_login(user)
        html = client.get(f"/{name}/").content.decode()
        session = re.search(r'data-session="([^"]*)"', html)
        assert session, html
        cookies = "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())
        ends = {"client": ("127.0.0.1", 1), "server": ("testserver", 80)}
        headers = [(b"host", b"testserver"), (b"cookie", cookies.encode())]
        scope = {"type": "websocket", "path": "/ws/live/", "scheme": "ws", "headers": headers, **ends}
        self.connection = Connection(Visitor(scope), self.outlet, self.executor)
        self._say(["join", {"session": session[1], "url": f"/{name}/"}])

    def _say(self, message: Any) -> None:
        self.executor.start(self.connection.receive(json.dumps(message)))

    def seconds(self) -> float:
        """Return the processor's seconds of one click."""
        began = process_time()
        for _ in range(CLICKS):
            self.ref += 1
            self._say([self.ref, self.frame, "click", {}])
            self.frame = json.loads(self.outlet.last)[0]
        took = process_time() - began
        session = self.connection.session
        if session is None or getattr(session.page.view, "count", None) != self.ref:
            raise SystemExit(f"expected {self.ref} clicks to be counted; the last answer was {self.outlet.last}")
        return took / CLICKS


def main() -> dict[str, float]:
    """Measure and print; returns how many times the time of a bare handler's event each takes."""
    urls = ModuleType("benchmarks.decorators.urls")
    urls.urlpatterns = [path(f"{name}/", view(name).as_view()) for name in STACKS]  # type: ignore[attr-defined]  # as a URLconf has it
    call_command("migrate", verbosity=0)
    with override_settings(ROOT_URLCONF=urls, ALLOWED_HOSTS=["testserver"]):
        pages = {name: Page(name) for name in STACKS}
        times: dict[str, list[float]] = {name: [] for name in STACKS}
        for number in range(ROUNDS + 2):  # two that only warm up
            for name, page in pages.items():
                took = page.seconds()
                if number >= 2:
                    times[name].append(took)
    population.connected.clear()
    middle = {name: median(measured) for name, measured in times.items()}
    for name, each in middle.items():
        print(f"{name:<20}{each * 1e6:8.0f} µs an event{each / middle['bare']:8.2f} times the bare handler's")
    return {name: each / middle["bare"] for name, each in middle.items()}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    main()
