"""A page whose state follows its fields."""

from __future__ import annotations

import datetime
import enum
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe

from djust import LiveView, event_handler


class Colour(enum.Enum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


class Following(LiveView):
    """One name of each kind; some that are bound by mistake, and some that no field stands for."""

    template_name = "site/following.html"

    amount: int | None
    shared = "of the class"
    saved = 0

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.title = ""
        self.note: Any = None
        self.markup = mark_safe("<b>bold</b>")
        self.done = False
        self.count = 1
        self.ratio = 0.5
        self.price = Decimal("1.50")
        self.day = datetime.date(2026, 1, 2)
        self.colour = Colour.RED
        self.tags: list[str] = []
        self.amount = 3
        self.is_admin = False
        self._secret = "kept"
        self.unplain: Any = {"a": 1}
        self._shout = ""

    @property
    def loud(self) -> str:
        return self._shout

    @loud.setter
    def loud(self, value: str) -> None:
        if value == "!":
            raise ValueError("too loud")
        self._shout = value.upper()

    @property
    def fixed(self) -> str:
        return "fixed"

    def method(self) -> None:
        self.saved = 99

    @event_handler
    def save(self) -> None:
        self.saved += 1
