"""What every page of the demo has: the menu, and the switch between light and dark."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest

from djust import LiveView, event_handler
from djust.demo.contents import CONTENTS


class Page(LiveView):
    """A page of the demo; ``base.html`` draws what is common to them."""

    contents = CONTENTS
    slug = ""

    def mount(self, request: HttpRequest) -> None:
        self.theme = request.session.setdefault("theme", "auto")

    @event_handler()
    def choose_theme(self, theme: Literal["auto", "light", "dark"]) -> None:
        """Light, dark, or as the system has it: an attribute of ``<html>``, kept in Django's session."""
        self.theme = theme
        self.request.session["theme"] = theme
