"""Pages whose parts share state in the browser, without a handler between them or with one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from djust import LiveView, cache, client_state, debounce, event_handler, optimistic
from tests.browser.site.gates import wait_at

POLICY = "default-src 'self'"


class Sharing(LiveView):
    """Tabs, panels that follow them, and a handler that is told."""

    template = """<div>
{% for name in tabs %}<button id="to-{{ name }}" dj-click="switch" data-tab="{{ name }}" class="tab{% if tab == name %} active{% endif %}"
  dj-class="active: tab == '{{ name }}', 'very wide': size > 2 and tab == '{{ name }}'">{{ name }}</button>{% endfor %}
<section id="home" dj-show="tab == 'home'">at home</section><section id="shop" dj-show="tab == 'shop'" hidden>in the shop</section>
<b id="name" dj-text="tab">{{ tab }}</b> <i id="size" dj-text="size or 'none'"></i> <u id="loud" dj-text="loud">-</u>
<p id="said" dj-subscribe="tab:look, size:look">{{ said|join:" " }}</p>
<button id="fail" dj-click="fail" data-tab="nowhere">fail</button> <button id="held" dj-click="held('shop')">held</button>
<button id="row" dj-click="add">add</button><ul>{% for row in rows %}<li dj-text="tab"></li>{% endfor %}</ul>
<b id="wrong" dj-show="tab = 'x'">{{ tab }}</b></div>"""
    tabs: ClassVar[list[str]] = ["home", "shop", "help"]

    def mount(self, request: HttpRequest) -> None:
        self.tab, self.size = "home", 1
        self.said: list[str] = []
        self.rows: list[int] = []

    @event_handler()
    @client_state(keys=["tab", "size", "loud"])
    def switch(self, tab: str = "", **kwargs: Any) -> None:
        self.tab, self.size, self.loud = tab, len(tab), tab.upper()

    @event_handler()
    @client_state(keys=["tab", "size"])
    def look(self, key: str = "", value: Any = None, **kwargs: Any) -> None:
        self.said.append(f"{key}={value}")

    @event_handler()
    @client_state(keys=["tab"])
    def fail(self, tab: str = "") -> None:
        wait_at("sharing-fail")
        raise RuntimeError("not there")

    @event_handler()
    @client_state(keys=["tab"])
    def held(self, tab: str = "") -> None:
        wait_at("sharing-held")
        self.tab = tab

    @event_handler()
    def add(self, **kwargs: Any) -> None:
        self.rows.append(len(self.rows))


def strictly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Forbid all that is not a file of this site."""

    def guarded(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return guarded


@method_decorator(strictly, name="dispatch")
class Strict(LiveView):
    """A bit of everything that the client does, under a policy that allows no exception."""

    template = """<div>
<input id="query" dj-input="search"> <b id="found">{{ found }}</b>
<button id="more" dj-click="more" dj-disable-with="wait">more</button> <b id="count">{{ count }}</b>
<button id="like" dj-click="like" class="{% if liked %}on{% endif %}">{% if liked %}<i>liked</i>{% else %}like{% endif %}</button>
<button id="shop" dj-click="switch('shop')" dj-confirm="Sure?">shop</button>
<p id="panel" dj-show="tab == 'shop'" dj-class="on: tab">shop</p>
<p id="load" dj-loading.show>loading</p> <input id="model" dj-model="text"> <em id="text">{{ text }}</em>
<button id="html" dj-click="write">html</button><div id="inner">{{ html|safe }}</div></div>"""

    def mount(self, request: HttpRequest) -> None:
        self.count, self.liked, self.tab, self.found, self.text, self.html = 0, False, "home", "", "", ""

    @event_handler()
    @debounce(0.01)
    @optimistic
    @cache(ttl=60, key_params=["value"])
    def search(self, value: str = "", **kwargs: Any) -> None:
        self.found = f"found {value}"

    @event_handler()
    @optimistic
    def more(self, **kwargs: Any) -> None:
        self.count += 1

    @event_handler()
    @optimistic
    def like(self, **kwargs: Any) -> None:
        self.liked = not self.liked

    @event_handler()
    @client_state(["tab"])
    def switch(self, tab: str = "") -> None:
        self.tab = tab

    @event_handler()
    def write(self, **kwargs: Any) -> None:
        self.html = '<i title="a">html</i>'
