"""What is kept of a request for as long as its page lives: all that a handler may ask of it, and nothing of how it arrived."""

from __future__ import annotations

from io import BytesIO
from sys import intern
from typing import Any, Final

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest

#: A GET has no body; what it was read from is closed by now, and shared here.
_NO_BODY: Final = BytesIO()


def retain(request: HttpRequest) -> None:
    """Let go of what a page's request holds and nobody can use any more; once its response has left.

    The names of headers are the same for every request, so pages share them.
    """
    if isinstance(request, ASGIRequest):
        kept: Any = request
        kept.scope = {name: value for name, value in kept.scope.items() if name != "headers"}
        kept._stream = _NO_BODY
        kept.META = {intern(name): value for name, value in kept.META.items()}
