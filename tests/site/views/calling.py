"""Pages with something that can be called from outside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Literal
from uuid import UUID

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect

from djust import LiveView, event_handler
from djust.decorators import action, background, loading, on_mount, permission_required, rate_limit, server_function
from tests.site.models import Note

#: What ``Walls`` did, in order.
STEPS: list[str] = []


@dataclass
class Place:
    """A town, and what lies around it."""

    town: str
    around: list[Place] | None = None


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Words(LiveView):
    """Server functions of every kind."""

    template = "<p>{{ count }}</p>"
    count = 0

    @server_function()
    def find(self, q: str = "", **kwargs: Any) -> list[dict[str, str]]:
        """Find words by their beginning."""
        return [{"word": word} for word in ("apple", "apricot", "birch") if word.startswith(q)]

    @server_function
    async def twice(self, n: int) -> int:
        return n * 2

    @server_function()
    def count_up(self) -> int:
        self.count += 1
        return self.count

    @server_function()
    def guess(self, share: float = 0.0, wait: timedelta = timedelta(0)) -> float:
        return share + wait.total_seconds()

    @server_function(coerce_types=False)
    def raw(self, n: int) -> str:
        return repr(n)

    @server_function()
    def rich(self) -> dict[str, Any]:
        return {
            "day": date(2024, 2, 29),
            "price": Decimal("1.50"),
            "id": UUID(int=7),
            "place": Place("Rye", [Place("Hythe")]),
            "colour": Colour.RED,
            "set": {1},
            "notes": Note.objects.order_by("pk").values("text"),
        }

    @server_function()
    def count_far(self, n: int) -> dict[str, Any]:
        return {
            "last": n,
            "next": n + 1,
            "below": -n - 1,
            "deep": [{"n": n + 2}],
            "text": str(n + 1),
            "fraction": 0.1234567890123456,
            "far": 1e300,
            "place": Place(n + 2),  # type: ignore[arg-type]  # an integer in whatever holds it
        }

    @server_function()
    def note(self, note: Note) -> str:
        return note.text

    @server_function()
    def keep(self, text: str) -> None:
        Note.objects.create(text=text)
        if text == "bad":
            raise RuntimeError("not that")

    @server_function()
    def unwritable(self) -> Any:
        return object()

    @server_function()
    def infinite(self) -> float:
        return float("inf")

    @server_function()
    def fail(self, how: str) -> None:
        raise {
            "error": RuntimeError("a secret of the server"),
            "denied": PermissionDenied("not you"),
            "missing": Http404("no such thing"),
            "exit": SystemExit(3),
        }[how]

    @server_function()
    def away(self) -> HttpResponseRedirect:
        return HttpResponseRedirect("/plain/")

    @server_function()
    def far_away(self) -> HttpResponseRedirect:
        return HttpResponseRedirect("https://elsewhere.example/")

    @server_function()
    def remember(self, word: str) -> None:
        self.request.session["word"] = word

    @permission_required("site.add_note")
    @server_function()
    def guarded(self, n: int = 0) -> str:
        return "in"

    @server_function()
    @rate_limit(rate=0.5, burst=2)
    def paced(self, n: int = 0) -> int:
        return n

    @event_handler()
    def click(self) -> None:
        self.count += 1

    def unmarked(self) -> str:
        return "never"


class Shelf(LiveView):
    """Handlers that programs may call."""

    template = "<p>{{ items|length }}</p>"
    api_name = "shelf"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.items = ["a", "b"]

    @event_handler(expose_api=True, description="Put something onto the shelf.\n\nIt comes last.")
    def put(self, item: str, times: int = 1) -> list[str]:
        self.items += [item] * times
        return self.items

    @event_handler(expose_api=True, serialize="as_object")
    async def take(self, place: Literal[0, 1] = 0) -> str:
        return self.items.pop(place)

    def as_object(self, result: str) -> dict[str, Any]:
        return {"taken": result, "left": self.items}

    @event_handler(expose_api=True, serialize=lambda view, result: f"{result} of {len(view.items)}")
    def size(self) -> int:
        return len(self.items)

    @event_handler(expose_api=True, params=["colour"])
    def paint(self, colour: Colour, place: Place | None = None, note: Note | None = None, layers: list[int] = []) -> str:  # noqa: B006
        return f"{colour.value} {place}"

    @event_handler(expose_api=True)
    def move(self, to: Place, note: Note | None = None, days: tuple[date, int] | None = None, **rest: Any) -> str:
        return to.town

    @event_handler(expose_api=True, atomic=True)
    def write(self, text: str) -> int:
        Note.objects.create(text=text)
        if text == "bad":
            raise RuntimeError("not that")
        return Note.objects.count()

    @action()
    @event_handler(expose_api=True)
    def book(self, seats: int = 0) -> dict[str, int]:
        if seats == 0:
            raise ValueError("How many?")
        return {"booked": 12 // (seats - 1)}

    @event_handler(expose_api=True)
    @background
    @loading("busy")
    def count(self) -> int:
        return len(self.items)

    @event_handler()
    def inner(self) -> None:
        self.items.clear()


class Members(LoginRequiredMixin, LiveView):
    """For people who are logged in, by Django's mixin."""

    template = "<p></p>"
    api_name = "members"

    @server_function()
    def who(self) -> str:
        return self.request.user.get_username()


class Insiders(LiveView):
    """For people with a permission, by the class attribute."""

    template = "<p></p>"
    api_name = "insiders"
    permission_required = "site.add_note"

    @server_function()
    def who(self) -> str:
        user = self.request.user
        return user.username if isinstance(user, User) else ""


class Decorated(LiveView):
    """For people who are logged in, by a decorator of the URLconf."""

    template = "<p></p>"
    api_name = "decorated"

    @server_function()
    def who(self) -> str:
        return self.request.user.get_username()


class Product(LiveView):
    """Its page needs an argument of the URL; what is called from outside has none."""

    template = "<p>{{ pk }}</p>"
    api_name = "product"

    def mount(self, request: HttpRequest, pk: int) -> None:
        self.pk = pk

    @server_function()
    def known(self) -> bool:
        return hasattr(self, "pk")


class Prepared(Product):
    """It says itself what a call begins with."""

    api_name = "prepared"

    async def api_mount(self, request: HttpRequest) -> None:
        self.pk = int(request.GET.get("pk", 5))

    @server_function()
    def which(self) -> int:
        return self.pk


@on_mount
def _noted(view: Any, request: HttpRequest, **kwargs: Any) -> str | None:
    STEPS.append("hook")
    answer: str | None = {"away": "/plain/", "broken": None}.get(request.headers.get("X-Hook", ""))
    if request.headers.get("X-Hook") == "broken":
        raise RuntimeError("a hook that fails")
    return answer


class Walls(LiveView):
    """Every check a call can meet, each of which says that it was met."""

    template = "<p></p>"
    api_name = "walls"
    on_mount = [_noted]

    def mount(self, request: HttpRequest) -> Any:
        STEPS.append("mount")
        return HttpResponseRedirect("/plain/") if request.headers.get("X-Mount") == "away" else None

    def unmount(self) -> None:
        STEPS.append("unmount")

    @permission_required("site.add_note")
    @rate_limit(rate=0.1, burst=1)
    @server_function()
    def inside(self, n: int) -> int:
        STEPS.append("call")
        return n
