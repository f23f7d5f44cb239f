"""Handlers with decorators of every kind, on one page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect

from djust import ActionError, LiveView, action, computed, event_handler, loading, permission_required, rate_limit, reactive, state
from tests.site.models import Note


class Working(LiveView):
    """Says what its handlers do, while they do it."""

    template = (
        "<p>{% if busy %}busy{% endif %}</p><p>{{ done }}</p>"
        "<p>{% if order.pending %}wait{% elif order.error %}no: {{ order.error }}"
        "{% elif order.result %}got {{ order.result.id }}{% endif %}</p>"
    )
    seen: list[Any]

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.done = 0
        self.seen = []

    @event_handler
    @loading("busy")
    def save(self, **kwargs: Any) -> None:
        self._busy_inside = self.busy  # type: ignore[attr-defined]
        self.done += 1

    @loading("busy")
    @event_handler
    async def save_later(self) -> None:
        self.done += 1

    @event_handler
    @loading("busy")
    def fail(self) -> None:
        self.done = 100
        raise KeyError("secret")

    @event_handler
    @loading("busy")
    async def fail_later(self) -> None:
        self.done = 100
        raise KeyError("secret")

    @event_handler
    @loading("busy")
    def exit(self) -> None:
        raise SystemExit

    @action
    def order(self, how: str = "", number: int = 7) -> Any:
        self.seen.append(self._action_state["order"]["pending"])  # type: ignore[attr-defined]
        self.done += 1
        match how:
            case "value":
                raise ValueError("Title missing")
            case "action":
                raise ActionError("Sold out")
            case "validation":
                raise ValidationError(["One.", "Two."])
            case "unicode":
                b"\xff".decode()
            case "key":
                raise KeyError("secret")
            case "denied":
                raise PermissionDenied("secret")
            case "missing":
                Note.objects.get(pk=number)
            case "redirect":
                return HttpResponseRedirect("/counter/")
        return {"id": number}

    @action()
    async def order_later(self, how: str = "") -> Any:
        if how:
            raise ValueError(how)
        return {"id": 8}

    @event_handler(atomic=True)
    @action
    def write(self) -> None:
        Note.objects.create(text="half")
        raise ValueError("no")

    @event_handler
    def plain_failure(self) -> None:
        self.seen.clear()
        raise ValueError("not shown")


class Telling(Working):
    """Shows every exception of an action."""

    action_errors = "all"


class Restricted(LiveView):
    """Handlers that are not for everybody, or not for ever."""

    template = "<p>{{ done }}</p>"
    done = 0

    @permission_required("site.add_note")
    @event_handler
    def add(self) -> None:
        self.done += 1

    @event_handler
    @permission_required(["site.add_note", "site.delete_note"])
    async def both(self) -> None:
        self.done += 1

    @rate_limit(rate=0.01, burst=2)
    @event_handler
    def seldom(self, by: int = 1) -> None:
        self.done += by

    @event_handler
    @rate_limit
    def often(self) -> None:
        self.done += 1


class Reacting(LiveView):
    """State that is declared, set, and worked out."""

    template = "<p>{{ count }}</p><p>{{ names|join:',' }}</p><p>{{ level }}</p><p>{{ doubled }}</p><p>{{ total }}</p><p>{{ gross }}</p>"

    count = state(default=0)
    names = state(default=["a"])
    extras = state(default_factory=dict)
    worked: list[str]

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.worked = []
        self.level = 1
        self.items = [{"price": 2, "qty": 3}]
        self.rate = {"tax": 10}
        self._log: list[int] = []

    @reactive
    def level(self) -> int:
        return self._level

    @level.setter
    def level(self, value: int) -> None:
        self._level = min(value, 9)

    @computed
    def doubled(self) -> int:
        self._log.append(self.count)
        return self.count * 2

    @computed("items")
    def total(self) -> int:
        self.worked.append("total")
        return sum(item["price"] * item["qty"] for item in self.items)

    @computed("total", "rate.tax")
    def gross(self) -> int:
        self.worked.append("gross")
        return self.total + self.rate["tax"]

    @event_handler
    def increment(self) -> None:
        self.count += 1

    @event_handler
    def fail(self) -> None:
        self.count += 1
        self.items[0]["qty"] = 100
        assert self.total == 200
        raise ValueError("back")

    @event_handler
    def price(self, price: int) -> None:
        self.items[0]["price"] = price

    @event_handler
    def tax(self, percent: int) -> None:
        self.rate["tax"] = percent


class Counted(LiveView):
    """A memo over rows of the database."""

    template = "<p>{{ number }}</p>"
    notes: QuerySet[Note]

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.notes = Note.objects.all()

    @computed("notes")
    def number(self) -> int:
        return len(self.notes)

    @event_handler
    def add(self, text: str) -> None:
        Note.objects.create(text=text)


class Forgetful(LiveView):
    """A memo of something that ``mount`` does not set."""

    template = "<p>{{ total }}</p>"

    @computed("itmes")
    def total(self) -> int:
        return 0
