"""The constructs that other engines get wrong, walked through a list of states; Django's own page of each state stands beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from djust import LiveView, event_handler

TEMPLATE = "browser/constructs.html"

GROUPS: list[dict[str, Any]] = [{"name": "a", "entries": [1, 2]}, {"name": "b", "entries": []}, {"name": "<c>", "entries": [3]}]

#: Every name of a state is one that the template shows in a place of its own.
STATES: list[dict[str, Any]] = [
    {"n": 0, "active": True, "a": True, "text": "hello", "chosen": 2, "items": [1, 2, 3], "groups": GROUPS},
    {"n": 1, "active": False, "a": True, "text": "", "chosen": 2, "items": [1, 2, 3], "groups": GROUPS[::-1]},
    {"n": 2, "active": True, "a": False, "text": "</textarea><b>", "chosen": 1, "items": [3, 1, 4], "groups": GROUPS[:1]},
    {"n": 3, "active": False, "a": False, "text": "\nline", "chosen": 3, "items": [], "groups": []},
    {"n": 4, "active": True, "a": True, "text": "&amp;", "chosen": None, "items": [9, 8], "groups": GROUPS[1:]},
]


class Constructs(LiveView):
    """Goes to the state whose number the button carries."""

    template_name = TEMPLATE

    def mount(self, request: HttpRequest) -> None:
        self.go(0)

    @event_handler()
    def go(self, to: int = 0, **kwargs: Any) -> None:
        for name, value in STATES[to].items():
            setattr(self, name, value)


def plain(request: HttpRequest, to: int) -> HttpResponse:
    """Answer with Django's own page of a state."""
    return render(request, TEMPLATE, STATES[to])
