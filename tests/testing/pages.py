"""Pages for the tests of `djust.testing`: a shop's desk with every kind of field, and one that does things beside its events."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import include, path

import djust
from djust import LiveView, action, background, cache, computed, event_handler, optimistic, permission_required
from tests.browser.site.forming import Wishes
from tests.site.models import Note


class Desk(LiveView):
    """Everything that a person can do, and what came of it."""

    template = """
    <h1>{{ heading }}</h1><p id="said">{{ said }}</p><p id="got">{{ got }}</p>
    <button id="plain" dj-click="note" data-row-id="7" dj-value-kind="a" data-count:int="3">Note</button>
    <button id="args" dj-click="pick(2, 'it\\'s', true, None, 1.5)">Pick</button>
    <button id="off" dj-click="note" disabled>Off</button>
    <fieldset disabled><legend><button id="in-legend" dj-click="note">L</button></legend>
    <button id="in-fieldset" dj-click="note">F</button></fieldset>
    <div hidden><button id="in-hidden" dj-click="note">H</button></div>
    <div inert><button id="in-inert" dj-click="note">I</button></div>
    <dialog><button id="in-dialog" dj-click="note">D</button></dialog>
    <details><summary id="summary" dj-click="note">More</summary><button id="in-details" dj-click="note">X</button></details>
    <button id="careful" dj-click="note" dj-confirm="Sure?">Delete</button>
    <a id="link" href="/elsewhere/">Elsewhere</a>
    <div id="card" dj-click="card"><b id="inside">in a card</b><button id="inner" dj-click="note">Inner</button></div>
    <div id="area" dj-mouseenter="pointed" dj-scroll="scrolled" dj-poll="polled" dj-poll-interval="3600000"></div>
    <input id="q" name="q" dj-input="search" dj-keydown.enter="go" dj-focus="focused" dj-blur="left">
    <input id="lazy" name="lazy" dj-change="changed" dj-blur="left">
    <label id="label">Ready <input type="checkbox" id="ready" name="ready" dj-change="changed"></label>
    <input type="checkbox" id="toggled" dj-click="ticked">
    <input id="title" dj-model="title"><input id="city" dj-model.lazy="city"><input type="number" id="number" dj-model="number">
    <form id="form" dj-submit="save" dj-change="form_changed">
      <input type="hidden" name="csrfmiddlewaretoken" value="x"><input name="name" required><textarea name="text">
a
b</textarea>
      <select name="size"><option value="s">Small</option><option value="m" selected>Middle</option>
      <option disabled value="x">No</option></select>
      <select name="tags" multiple><option>red<option>blue<option>green</select>
      <input type="radio" name="way" value="post"><input type="radio" name="way" value="air" checked>
      <input type="checkbox" name="extra" value="wrap"><input type="checkbox" name="extra" value="card"><input type="checkbox" name="terms">
      <input name="gone" disabled value="never"><input type="file" name="file">
      <button id="save" name="by" value="save">Save</button><button id="draft" name="by" value="draft">Draft</button>
    </form>
    <input form="form" name="outside" value="too">
    <form id="deaf"><input name="a"><button id="deaf-button">Deaf</button></form>
    """

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.heading = "Desk"
        self.said = ""
        self.got: Any = ""
        self.title = ""
        self.city = ""
        self.number = 0
        self._secret = "never shown"

    @computed
    def loud(self) -> str:
        return self.heading.upper()

    def _hear(self, said: str, got: Any) -> None:
        self.said, self.got = said, got

    @event_handler
    def note(self, **kwargs: Any) -> None:
        self._hear("note", kwargs)

    @event_handler
    def pick(self, a: int, b: str, c: bool, d: str | None, e: float) -> None:
        self._hear("pick", [a, b, c, d, e])

    @event_handler
    def card(self, **kwargs: Any) -> None:
        self._hear("card", "")

    @event_handler
    def pointed(self, **kwargs: Any) -> None:
        self._hear("pointed", kwargs)

    @event_handler
    def scrolled(self, position: int = 0) -> None:
        self._hear("scrolled", position)

    @event_handler
    def polled(self, **kwargs: Any) -> None:
        self._hear("polled", kwargs)

    @event_handler
    def search(self, **kwargs: Any) -> None:
        self._hear("search", kwargs)

    @event_handler
    def go(self, **kwargs: Any) -> None:
        self._hear("go", kwargs)

    @event_handler
    def focused(self, **kwargs: Any) -> None:
        self._hear("focused", kwargs)

    @event_handler
    def left(self, **kwargs: Any) -> None:
        self.heading += f" left {kwargs['value']}"

    @event_handler
    def changed(self, **kwargs: Any) -> None:
        self._hear("changed", kwargs)

    @event_handler
    def ticked(self, **kwargs: Any) -> None:
        self._hear("ticked", kwargs)

    @event_handler
    def save(self, **kwargs: Any) -> None:
        self._hear("save", kwargs)

    @event_handler
    def form_changed(self, **kwargs: Any) -> None:
        self.heading += f" {kwargs['_target']}"


class Rows(LiveView):
    """Fields in rows that move, and fields that the template fills."""

    template = """
    <button id="reverse" dj-click="reverse">R</button><button id="add" dj-click="add">A</button>
    <button id="upper" dj-click="upper">U</button>
    <ul>{% for row in rows %}<li dj-key="{{ row }}">{{ row }} <input name="n" class="{{ row }}"></li>{% endfor %}</ul>
    <p dj-click-away="away" id="pop">{{ heading }}</p><div dj-window-keydown.esc="escape"></div>
    <form id="bound" dj-submit="bound"><input name="filled" value="{{ filled }}"><input name="free"><button>Send</button></form>
    <form id="closed" dj-submit="bound"><input name="filled"><input name="free"></form>
    <form id="single" dj-submit="add"><input name="one"></form>
    {% if rows|length > 2 %}<input id="third" name="third">{% endif %}
    """

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.heading = ""
        self.rows = ["a", "b"]
        self.filled = ""

    @event_handler
    def away(self, **kwargs: Any) -> None:
        self.heading += " away"

    @event_handler
    def escape(self, **kwargs: Any) -> None:
        self.heading += " " + kwargs["key"]

    @event_handler
    def reverse(self, **kwargs: Any) -> None:
        self.rows.reverse()

    @event_handler
    def add(self, **kwargs: Any) -> None:
        self.rows.insert(0, "new")

    @event_handler
    def upper(self, **kwargs: Any) -> None:
        self.filled = "SAID"

    @event_handler
    def bound(self, filled: str = "", free: str = "") -> None:
        self.filled = ""


class Failing(LiveView):
    """Everything that can go wrong, and what leads away."""

    template = """<p>{{ count }}</p>{% if breaks %}{{ broken.pieces }}{% endif %}
    {% for name in names %}<button id="{{ name }}" dj-click="{{ name }}">{{ name }}</button>{% endfor %}
    {% if act.error %}<em>{{ act.error }}</em>{% endif %}<button id="missing" dj-click="nothing">?</button>"""
    names = ("fail", "deny", "convert", "secret", "render", "act", "leave", "enter", "push", "later", "fail_later", "count_up")

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0
        self.breaks = False
        self.broken = Broken()

    @event_handler
    def fail(self, **kwargs: Any) -> None:
        self.count = 99
        raise ZeroDivisionError("of the author's")

    @event_handler
    def deny(self, **kwargs: Any) -> None:
        raise PermissionDenied("not you")

    @event_handler
    def convert(self, x: int, number: int = 0) -> None:
        self.count = number

    @permission_required("site.secret")
    @event_handler
    def secret(self, **kwargs: Any) -> None:
        self.count = 1

    @event_handler
    def render(self, **kwargs: Any) -> None:
        self.breaks = True

    @action
    def act(self, **kwargs: Any) -> None:
        raise ValueError("Shown to people")

    @event_handler
    def leave(self, **kwargs: Any) -> None:
        self.redirect("/rows/")

    @event_handler
    def enter(self, **kwargs: Any) -> None:
        login(self.request, User.objects.get(username="ann"))

    @event_handler
    def push(self, **kwargs: Any) -> None:
        self.push_event("points", {"x": 1})

    @event_handler
    async def later(self, **kwargs: Any) -> None:
        await asyncio.sleep(0)
        self.count = await Note.objects.acount()

    @event_handler
    async def fail_later(self, **kwargs: Any) -> None:
        raise ZeroDivisionError("of the author's, later")

    @event_handler
    def count_up(self, **kwargs: Any) -> None:
        self.count += 1


class Broken:
    """Cannot be shown."""

    @property
    def pieces(self) -> str:
        raise LookupError("in the template")


class Working(LiveView):
    """Work beside events."""

    template = """<p id="step">{{ step }}</p><p id="notes">{{ notes }}</p><ol>{% for word in words %}<li>{{ word }}</li>{% endfor %}</ol>
    {% for name in names %}<button id="{{ name }}" dj-click="{{ name }}">{{ name }}</button>{% endfor %}"""
    names = ("climb", "write", "tick", "stop", "fail", "slowly", "look", "edit")

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.step = 0
        self.notes = 0
        self.words: list[str] = []

    @event_handler
    @background
    def climb(self, **kwargs: Any) -> None:
        for number in range(1, 4):
            self.step = number

    @event_handler
    @background
    def write(self, **kwargs: Any) -> None:
        Note.objects.create(text="from a task")
        self.notes = Note.objects.count()

    @event_handler
    @background
    async def tick(self, **kwargs: Any) -> None:
        while True:
            self.step += 1
            await asyncio.sleep(0.001)

    @event_handler
    def stop(self, **kwargs: Any) -> None:
        self.words = [f"stopped {self.cancel_async('tick')}"]

    @event_handler
    @background
    def fail(self, **kwargs: Any) -> None:
        raise ZeroDivisionError("in a task")

    @event_handler
    @background
    async def slowly(self, **kwargs: Any) -> None:
        await Note.objects.acreate(text="from a coroutine")
        self.notes = await Note.objects.acount()

    @event_handler
    def look(self, **kwargs: Any) -> None:
        self.notes = Note.objects.count()

    @event_handler
    @background
    def edit(self, **kwargs: Any) -> None:
        for word in ("one", "two"):
            self.words.append(word)
            time.sleep(0.1)


class Listening(LiveView):
    """Hears what is broadcast."""

    template = """<p>{{ heard|join:"," }}</p><button dj-click="tell">T</button>"""

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.subscribe("room")
        self.heard: list[str] = []

    def handle_info(self, message: Any) -> None:
        if message["text"] == "bad":
            raise ZeroDivisionError("in handle_info")
        self.heard.append(message["text"])

    @event_handler
    def tell(self, **kwargs: Any) -> None:
        djust.broadcast("room", {"text": "tea"})


class Foreseen(LiveView):
    """What the browser knows of handlers."""

    template = """<p>{{ count }}</p><p id="runs">{{ found }}</p><button id="up" dj-click="up">+</button>
    <input dj-input="search" name="query"><button id="again" dj-click="search('tea', 2)">Tea</button>"""

    runs = 0

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0
        self.found = ""

    @event_handler
    @optimistic
    def up(self) -> None:
        self.count += 1

    @event_handler
    @cache(ttl=60, key_params=["query", "page"])
    def search(self, query: str, page: int = 1) -> None:
        Foreseen.runs += 1
        self.found = f"{query} {page}"

    @event_handler
    def other(self) -> None:
        self.count = 0


urlpatterns = [
    path("printed/", Wishes.as_view()),
    path("desk/", Desk.as_view()),
    path("rows/", Rows.as_view()),
    path("failing/", Failing.as_view()),
    path("working/", Working.as_view()),
    path("listening/", Listening.as_view()),
    path("foreseen/", Foreseen.as_view()),
    path("djust/", include("djust.urls")),
]
