"""HTML of the server's in which no parts are known: there from the start, or only later."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from djust import LiveView, event_handler


class Cards(LiveView):
    """Shows HTML once something was written; with ``?written`` from the start."""

    template = """<main><input id="note" name="note"><div id="card">{{ html|safe }}</div> <b id="n">{{ n }}</b>
<button id="write" dj-click="write">write</button> <button id="count" dj-click="more">count</button></main>"""

    def mount(self, request: HttpRequest) -> None:
        self.n = 0
        self.html = "<i>card</i>" if "written" in request.GET else ""

    @event_handler()
    def write(self, **kwargs: Any) -> None:
        self.n += 1
        self.html = f"<i>card {self.n}</i>"

    @event_handler()
    def more(self, **kwargs: Any) -> None:
        self.n += 1


def nonced(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Allow scripts and styles that the response itself names, and no others."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        nonce = secrets.token_urlsafe(8)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        sources = f"script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'"
        response.headers["Content-Security-Policy"] = f"default-src 'none'; connect-src 'self'; {sources}"
        return response

    return guarded


@method_decorator(nonced, name="dispatch")
class NoncedCards(Cards):
    """The same under a policy that knows scripts and styles by nothing but the response's nonce."""
