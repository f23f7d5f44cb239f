"""Pages for some people only, and what becomes of those people while the pages are open."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login, logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.models import Permission, User
from django.http import HttpRequest, HttpResponse

from djust import LiveView, event_handler, on_mount, permission_required, server_function


def enter(request: HttpRequest, name: str) -> HttpResponse:
    """Log somebody in who may write."""
    user, _ = User.objects.get_or_create(username=name)
    user.user_permissions.set(Permission.objects.filter(codename="add_note"))
    login(request, user)
    return HttpResponse(f"Welcome, {name}")


def leave(request: HttpRequest) -> HttpResponse:
    """Log the visitor out."""
    logout(request)
    return HttpResponse("Goodbye")


def expire(request: HttpRequest) -> HttpResponse:
    """End the visitor's session as its time does: the cookie stays."""
    request.session.delete()
    request.session.modified = False
    return HttpResponse("Over")


def revoke(request: HttpRequest) -> HttpResponse:
    """Take the visitor's permissions away."""
    request.user.user_permissions.clear()
    return HttpResponse("Revoked")


def door(request: HttpRequest) -> HttpResponse:
    """The login page."""
    return HttpResponse(f"<h1>Who are you?</h1><p id='next'>{request.GET.get('next', '')}</p>")


class Club(LoginRequiredMixin, LiveView):
    """A room of which the visitor may be thrown out."""

    api_name = "club"
    login_url = "/door/"
    template = """<b id="user">{{ user.username }}</b><b id="n">{{ n }}</b>
<button id="look" dj-click="look">look</button><button id="write" dj-click="write">write</button>"""
    n = 0

    @event_handler(expose_api=True)
    def look(self, **kwargs: Any) -> int:
        self.n += 1
        return self.n

    @event_handler(expose_api=True)
    @permission_required("site.add_note")
    def write(self, **kwargs: Any) -> int:
        self.n += 10
        return self.n

    @server_function()
    def who(self) -> str:
        return str(self.request.user)

    @server_function()
    @permission_required("site.add_note")
    def secret(self) -> str:
        return "told"


@on_mount
def needs_a_ticket(view: Any, request: HttpRequest, **kwargs: Any) -> str | None:
    """Send whoever has no ticket to the box office."""
    return None if "ticket" in request.COOKIES else "/box-office/"


class Theatre(LiveView):
    """Behind a hook."""

    api_name = "theatre"
    template = "<h1>The play</h1><button id='clap' dj-click='clap'>clap</button><b id='n'>{{ n }}</b>"
    on_mount = (needs_a_ticket,)
    n = 0

    @event_handler(expose_api=True)
    def clap(self, **kwargs: Any) -> int:
        self.n += 1
        return self.n

    @server_function
    def program(self) -> str:
        return "Hamlet"


def box_office(request: HttpRequest) -> HttpResponse:
    """Where the hook leads to."""
    return HttpResponse("<h1>Tickets</h1>")
