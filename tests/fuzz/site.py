"""A page with doors that must open and walls that must hold."""

from __future__ import annotations

import datetime
import enum
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import path

from djust import LiveView, event_handler, on_mount, permission_required, server_function
from djust.decorators import background


class Size(enum.Enum):
    """A closed choice."""

    SMALL = "s"
    LARGE = "l"


@dataclass
class Address:
    """What a form makes."""

    street: str
    number: int = 1


#: What was run and must never be.
REACHED: list[str] = []


@on_mount
def hook(view: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Is called before mount, and by nobody else."""


class Fortress(LiveView):
    """Every handler says what it got; everything else must not be reached."""

    template = """
    <p>{{ text }}</p><p>{{ number }}</p>{% for row in rows %}<i>{{ row }}</i>{% endfor %}
    <input dj-model="text" value="{{ text }}"><input dj-model="number" value="{{ number }}"><input dj-model="flag" type="checkbox">"""
    on_mount = [hook]
    constant = "constant"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.text = ""
        self.number = 0
        self.flag = False
        self.rows: list[Any] = []
        self.admin = False
        self._secret = "swordfish"

    def _private(self, **kwargs: Any) -> None:
        REACHED.append("_private")

    def unmarked(self, **kwargs: Any) -> None:
        """Public, and no handler."""
        REACHED.append("unmarked")

    def handle_info(self, message: Any) -> None:
        """Is for broadcasts."""
        REACHED.append("handle_info")

    def handle_params(self, params: Any, uri: str) -> None:
        """Is for the address."""

    @server_function()
    def served(self, **kwargs: Any) -> None:
        """Is called over HTTP only."""
        REACHED.append("served")

    @event_handler
    @permission_required("auth.nobody")
    def forbidden(self, **kwargs: Any) -> None:
        """Nobody here may."""
        REACHED.append("forbidden")

    @event_handler(params=["allowed"])
    def restricted(self, allowed: str = "", hidden: str = "") -> None:
        """Takes one of its parameters from pages."""
        if hidden:
            REACHED.append("restricted")

    @event_handler
    def anything(self, **kwargs: Any) -> None:
        """Takes what comes."""
        self.rows = [*self.rows[-3:], sorted(kwargs)]

    @event_handler
    def typed(
        self,
        whole: int = 0,
        real: float = 0.0,
        yes: bool = False,
        word: str = "",
        many: list[int] | None = None,
        size: Size | None = None,
        which: Literal["a", "b"] = "a",
        day: datetime.date | None = None,
        price: Decimal | None = None,
        key: uuid.UUID | None = None,
        address: Address | None = None,
        table: dict[str, int] | None = None,
    ) -> None:
        """Gets what it asked for, or is not run."""
        wanted = {int: whole, float: real, bool: yes, str: word}
        if any(type(value) is not kind for kind, value in wanted.items()):
            REACHED.append(f"typed with {wanted!r}")
        if many is not None and any(type(each) is not int for each in many):
            REACHED.append(f"typed with {many!r}")
        if which not in ("a", "b") or not isinstance(size, Size | None) or not isinstance(day, datetime.date | None):
            REACHED.append(f"typed with {which!r}, {size!r}, {day!r}")
        if not isinstance(price, Decimal | None) or not isinstance(key, uuid.UUID | None) or not isinstance(address, Address | None):
            REACHED.append(f"typed with {price!r}, {key!r}, {address!r}")
        if table is not None and any(type(each) is not int for each in table.values()):
            REACHED.append(f"typed with {table!r}")

    @event_handler
    def add(self, by: int = 1) -> None:
        """Count."""
        self.number = (self.number + by) % 1000

    @event_handler
    @background
    def later(self, **kwargs: Any) -> None:
        """Run beside."""
        self.text = "later"


#: Attributes that a page of this class may ever have.
KNOWN = frozenset(("text", "number", "flag", "rows", "admin", "_secret", "request", "args", "kwargs", "head", "_djust", "_action_state"))

urlpatterns = [path("fortress/", Fortress.as_view()), path("fortress/<str:name>/", Fortress.as_view())]
