"""A page on which a value breaks its place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe

from djust import LiveView, event_handler


class Breaking(LiveView):
    """HTML that its element cannot hold."""

    template = "<div><i>x</i>{{ html }}</div><section>{% if show %}<b>{{ word }}</b>{% endif %}</section>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.html = mark_safe("<p>one")
        self.show = True
        self.word = "hello"

    @event_handler
    def say(self, word: str) -> None:
        self.word = word

    @event_handler
    def put(self, html: str) -> None:
        self.html = mark_safe(html)
