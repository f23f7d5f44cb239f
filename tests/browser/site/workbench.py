"""A page on which everything happens that the debug panel has a tab for."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpRequest

from djust import LiveView, background, event_handler
from tests.browser.site.gates import wait_at


@dataclass
class Tool:
    """Something on the bench."""

    name: str
    uses: int = 0


class Workbench(LiveView):
    """Events, queries, tasks, mistakes, and a region that no part leads into."""

    template = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Workbench</title>
<style>body { font: 16px/1.5 system-ui; margin: 2rem }
button { margin: 0 .3rem .3rem 0 } b { color: rgb(1, 2, 3) }</style>
</head><body>
<h1>Workbench</h1>
<p><button id="add" dj-click="add" data-amount="2">Add</button>
<button id="again" dj-click="use(1)">Use</button>
<button id="count-notes" dj-click="count_notes">Count</button>
<button id="saw" dj-click="saw">Saw</button>
<button id="glue" dj-click="glue">Glue</button>
<button id="drop" dj-click="drop_it" data-amount="3">Drop</button>
<button id="wrong" dj-click="add" data-amount="many">Wrong</button>
<button id="bend" dj-click="bend">Bend</button></p>
<p>Total: <b id="total" class="{% if total > 3 %}much{% endif %}">{{ total }}</b>, sawn: <i id="sawn">{{ sawn }}</i></p>
<ul id="tools">{% for tool in tools %}<li data-key="{{ tool.name }}">{{ tool.name }}: <span>{{ tool.uses }}</span></li>{% endfor %}</ul>
<div id="sign"><p{% if total > 3 %} class="much">much{% else %}>little{% endif %} <em>{{ total }}</em></p></div>
<p id="bent">{% if bent %}{{ bent.missing.attribute|add:1 }}{% widthratio total bent 1 %}{{ broken }}{% endif %}</p>
</body></html>"""

    def mount(self, request: HttpRequest) -> None:
        self.total = 0
        self.sawn = 0
        self.bent = 0
        self.tools = [Tool("hammer"), Tool("saw"), Tool("plane")]
        self.door_password = "swordfish"
        self.numbers: list[int] = []

    @property
    def broken(self) -> str:
        """Fail where the template reads it."""
        raise LookupError("nothing is bent like that")

    @event_handler(description="Adds to the total.")
    def add(self, amount: int = 1, label: str = "tool", **kwargs: Any) -> None:
        """Add *amount* to the total."""
        self.total += amount

    @event_handler()
    def use(self, index: int) -> None:
        """Use one of the tools once more."""
        self.tools[index].uses += 1

    @event_handler()
    def count_notes(self, **kwargs: Any) -> None:
        """Ask the database more often than it takes."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 AS once")
            for number in range(4):
                cursor.execute("SELECT %s + 1 AS next", [number])
                self.total += cursor.fetchone()[0]

    @event_handler()
    @background
    def saw(self) -> None:
        """Saw three boards, one after the other."""
        for _ in range(3):
            self.sawn += 1
            time.sleep(0.1)  # what sawing takes

    @event_handler()
    @background
    def glue(self) -> None:
        """Wait until the glue is dry, which a test says."""
        wait_at("glue")

    @event_handler()
    def drop_it(self, amount: int, **kwargs: Any) -> None:
        """Fail, with a value that somebody must find out about."""
        self.total += amount
        self.tools[amount].uses += 1

    @event_handler()
    def bend(self, **kwargs: Any) -> None:
        """Let the template fail."""
        self.bent = 1
