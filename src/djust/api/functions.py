"""The door of server functions: ``POST call/<view>/<name>/``, behind ``djust.call(view, name, params)`` in the browser."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from djust.api.calls import Door, answer

DOOR: Final = Door(lambda registry: registry.functions, "server_function()")


@login_not_required  # the view that is called says who may; and `csrf` makes the check
@csrf_exempt
def call(request: HttpRequest, view: str, name: str) -> HttpResponse:
    """Call a server function."""
    return answer(request, view, name, DOOR)
