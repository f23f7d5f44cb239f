"""What ``manage.py check`` says about the live views that URLs lead to."""

from __future__ import annotations

import functools
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.contrib.auth.decorators import login_required
from django.core.checks import CheckMessage
from django.template import Engine
from django.urls import include, path

from djust import LiveView, event_handler
from djust.checks.views import check_views
from tests.site.models import Note

if TYPE_CHECKING:
    from decimal import Decimal as Money


@pytest.fixture
def checked(settings: Any) -> Any:
    """Return a function that puts views at URLs and runs the check."""

    def check(*views: Any) -> list[CheckMessage]:
        urls = ModuleType("urls_of_a_check")
        urls.urlpatterns = [path(f"page-{n}/", view) for n, view in enumerate(views)]  # type: ignore[attr-defined]
        settings.ROOT_URLCONF = urls
        return check_views()

    return check


class Good(LiveView):
    template = '<p>{{ count }}</p><button dj-click="add">+</button><input dj-input="search" dj-debounce="300" dj-model="query">'

    choices: ClassVar[list[str]] = ["a", "b"]
    on_mount: ClassVar[list[Any]] = [print]
    permission_required: ClassVar[list[str]] = []

    def mount(self, request):
        self.count = 0
        self.items = []

    @event_handler
    def add(self, **kwargs):
        self.count += 1
        self.items.append(self.count)

    @event_handler(params=["value"])
    def search(self, value: str = "", note: Note | None = None, name="", **kwargs):
        self.query = value


def test_a_view_without_mistakes_has_no_findings(checked: Any) -> None:
    assert checked(Good.as_view()) == []


def test_no_urls_no_findings(settings: Any) -> None:
    settings.ROOT_URLCONF = ""

    assert check_views() == []


def test_a_view_without_a_template_is_an_error(checked: Any) -> None:
    class Bare(LiveView):
        pass

    [error] = checked(Bare.as_view())
    assert error.id == "djust.E002"
    assert "expected one of template_name" in error.msg
    assert error.hint.endswith("(docs/reference/checks.md#e002)")


def test_a_template_that_is_not_there_is_an_error(checked: Any) -> None:
    class Lost(LiveView):
        template_name = "no/such/page.html"

    [error] = checked(Lost.as_view())
    assert error.id == "djust.E003"
    assert "TemplateDoesNotExist: no/such/page.html" in error.msg
    assert error.hint.startswith("Correct the name, or write one of these files: /")
    assert "site-packages" not in error.hint
    assert "/templates/no/such/page.html" in error.hint


def test_a_template_that_a_tag_of_somebodys_breaks_is_an_error(checked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(parser: Any, token: Any) -> Any:
        raise TypeError("'NoneType' object is not subscriptable")

    class Broken(LiveView):
        template = "{% broken %}"

    monkeypatch.setitem(Engine.get_default().template_builtins[0].tags, "broken", broken)
    [error] = checked(Broken.as_view())
    assert error.id == "djust.E003"
    assert (
        "The template of test_a_template_that_a_tag_of_somebodys_breaks_is_an_error.<locals>.Broken cannot be loaded: TypeError"
        in error.msg
    )


def test_a_template_with_a_syntax_error_is_an_error(checked: Any) -> None:
    class Open(LiveView):
        template = "{% if x %}never closed"

    [error] = checked(Open.as_view())
    assert error.id == "djust.E003"
    assert "TemplateSyntaxError" in error.msg


def test_a_handler_name_that_no_handler_has_is_a_warning_with_the_nearest(checked: Any) -> None:
    class Typo(LiveView):
        template = '<button dj-click="incremnt">+</button><button dj-click="other(1)">?</button>'

        @event_handler
        def increment(self, **kwargs): ...

    first, second = checked(Typo.as_view())
    assert first.id == second.id == "djust.W002"
    assert "calls 'incremnt'" in first.msg
    assert first.hint.startswith("Did you mean 'increment'?")
    assert second.hint.startswith("The view offers: increment.")


def test_an_unmarked_method_that_the_template_calls_is_a_warning(checked: Any) -> None:
    class Unmarked(LiveView):
        template = '<button dj-click="add">+</button>'

        def add(self, **kwargs): ...

    [warning] = checked(Unmarked.as_view())
    assert warning.hint.startswith("Write @event_handler() above ")
    assert "Unmarked.add" in warning.hint


def test_a_signature_that_no_event_can_fill_is_a_warning(checked: Any) -> None:
    class Positional(LiveView):
        template = "<p></p>"

        @event_handler
        def pick(self, item_id, /): ...

    [warning] = checked(Positional.as_view())
    assert warning.id == "djust.W008"
    assert "positional-only" in warning.msg


def test_an_annotation_that_cannot_be_resolved_is_a_warning(checked: Any) -> None:
    class Shop(LiveView):
        template = "<p></p>"

        @event_handler
        def pay(self, amount: Money = 0, colour: complex = 0j): ...

    first, second = checked(Shop.as_view())
    assert first.id == second.id == "djust.W009"
    assert "Shop.pay: the parameter 'amount' cannot be filled: annotation 'Money' cannot be resolved" in first.msg
    assert "register_coercion(complex, function)" in second.msg


def test_a_handler_that_coerces_nothing_may_have_any_annotation(checked: Any) -> None:
    class Raw(LiveView):
        template = "<p></p>"

        @event_handler(coerce_types=False)
        def pay(self, amount: Money = 0): ...

    assert checked(Raw.as_view()) == []


def test_params_that_are_no_parameters_or_leave_out_a_required_one_are_warnings(checked: Any) -> None:
    class Restricted(LiveView):
        template = "<p></p>"

        @event_handler(params=["item"])
        def pick(self, item_id): ...

    unknown, left_out = checked(Restricted.as_view())
    assert unknown.id == left_out.id == "djust.W003"
    assert "'item', which is none of its parameters" in unknown.msg
    assert "no event can succeed" in left_out.msg


class Basket(LiveView):
    template = "{{ items }}"

    items: ClassVar[list[int]] = []
    totals: ClassVar[dict[str, int]] = {}
    seen: ClassVar[set[int]] = set()
    fine: ClassVar[list[int]] = [1, 2]
    replaced: ClassVar[list[int]] = []

    def mount(self, request):
        self.replaced = []

    @event_handler
    def add(self, item_id: int = 0, **kwargs):
        self.items.append(item_id)
        self.replaced.append(item_id)
        self.copied = sorted(self.fine)

    def count(self):
        self.totals["all"] += 1

    def look(self):
        self.seen |= {1}


def test_a_mutable_class_attribute_that_is_edited_in_place_is_a_warning(checked: Any) -> None:
    warnings = checked(Basket.as_view())

    assert [warning.id for warning in warnings] == ["djust.W004"] * 3
    assert "Basket.items is a list of the class, which all visitors share, and add() changes it in place." in warnings[0].msg
    assert warnings[0].hint.startswith("Give each page its own: write self.items = … in mount().")
    assert "totals" in warnings[1].msg
    assert "seen" in warnings[2].msg


def test_views_behind_decorators_and_includes_are_found_once(checked: Any) -> None:
    class Bare(LiveView):
        pass

    def logged(view):
        @functools.wraps(view)
        def inner(*args, **kwargs):
            return view(*args, **kwargs)

        return inner

    views = [login_required(Bare.as_view()), logged(logged(Bare.as_view())), include([path("deep/", Bare.as_view())])]

    assert [message.id for message in checked(*views)] == ["djust.E002"]


class Bound(LiveView):
    template = """<input dj-model="query"><input dj-model="later"><input dj-model="save"><input dj-model="request"><input dj-model="total">
    <input dj-model="loud">"""
    query = ""

    @event_handler
    def save(self) -> None:
        pass

    @property
    def total(self) -> int:
        return 1

    @property
    def loud(self) -> str:
        return ""

    @loud.setter
    def loud(self, value: str) -> None:
        self.query = value


def test_a_field_bound_to_what_no_page_may_set_is_a_warning(checked: Any) -> None:
    warnings = checked(Bound.as_view())

    assert [warning.id for warning in warnings] == ["djust.W005"] * 3
    assert [name for warning in warnings for name in ("request", "save", "total") if repr(name) in warning.msg] == [
        "request",
        "save",
        "total",
    ]


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("<form dj-submit='enter'>{% if a %}<input name='p' type=password>{% endif %}</form>", 1),
        ('<form\n id="{{ a }}" method="get" dj-submit="enter"><input type="password"></form>', 1),
        ('<form dj-submit="enter" method="post">{% csrf_token %}<input type="password"></form>', 0),
        ("<form METHOD=POST dj-submit=enter><input type='password'></form>", 0),
        ('<form action="/login/"><input type="password"></form><form dj-submit="enter"><input></form>', 0),
        ('<form dj-submit="enter"></form><input type="password">', 0),
        ('<!-- <form dj-submit="enter"><input type="password"></form> -->', 0),
    ],
)
def test_a_password_must_not_come_into_the_address(checked: Any, form: str, found: int) -> None:
    class Entrance(LiveView):
        template = form

        @event_handler
        def enter(self, **kwargs): ...

    assert [message.id for message in checked(Entrance.as_view())] == ["djust.W025"] * found
