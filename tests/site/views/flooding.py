"""A page that says far more than it is asked."""

from __future__ import annotations

import itertools
import random
from typing import Any

from django.http import HttpRequest, HttpResponse

from djust import LiveView, event_handler

_handled = itertools.count()
_last = 0


class Flooding(LiveView):
    """Each event changes twenty kilobytes."""

    template = "<pre>{{ text }}</pre>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.text = ""

    @event_handler
    def fill(self) -> None:
        global _last
        self.text = f"{random.getrandbits(80_000):020000x}"
        _last = next(_handled) + 1


def flooded(request: HttpRequest) -> HttpResponse:
    """Say how often any page of this process was filled."""
    return HttpResponse(str(_last))
