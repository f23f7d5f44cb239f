"""Pages that remember every click, in their state and, as evidence that no restart can touch, in Redis."""

from __future__ import annotations

import os
import time
from typing import Any

import redis
from django.http import HttpRequest

from djust import LiveView, event_handler

EVIDENCE = redis.Redis.from_url(os.environ["CLUSTER_REDIS"])


class Counting(LiveView):
    """Clicks, numbered by who clicks."""

    template = """<h1>{{ count }}</h1><p id="seen">{{ seen|join:' ' }}</p>
        <button id="more" dj-click="click">more</button>"""

    def mount(self, request: HttpRequest, page: str, **kwargs: Any) -> None:
        self.page = page
        self.count = 0
        self.seen: list[int] = []
        EVIDENCE.rpush(f"mounts:{page}", os.getpid())

    @event_handler
    def click(self, n: int = 0) -> None:
        n = n or self.count + 1
        EVIDENCE.rpush(f"clicks:{self.page}", n)
        self.count += 1
        self.seen.append(n)


class KeptCounting(Counting):
    """The same, and nothing of it may be lost when a process is killed."""

    resume = "every-event"


class Slow(Counting):
    """A handler that takes its time."""

    @event_handler
    def linger(self, n: int, seconds: float) -> None:
        EVIDENCE.set(f"begun:{self.page}", 1)
        time.sleep(seconds)
        self.click(n)


class Choosing(LiveView):
    """A form that tells its last change again where the page had to begin anew."""

    template = """<form dj-change="choose" dj-auto-recover><select name="colour"><option>red</option><option>blue</option></select>
        <input name="note"></form><p id="chosen">{{ chosen }}</p><b id="mounted">{{ mounted }}</b>"""

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.chosen = ""
        self.mounted = os.getpid()

    @event_handler
    def choose(self, colour: str, note: str = "") -> None:
        self.chosen = f"{colour} {note}"
