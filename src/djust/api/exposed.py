"""The door of exposed handlers: ``POST <view>/<handler>/`` for ``@event_handler(expose_api=True)``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from djust.api.calls import Door, answer
from djust.view.registry import Handler, Registry


def exposed(registry: Registry) -> Mapping[str, Handler]:
    """Return the handlers of a view that can be called over HTTP."""
    return {name: handler for name, handler in registry.handlers.items() if handler.meta.expose_api}


DOOR: Final = Door(exposed, "event_handler(expose_api=True)")


@login_not_required  # the view that is called says who may; and `csrf` makes the check
@csrf_exempt
def run(request: HttpRequest, view: str, handler: str) -> HttpResponse:
    """Run an exposed handler on an instance of its own."""
    return answer(request, view, handler, DOOR)
