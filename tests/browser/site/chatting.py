"""A room in which everybody hears what is said."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

import djust
from djust import LiveView, event_handler


class Room(LiveView):
    """Lines of all, and a field of one's own."""

    template = """<div><ul id="lines">{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul>
<form dj-submit="say"><input id="text" name="text" value="{{ draft }}"><button id="send">say</button></form>
<button id="leave" dj-click="leave">leave</button> <b id="count">{{ count }}</b></div>"""

    def mount(self, request: HttpRequest) -> None:
        self.topic = "browser:room:" + request.GET.get("room", "")
        self.subscribe(self.topic)
        self.lines: list[str] = []
        self.draft = ""
        self.count = 0

    @event_handler()
    def say(self, text: str = "", **kwargs: Any) -> None:
        djust.broadcast(self.topic, {"text": text})
        self.count += 1

    @event_handler()
    def leave(self, **kwargs: Any) -> None:
        self.unsubscribe(self.topic)
        self.count += 1

    def handle_info(self, message: Any) -> None:
        if message["text"] == "boom":
            raise ValueError("swordfish")
        self.lines.append(message["text"])


def announce(request: HttpRequest) -> HttpResponse:
    """Say something in a room, from a view that is not live."""
    djust.broadcast("browser:room:" + request.GET["room"], {"text": request.GET["text"]})
    return HttpResponse("said")
