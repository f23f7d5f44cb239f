"""What decorators ask of a caller, before parameters are looked at: permissions, then the rate.

The same for events of a page, server functions and the HTTP API: given the view and a request that says who calls *now*.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest

from djust import ratelimit
from djust.errors import ConfigurationError, Forbidden, RateLimited
from djust.view.registry import Handler

logger = logging.getLogger("djust")

#: Raises a `ClientError`, or lets the call pass.
Restriction = Callable[[Any, HttpRequest, Handler], None]


def permitted(view: Any, request: HttpRequest, handler: Handler) -> None:
    """Ask for the permissions of `permission_required`.

    Raises:
        Forbidden: The visitor lacks one.
    """
    wanted = handler.meta.permissions
    if not wanted:
        return
    user = getattr(request, "user", None)
    if user is None:
        name = f"{type(view).__qualname__}.{handler.name}"
        fix = "Put django.contrib.auth.middleware.AuthenticationMiddleware into MIDDLEWARE."
        raise ConfigurationError(f"{name} asks for permissions, but request.user is missing. {fix}")
    if not user.has_perms(wanted):
        raise Forbidden(detail=f"{type(view).__qualname__}.{handler.name} needs {', '.join(wanted)}; {user} does not have that.")


def paced(view: Any, request: HttpRequest, handler: Handler) -> None:
    """Take a token for the call out of each bucket of `rate_limit`.

    Raises:
        RateLimited: There is none; it says how long to wait.
    """
    for number, limit in enumerate(handler.meta.rates):
        function = handler.function
        key = f"{caller_of(view, request)} {function.__module__}.{function.__qualname__} {number}"
        wait = ratelimit.take(key, limit.rate, limit.burst)
        if wait:
            name = f"{type(view).__qualname__}.{handler.name}"
            said = f"{limit.rate:g} calls a second after a burst of {limit.burst:g}"
            logger.info("%s was called too often; the call is dropped", name)
            raise RateLimited(wait, detail=f"{name} takes {said} (@rate_limit); this one was dropped. The next may come in {wait:.2f} s.")


def caller_of(view: Any, request: HttpRequest) -> str:
    """Return who calls, as one word: the user, else Django's session, else the cookie of the CSRF secret, else the page itself."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user:{user.pk}"
    session = getattr(request, "session", None)
    if session is not None and session.session_key:
        return f"session:{session.session_key}"
    secret = request.META.get("CSRF_COOKIE")
    if secret:
        return f"csrf:{secret}"
    page = getattr(view, "_djust", None)
    return f"page:{page.id.partition('.')[0]}" if page is not None else "nobody"


#: In order.
RESTRICTIONS: Final[tuple[Restriction, ...]] = (permitted, paced)
