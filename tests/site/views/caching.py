"""Pages whose handlers' outcomes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect

from djust import LiveView, action, background, cache, event_handler, loading, permission_required, rate_limit, reactive, state
from tests.site.models import Note


def ran(view: LiveView, what: str) -> None:
    """Note a run where no outcome reaches."""
    view.request.ran = [*getattr(view.request, "ran", []), what]  # type: ignore[attr-defined]


TOWNS = ("Bern", "Basel", "Biel", "Chur")


class Once:
    """Cannot be shown again."""

    def __init__(self) -> None:
        self.shown = 0

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Any:
        self.shown += 1
        if self.shown > 1:
            raise OSError("gone")
        return iter([{"name": "once"}])


@dataclass
class Sealed:
    """Refuses to be copied."""

    def __copy__(self) -> Any:
        raise TypeError("sealed")


class Towns(LiveView):
    """A search whose runs are counted, beside state of other kinds."""

    template = (
        "<p>{{ query }}</p><ul>{% for town in results %}<li>{{ town.name }}{% if town.liked %}!{% endif %}</li>{% endfor %}</ul>"
        "<b>{{ count }}</b><i>{{ summary }}</i>"
    )

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.towns: list[dict[str, Any]] = [{"name": name, "liked": False} for name in TOWNS]
        self.results = self.towns
        self.query = ""
        self.count = 0
        self.tags: list[str] = ["all"]

    @property
    def summary(self) -> str:
        """Computed from what searches write."""
        return f"{len(self.results)} for {self.query}"

    @cache(ttl=60, key_params=["query"])
    @event_handler()
    def search(self, query: str = "", **kwargs: Any) -> None:
        ran(self, query)
        self.query = query
        self.results = [town for town in self.towns if town["name"].startswith(query)]

    @event_handler
    @cache(ttl=60, key_params=["query"])
    async def search_later(self, query: str = "") -> None:
        ran(self, query)
        self.query = query
        self.results = [{"name": name.upper(), "liked": False} for name in TOWNS if name.startswith(query)]

    @event_handler
    def like(self, name: str) -> None:
        next(town for town in self.towns if town["name"] == name)["liked"] = True

    @event_handler
    def spoil(self) -> None:
        for town in self.results:
            town["name"] = "spoilt"
        self.results.append({"name": "more", "liked": False})

    @event_handler
    def cut(self) -> None:
        """Edit in place what is shown, and nothing that is the page's own."""
        if self.results is not self.towns:
            del self.results[1:]

    @event_handler
    def increment(self) -> None:
        self.count += 1

    @event_handler
    def clear(self) -> None:
        self.results = []
        self.query = ""

    @event_handler
    @cache
    def retag(self) -> None:
        ran(self, "retag")
        self.tags[:] = ["fresh"]

    @event_handler
    def untag(self) -> None:
        self.tags.append("more")

    @event_handler
    @cache
    @loading("busy")
    def slowly(self) -> None:
        ran(self, "slowly")
        self.count = 100

    @event_handler
    @cache
    def pair(self) -> None:
        self.results = self.tags = [{"name": "one", "liked": False}]  # type: ignore[assignment,list-item]

    @event_handler
    @cache(key_params=["mark"])
    def grow(self, size: int = 0, mark: int = 0) -> None:
        ran(self, "grow")
        self._large = bytes(size)

    @event_handler
    @cache
    def seal(self) -> None:
        self.count = 7
        self._sealed = Sealed()

    @event_handler
    @cache
    def break_later(self) -> None:
        self.results = Once()  # type: ignore[assignment]

    @event_handler
    @cache(ttl=60, key_params=["query"])
    def flow(self, query: str = "") -> None:
        self._flow = iter(TOWNS)


class Effects(LiveView):
    """Handlers with outcomes that cannot be put back."""

    template = "<p>{{ done }}</p>{% for message in messages %}<i>{{ message }}</i>{% endfor %}<b>{{ order.result }}{{ order.error }}</b>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.done = 0

    @event_handler
    @cache
    def plain(self) -> None:
        self.done += 1

    @event_handler
    @cache
    def go(self) -> Any:
        self.done += 1
        return HttpResponseRedirect("/counter/")

    @event_handler
    @cache
    def go_otherwise(self) -> None:
        self.done += 1
        self.redirect("/counter/")

    @event_handler
    @cache
    def say(self) -> None:
        self.done += 1
        messages.success(self.request, "said")

    @event_handler
    @cache
    def remember(self) -> None:
        self.done += 1
        self.request.session["seen"] = self.done

    @event_handler
    @cache
    def fail(self) -> None:
        self.done += 1
        raise KeyError("x")

    @event_handler
    @cache
    @background
    def work(self) -> None:
        self.done += 1

    @event_handler
    @cache
    def begin(self) -> None:
        self.done += 1
        self.start_async(print, name="nothing")

    @event_handler
    @cache
    def stop(self) -> None:
        self.done += 1
        self.cancel_async("nothing")

    @event_handler
    @cache
    def enter(self) -> None:
        self.done += 1
        login(self.request, User.objects.get(username="ann"))

    @action
    @cache(key_params=["how"])
    def order(self, how: str = "") -> Any:
        self.done += 1
        if how == "badly":
            raise ValueError("sold out")
        return f"{how} ordered"

    @action
    def other(self) -> str:
        return "other"

    @event_handler
    @cache
    @permission_required("site.change_note")
    def guarded(self) -> None:
        self.done += 1

    @event_handler
    @cache
    @rate_limit(rate=0.001, burst=2)
    def paced(self) -> None:
        self.done += 1


class Notes(LiveView):
    """QuerySets."""

    template = (
        "<p>{% for note in found %}{{ note.text }} {% endfor %}</p><b>{{ found.count }}</b>"
        "<i>{% for note in all %}{{ note.text }} {% endfor %}</i>"
    )
    found: QuerySet[Note]
    all: QuerySet[Note]

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.all = Note.objects.all()
        self.found = Note.objects.none()

    @event_handler
    @cache(key_params=["text"])
    def find(self, text: str = "") -> None:
        self.found = Note.objects.filter(text__startswith=text)

    @event_handler
    def narrow(self, text: str = "") -> None:
        self.found = self.found.filter(text__contains=text)

    @event_handler
    def render(self) -> None:
        """Nothing: what is shown is asked for again."""


class Declared(LiveView):
    """Attributes of other kinds."""

    template = "<p>{{ count }}</p><b>{{ level }}</b>"
    level = state(default=0)
    _count = 0

    @reactive
    def count(self) -> int:
        """A property with a setter."""
        return self._count

    @count.setter
    def count(self, value: int) -> None:
        self._count = value

    @event_handler
    @cache(key_params=["to"])
    def set(self, to: int = 0) -> None:
        self.count = to
        self.level = to * 10

    @event_handler
    def drop(self) -> None:
        self.count = self.level = -1
