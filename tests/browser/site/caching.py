"""A page whose searches are kept, the runs of its handlers, and ways to let one side's half be too old."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse

from djust import LiveView, cache, client_state, debounce, event_handler, optimistic
from djust.session.population import population
from tests.browser.site.gates import wait_at

#: What ran, by the page's `?page=`.
_runs: defaultdict[str, list[str]] = defaultdict(list)
TOWNS = ("Bern", "Basel", "Biel", "Chur", "Genf")


class Towns(LiveView):
    """A search beside state of other kinds, and all that shows that something is on its way."""

    template = """<div id="page"><h1 class="{{ query|lower }} title" title="{{ query }}">{{ query }}</h1>
<input id="field" name="query" value="{{ query }}" dj-input="search" autocomplete="off">
<button id="B" dj-click="search" data-query="B" dj-disable-with="wait">B</button>
<button id="C" dj-click="search" data-query="C" dj-confirm="Sure?">C</button>
<button id="call" dj-click="search('Bi')">Bi</button>
<button id="later" dj-click="search_later" data-query="B">later</button>
<i id="spinner" dj-loading.show dj-loading.for="search">…</i>
<ul id="results">{% for town in results %}<li data-key="{{ town.id }}"><a>{{ town.name }}{% if town.liked %}!{% endif %}</a>
<button class="like" dj-click="like" data-town-id="{{ town.id }}">like</button></li>{% empty %}<li><a>none</a></li>{% endfor %}</ul>
<p>{{ results|length }} found</p>
<b id="count">{{ count }}</b><button id="more" dj-click="increment">more</button><button id="held" dj-click="increment_slowly">held</button>
<button id="add" dj-click="add">add</button><button id="empty" dj-click="empty">empty</button>
<button id="turn" dj-click="turn">turn</button>{% if open %}<section id="branch"><em>{{ query }}</em> {{ count }}</section>{% endif %}
<input id="model" dj-model="word" value="{{ word }}"><u>{{ word }}</u>
<span id="tab">{{ tab }}</span><button id="one" dj-click="choose" data-tab="one">1</button>
<button id="two" dj-click="choose" data-tab="two">2</button><s id="chosen" dj-text="tab"></s>
</div>"""

    def mount(self, request: HttpRequest) -> None:
        self.towns = [{"id": number, "name": name, "liked": False} for number, name in enumerate(TOWNS)]
        self.results = self.towns
        self.query = self.word = self.tab = ""
        self.count = 0
        self.open = True

    def _ran(self, what: str) -> None:
        _runs[self.request.GET.get("page", "")].append(what)

    @cache(ttl=60, key_params=["query"])
    @event_handler()
    def search(self, query: str = "", **kwargs: Any) -> None:
        self._ran(query)
        if query == "fail":
            raise KeyError(query)
        self.query = query
        self.results = [town for town in self.towns if town["name"].startswith(query)]  # type: ignore[attr-defined]

    @event_handler
    @cache(key_params=["query"])
    async def search_later(self, query: str = "", **kwargs: Any) -> None:
        self._ran(f"later {query}")
        self.query = query
        self.results = [{**town, "name": town["name"].upper()} for town in self.towns if town["name"].startswith(query)]  # type: ignore[attr-defined]

    @event_handler
    def like(self, town_id: int, **kwargs: Any) -> None:
        town = next(town for town in self.towns if town["id"] == town_id)
        town["liked"] = not town["liked"]

    @event_handler
    def increment(self, **kwargs: Any) -> None:
        self.count += 1

    @event_handler
    def increment_slowly(self, **kwargs: Any) -> None:
        wait_at("caching-held")
        self.count += 1

    @event_handler
    def add(self, **kwargs: Any) -> None:
        self.towns.insert(0, {"id": len(self.towns), "name": f"Bätterkinden {len(self.towns)}", "liked": False})
        self.results = self.towns

    @event_handler
    def empty(self, **kwargs: Any) -> None:
        self.results = []

    @event_handler
    def turn(self, **kwargs: Any) -> None:
        self.open = not self.open

    @client_state(keys=["tab"])
    @cache(key_params=["tab"])
    @event_handler
    def choose(self, tab: str = "", **kwargs: Any) -> None:
        self._ran(tab)
        self.tab = tab


class Around(Towns):
    """The field stands in what its searches show: the rule for a list that ends nothing makes one region of it."""

    template = """<div id="page"><ul><li>{% if query %}<b id="said">{{ query }}</b>{% endif %}
<input id="field" name="query" dj-input="search" autocomplete="off"><details id="more"><summary>more</summary>x</details>
<li id="results">{% for town in results %}<a>{{ town.name }}</a> {% endfor %}</ul>
<button id="B" dj-click="search" data-query="B">B</button></div>"""


class Composed(LiveView):
    """Everything at once, as it is written."""

    template = """<input id="field" dj-input="search" name="query" autocomplete="off"><p id="query">{{ query }}</p>
<ul id="results">{% for name in results %}<li><a>{{ name }}</a></li>{% endfor %}</ul>"""

    def mount(self, request: HttpRequest) -> None:
        self.query = ""
        self.results: list[str] = []

    def _search(self, query: str) -> None:
        runs = _runs[self.request.GET.get("page", "")]
        runs.append(query)
        if len(runs) > 2:
            wait_at("caching-composed")
        self.results = [name for name in TOWNS if name.startswith(query)]

    @event_handler()
    @debounce(0.5)
    @optimistic
    @cache(ttl=60, key_params=["query"])
    def search(self, query: str = "", **kwargs: Any) -> None:
        self.query = query
        self._search(query)


class Upside(Composed):
    """The same, the other way round."""

    @cache(ttl=60, key_params=["query"])
    @optimistic
    @debounce(0.5)
    @event_handler()
    def search(self, query: str = "", **kwargs: Any) -> None:
        self.query = query
        self._search(query)


class Keyless(Composed):
    """One outcome, whatever was asked."""

    @event_handler()
    @debounce(0.5)
    @optimistic
    @cache(ttl=60)
    def search(self, query: str = "", **kwargs: Any) -> None:
        self.query = query
        self._search(query)


class Members(LoginRequiredMixin, Towns):
    """For those who are logged in."""

    login_url = "/door/"


def runs(request: HttpRequest) -> HttpResponse:
    """What ran on a page."""
    return JsonResponse(_runs[request.GET["page"]], safe=False)


def later(request: HttpRequest) -> HttpResponse:
    """Let the server's half of a page be an hour old, and the browser's as it is."""
    for session in list(population.connected.values()):
        if session.page.request.GET.get("page") == request.GET["page"]:
            clock = session.cache.clock
            session.cache.clock = lambda clock=clock: clock() + 3600  # type: ignore[misc]
    return HttpResponse("later")


def shown(request: HttpRequest) -> HttpResponse:
    """What the server thinks a page shows."""
    (session,) = (each for each in list(population.connected.values()) if each.page.request.GET.get("page") == request.GET["page"])
    return HttpResponse(session.page.plan.write(session.page.values, marks=False))
