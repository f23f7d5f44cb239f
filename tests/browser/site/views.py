"""Live pages, each for one family of tests."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from djust import LiveView, event_handler
from tests.browser.site.gates import wait_at


class Counter(LiveView):
    """The smallest page, and the title with it."""

    template = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ count }}</title></head>
<body><button id="more" dj-click="increment">more</button> <b id="count">{{ count }}</b> <input id="typed"></body></html>"""

    def mount(self, request: HttpRequest) -> None:
        self.count = 0

    @event_handler()
    def increment(self, **kwargs: Any) -> None:
        self.count += 1


class KeptCounter(Counter):
    """Goes on in any process that shares the cache."""

    resume = "every-event"


class Payloads(LiveView):
    """What reaches a handler, shown as Python sees it."""

    template = """<div>
<button id="item" dj-click="pick" data-item-id="5">five</button>
<button id="raw" dj-click="raw" data-item-id="5">raw five</button>
<button id="call" dj-click="call(7, 'x', true, null)">call</button>
<input id="search" dj-input="search">
<form dj-submit="save"><input name="name" id="name"><input name="email" id="email"><button id="save">save</button></form>
<pre id="got">{{ got }}</pre></div>"""

    def mount(self, request: HttpRequest) -> None:
        self.got = ""

    @event_handler()
    def pick(self, item_id: int = 0, **kwargs: Any) -> None:
        self.got = f"pick {item_id!r}"

    @event_handler(coerce_types=False)
    def raw(self, item_id: int = 0, **kwargs: Any) -> None:
        self.got = f"raw {item_id!r}"

    @event_handler()
    def call(self, number: int, letter: str = "", yes: bool = False, nothing: str | None = "") -> None:
        self.got = f"call {number!r} {letter!r} {yes!r} {nothing!r}"

    @event_handler()
    def search(self, value: str = "", **kwargs: Any) -> None:
        self.got = f"search {value!r}"

    @event_handler()
    def save(self, name: str = "", email: str = "", **kwargs: Any) -> None:
        self.got = f"save {name!r} {email!r}"


class Order(LiveView):
    """Each event leaves its number: what is lost, doubled or swapped shows."""

    template = """<button id="add" dj-click="add" data-n="0">add</button><ol>{% for n in seen %}<li>{{ n }}</li>{% endfor %}</ol>"""

    def mount(self, request: HttpRequest) -> None:
        self.seen: list[int] = []

    @event_handler()
    def add(self, n: int = -1, **kwargs: Any) -> None:
        self.seen.append(n)


class Rows(LiveView):
    """A thousand keyed rows with a field in each, below a counter."""

    template_name = "browser/rows.html"

    def mount(self, request: HttpRequest) -> None:
        self.count = 0
        self.rows = self.first_rows()

    @staticmethod
    def first_rows() -> list[dict[str, Any]]:
        """Return a thousand rows whose names are in another order than their ids."""
        return [{"id": n, "name": f"name {n * 7919 % 1000:03}", "price": n * 3, "stock": n % 17, "on": False} for n in range(1000)]

    @event_handler()
    def increment(self, **kwargs: Any) -> None:
        self.count += 1

    @event_handler()
    def toggle(self, row_id: int = 0, **kwargs: Any) -> None:
        row = next(row for row in self.rows if row["id"] == row_id)
        row["on"] = not row["on"]

    @event_handler()
    def sort(self, by: str = "id", **kwargs: Any) -> None:
        self.rows.sort(key=lambda row: row[by])

    @event_handler()
    def reverse(self, **kwargs: Any) -> None:
        self.rows.reverse()

    @event_handler()
    def prepend(self, **kwargs: Any) -> None:
        self.rows.insert(0, {"id": 1000 + len(self.rows), "name": "new", "price": 0, "stock": 0, "on": True})


class Hostile(LiveView):
    """Whatever is typed stands in content, in attributes and in the title."""

    template = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ text }}</title></head><body class="{{ text }}">
<input id="text" dj-input="say"><p id="content">{{ text }}</p><p id="attribute" title="{{ text }}" data-x='{{ text }}'>t</p>
{% if text %}<p id="branch">{{ text }}</p>{% endif %}
<ul>{% for t in texts %}<li title="{{ t }}">{{ t }}</li>{% endfor %}</ul></body></html>"""

    def mount(self, request: HttpRequest) -> None:
        self.text = ""
        self.texts: list[str] = []

    @event_handler()
    def say(self, value: str = "", **kwargs: Any) -> None:
        self.text = value
        self.texts.append(value)


class Typing(LiveView):
    """Fields whose server is slow, or says something else than what was typed."""

    template = """<div><form dj-submit="save"><input id="title" name="title" value="{{ title }}"><button id="save">save</button></form>
<input id="query" name="query" value="{{ query }}" dj-input="search"><b id="answer">{{ answer }}</b>
<button id="shout" dj-click="shout">shout</button><textarea id="note" name="note">{{ note }}</textarea></div>"""

    def mount(self, request: HttpRequest) -> None:
        self.title = self.query = self.answer = ""
        self.note = "first"

    @event_handler()
    def save(self, title: str = "", **kwargs: Any) -> None:
        wait_at("save")
        self.answer = f"saved {title}"
        self.title = ""

    @event_handler()
    def search(self, value: str = "", **kwargs: Any) -> None:
        wait_at("search")
        self.query = value
        self.answer = f"found {value}"

    @event_handler()
    def shout(self, **kwargs: Any) -> None:
        self.note = self.note.upper() + "!"


class Failing(LiveView):
    """A handler that raises after it changed something, beside one that works."""

    template = """<button id="fail" dj-click="fail">fail</button><button id="work" dj-click="work">work</button><b id="n">{{ n }}</b>"""

    def mount(self, request: HttpRequest) -> None:
        self.n = 0

    @event_handler()
    def fail(self, **kwargs: Any) -> None:
        self.n = 99
        raise RuntimeError("the database password is swordfish")

    @event_handler()
    def work(self, **kwargs: Any) -> None:
        self.n += 1


class Following(LiveView):
    """State that follows fields: at each key stroke, when a field is done, after a pause."""

    template = """<input id="title" dj-model="title" value="{{ title }}"><input id="city" dj-model.lazy="city">
<input id="note" dj-model.debounce-50="note"><input id="age" type="number" dj-model="age"><input id="done" type="checkbox" dj-model="done">
<button id="clear" dj-click="clear">clear</button>
<p id="got">{{ title }}|{{ city }}|{{ note }}|{{ age }}|{{ done }}</p>"""

    def mount(self, request: HttpRequest) -> None:
        self.title = self.city = self.note = ""
        self.age = 1
        self.done = False

    @event_handler()
    def clear(self, **kwargs: Any) -> None:
        self.title = ""


class Breaking(LiveView):
    """Shows HTML that leaves the paragraph it stands in, beside parts that go on."""

    template = """<main><section><p id="place">{{ html|safe }}</p></section><b id="n">{{ n }}</b>
<button id="fine" dj-click="show" data-html="<u>fine</u>">fine</button>
<button id="break" dj-click="show" data-html="<div>out</div>">break</button>
<button id="page" dj-click="show" data-html="</p></section></main><h1>far out</h1>">break the page</button></main>"""

    def mount(self, request: HttpRequest) -> None:
        self.html, self.n = "start", 0

    @event_handler()
    def show(self, html: str = "", **kwargs: Any) -> None:
        self.html = html
        self.n += 1


class Basket(LiveView):
    """What a visitor keeps in Django's session, which here lives in its cookie."""

    template = """<button id="milk" dj-click="put('milk')">milk</button><button id="bread" dj-click="put('bread')">bread</button>
<button id="checkout" dj-click="checkout">checkout</button><b id="n">{{ n }}</b><p id="kept">{{ kept|join:" " }}</p>"""

    def mount(self, request: HttpRequest) -> None:
        self.n = 0
        self.kept = request.session.get("basket", [])

    @event_handler()
    def put(self, thing: str) -> None:
        self.n += 1
        self.request.session["basket"] = [*self.request.session.get("basket", []), thing]

    @event_handler()
    def checkout(self, **kwargs: Any) -> None:
        self.put("paid")
        self.redirect("/browser/basket/?done")
