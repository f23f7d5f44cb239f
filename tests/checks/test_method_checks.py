"""What ``manage.py check`` reads in the methods of a view: memos of names that nothing sets, decorators that nothing calls."""

from __future__ import annotations

import functools
from types import ModuleType
from typing import Any

import pytest
from django.core.checks import WARNING, CheckMessage
from django.http import HttpRequest
from django.urls import include, path

from djust import (
    LiveView,
    action,
    background,
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
from djust.checks.calls import check_calls
from djust.checks.views import check_views
from tests.site.models import Note


@pytest.fixture
def checked(settings: Any) -> Any:
    """Return a function that puts views at URLs and runs the checks."""

    def check(*views: type[LiveView]) -> list[CheckMessage]:
        urls = ModuleType("urls_of_a_check")
        pages = [path(f"page-{number}/", view.as_view()) for number, view in enumerate(views)]
        urls.urlpatterns = [path("djust/", include("djust.urls")), *pages]  # type: ignore[attr-defined]
        settings.ROOT_URLCONF = urls
        return [*check_views(), *check_calls()]

    return check


class Page(LiveView):
    template = "<p></p>"


# -- W007


class Misspelt(Page):
    def mount(self, request: HttpRequest) -> None:
        self.rows = [1]

    @computed("rosw", "tax.rate")
    def total(self) -> int:
        return sum(self.rows)


def test_a_memo_of_a_name_that_nothing_sets_is_a_warning_with_the_nearest(checked: Any) -> None:
    first, second = checked(Misspelt)

    assert first.id == second.id == "djust.W007"
    assert first.msg == "Misspelt.total is computed('rosw'), but nothing sets 'rosw': it stays as it is at first."
    assert first.hint == "Did you mean 'rows'? (docs/reference/checks.md#w007)"
    assert "nothing sets 'tax'" in second.msg
    assert second.hint.startswith("Name what total() reads of self, or set it in mount().")


@on_mount
def remember(view: Any, request: HttpRequest) -> None:
    view.from_a_hook = 1


class Mixin:
    def prepare(self) -> None:
        self.from_a_mixin = 1


class Known(Mixin, Page):
    """Names of every kind that a page can have."""

    template = '<input dj-model="from_a_field"><p>{{ total }}</p>'
    on_mount = (remember,)
    from_the_class = 1
    annotated: int
    declared = state(default=1)

    def mount(self, request: HttpRequest) -> None:
        self.plain, (self.unpacked, *self.rest) = 1, (2, 3)
        for self.counted in range(3):
            pass
        setattr(self, "by_name", 1)  # noqa: B010 - that is the point
        self.level = 1
        print(self, getattr(self, "plain"))  # noqa: B009

    @reactive
    def level(self) -> int:
        return self._level

    @level.setter
    def level(self, value: int) -> None:
        self._level = value

    @functools.cached_property
    def cached(self) -> int:
        self.from_a_property = 1
        return 1

    @computed
    def twice(self) -> int:
        return 2

    @event_handler
    @loading("busy")
    def nested(self) -> None:
        def inner() -> None:
            self.from_a_closure = 1

        inner()

    @computed(
        "from_a_hook", "from_a_mixin", "from_a_field", "from_the_class", "annotated", "declared", "plain", "unpacked", "rest", "counted",
        "by_name", "level", "_level", "cached", "from_a_property", "twice", "busy", "from_a_closure", "request.user", "plain.anything",
    )  # fmt: skip
    def total(self) -> int:
        return 1


def test_whatever_can_set_a_name_makes_it_known(checked: Any) -> None:
    assert checked(Known) == []


def prepare(view: Any) -> None:
    view.unseen = 1


class HandsItselfOver(Page):
    def mount(self, request: HttpRequest) -> None:
        prepare(self)

    @computed("unseen")
    def total(self) -> int:
        return 1


class SetsWhateverComes(Page):
    def mount(self, request: HttpRequest) -> None:
        for name in ("uns", "een"):
            setattr(self, name, 1)

    @computed("unseen")
    def total(self) -> int:
        return 1


class WritesItsDict(Page):
    def mount(self, request: HttpRequest) -> None:
        self.__dict__.update(unseen=1)

    @computed("unseen")
    def total(self) -> int:
        return 1


class AnswersForEverything(Page):
    def __getattr__(self, name: str) -> int:
        return 1

    @computed("unseen")
    def total(self) -> int:
        return 1


def wrapping(function: Any) -> Any:
    @functools.wraps(function)
    def inner(self: Any, *args: Any, **kwargs: Any) -> Any:
        self.unseen = 1
        return function(self, *args, **kwargs)

    return inner


class IsWrapped(Page):
    @wrapping
    def mount(self, request: HttpRequest) -> None: ...

    @computed("unseen")
    def total(self) -> int:
        return 1


@pytest.mark.parametrize("view", [HandsItselfOver, SetsWhateverComes, WritesItsDict, AnswersForEverything, IsWrapped])
def test_where_nobody_can_know_nothing_is_said(checked: Any, view: type[LiveView]) -> None:
    assert checked(view) == []


# -- W006


class Unreachable(Page):
    @permission_required("site.delete_note")
    @rate_limit(rate=1, burst=1)
    def drop(self, item_id: int = 0) -> None: ...

    @background
    def build(self) -> None: ...

    @loading("busy")
    async def _save(self) -> None: ...

    @event_handler
    @background
    def fine(self) -> None: ...

    @server_function
    @rate_limit
    def asked(self) -> None: ...


def test_decorators_above_a_method_that_nothing_can_call_are_a_warning(checked: Any) -> None:
    found = checked(Unreachable)

    assert [warning.id for warning in found] == ["djust.W006"] * 3
    assert found[0].msg == "Unreachable.drop has @permission_required and @rate_limit above it, but nothing can call it."
    assert found[0].hint.startswith("Write @event_handler() (or @action, or @server_function) above it as well")
    assert [warning.msg.split()[2] for warning in found[1:]] == ["@background", "@loading"]


# -- no false alarm


@on_mount
def needs_a_name(view: Any, request: HttpRequest, **kwargs: Any) -> str | None:
    return None if request.user.is_anonymous or request.user.get_username() else "/account/"


class Everything(LiveView):
    """Each decorator, in the way that people use it most."""

    api_name = "everything"
    template = """{% if book.pending %}…{% elif book.error %}{{ book.error }}{% elif book.result %}#{{ book.result.id }}{% endif %}
    <input dj-input="look" value="{{ query }}"><button dj-click="drop" data-item-id="5" {% if is_saving %}disabled{% endif %}>-</button>
    <form dj-submit="write"><input name="title"></form>{{ total }} {{ doubled }} {{ level }} {{ picked }} {{ content }}"""
    on_mount = [needs_a_name]
    picked = state(default=0)

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.rows = [{"price": 1, "number": 2}]
        self.share = 0.5
        self.query = ""
        self._level = 0

    @reactive
    def level(self) -> int:
        return self._level

    @level.setter
    def level(self, value: int) -> None:
        self._level = value

    @computed
    def doubled(self) -> int:
        return self.picked * 2

    @computed("rows", "share")
    def total(self) -> float:
        return sum(row["price"] * row["number"] for row in self.rows) * (1 + self.share)

    @action()
    def book(self, title: str = "", **kwargs: Any) -> dict[str, int]:
        if not title:
            raise ValueError("A title, please")
        return {"id": Note.objects.create(text=title).pk}

    @server_function()
    def suggest(self, q: str = "", **kwargs: Any) -> list[dict[str, Any]]:
        return [{"id": note.pk, "text": note.text} for note in Note.objects.filter(text__icontains=q)[:10]]

    @event_handler()
    @debounce(0.5)
    @optimistic
    @cache(ttl=60)
    def look(self, value: str = "", **kwargs: Any) -> None:
        self.query = value
        self.found = Note.objects.filter(text__icontains=value)

    @event_handler()
    @loading("is_saving")
    def write(self, title="", **form):  # type: ignore[no-untyped-def]
        Note.objects.create(text=title)

    @permission_required("site.delete_note")
    @rate_limit(rate=5, burst=3)
    @event_handler()
    def drop(self, item_id: int = 0, **kwargs: Any) -> None:
        Note.objects.filter(pk=item_id).delete()

    @event_handler
    @background
    def generate(self, prompt: str = "", **kwargs: Any) -> None:
        self.generating = True
        try:
            self.content = prompt.upper()
        except Exception as error:
            self.error = str(error)
        finally:
            self.generating = False

    @client_state(keys=["picked", "order"])
    @event_handler()
    def pick(self, picked: int = 0, **kwargs: Any) -> None:
        self.picked = picked

    @throttle(interval=0.1)
    @event_handler()
    def scrolled(self, scroll_y: int = 0, **kwargs: Any) -> None:
        self.place = scroll_y

    @optimistic
    @event_handler()
    def more(self, **kwargs: Any) -> None:
        self.picked += 1

    @event_handler()
    @optimistic
    def toggle(self, price: int = 0, **kwargs: Any) -> None:
        row = next(each for each in self.rows if each["price"] == price)
        row["number"] = not row["number"]

    @event_handler
    def stop(self, **kwargs: Any) -> None:
        self.cancel_async("generate")

    @event_handler(coerce_types=False, expose_api=True)
    def raw(self, value: str = "", **kwargs: Any) -> None: ...


def test_what_people_write_every_day_is_no_warning(checked: Any) -> None:
    found = checked(Everything)

    assert [each.id for each in found if each.level >= WARNING] == []
    assert [each.id for each in found] == ["djust.I010", "djust.I012"], "one entry for every search; a key that nothing sets"


# -- W026


class Hiding(Page):
    def mount(self, request: HttpRequest) -> None:
        self.request = request
        self.options = ["a"]
        self.run = True

    @event_handler
    def later(self) -> None:
        self.update: str = "soon"  # type: ignore[assignment]


class Overriding(Page):
    @reactive
    def update(self) -> int:  # type: ignore[override]
        return 1

    @update.setter
    def update(self, value: int) -> None: ...

    @event_handler
    def later(self) -> None:
        self.update = 2


def test_state_that_hides_what_live_view_has_is_found_and_what_nothing_needs_is_not(checked: Any) -> None:
    found = [message for message in checked(Hiding, Overriding) if message.id == "djust.W026"]

    assert [message.msg for message in found] == [
        "Hiding.mount sets self.request, which is LiveView's own.",
        "Hiding.later sets self.update, which is LiveView's own.",
    ]
    assert all(message.hint.startswith("Choose another name") and message.level == WARNING for message in found)
