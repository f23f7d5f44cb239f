"""Pages that know who looks at them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.http import HttpRequest
from django.utils import translation

from djust import LiveView, event_handler
from tests.site.models import Note


class Account(LoginRequiredMixin, LiveView):
    """For people who are logged in, by Django's mixin."""

    template = "<p>{{ user.username }}</p><p>{{ clicks }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.clicks = 0

    @event_handler
    def click(self) -> None:
        self.clicks += 1


class Members(LiveView):
    """For people who are logged in, by the class attribute."""

    login_required = True
    template = "<p>{{ clicks }}</p>"
    clicks = 0

    @event_handler
    def click(self) -> None:
        self.clicks += 1


class Vault(LiveView):
    """For people with a permission, by the class attribute."""

    permission_required = "site.add_note"
    template = "<p>{{ clicks }}</p>"
    clicks = 0

    @event_handler
    def click(self) -> None:
        self.clicks += 1


class MixinVault(PermissionRequiredMixin, LiveView):
    """For people with a permission, by Django's mixin."""

    permission_required = "site.add_note"
    template = "<p>{{ clicks }}</p>"
    clicks = 0

    @event_handler
    def click(self) -> None:
        self.clicks += 1


class Basket(LiveView):
    """What a visitor keeps in Django's session, and what is said to them."""

    template = "<p>{{ things|join:',' }}</p><p>{{ language }}</p>{% for message in messages %}<b>{{ message }}</b>{% endfor %}"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.things = request.session.setdefault("things", [])
        self.language = translation.get_language()

    @event_handler
    def put(self, thing: str) -> None:
        things = [*self.request.session.get("things", []), thing]
        self.request.session["things"] = things
        self.things = things
        messages.success(self.request, f"{thing} is in")

    @event_handler
    def ask_language(self) -> None:
        self.language = translation.get_language()

    @event_handler
    def checkout(self) -> None:
        messages.success(self.request, "Thank you")
        self.redirect("/basket/")


class Notes(LiveView):
    """A QuerySet as state."""

    template = "{% if notes %}<ul>{% for note in notes %}<li>{{ note.text }}</li>{% endfor %}</ul>{% endif %}<p>{{ notes|length }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.notes = Note.objects.all()

    @event_handler
    def add(self, text: str) -> None:
        Note.objects.create(text=text)

    @event_handler
    def drop(self, note: Note) -> None:
        note.delete()

    @event_handler
    def only(self, word: str) -> None:
        self.notes = Note.objects.filter(text__contains=word)
