"""A session cookie for a page that speaks over a socket.

A handler may log somebody in or out, or begin a session; a socket cannot set the cookie for that. So the reply carries a *ticket*, and
the page trades it for the cookie with one POST (``djust.transports.session_cookie``). The ticket is a random number that is good once,
for half a minute, and only together with the cookie that the page's browser had before: nobody else's browser can be given a session
with it. What it stands for (the key of the session) never passes through the page's scripts; it lies in Django's cache, because another
process may answer the POST.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import constant_time_compare

from djust.errors import ConfigurationError
from djust.view.page import binding_of

#: The name of the URL that takes tickets.
URL_NAME: Final = "djust:session"
SECONDS: Final = 30
_PREFIX: Final = "djust.session."


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a browser gets for it.

    Attributes:
        key: The session that its cookie is to name; None: the cookie is to go.
        rotate: Whether somebody else is there now, so that the CSRF secret must change as well.
    """

    key: str | None
    rotate: bool


def address() -> str | None:
    """Return where tickets are traded, None where the project does not include our URLs."""
    try:
        return reverse(URL_NAME)
    except NoReverseMatch:
        return None


def issue(ticket: Ticket, key: str | None, secret: str | None) -> list[str]:
    """Return what the reply says: address and ticket.

    Args:
        key: The session that the browser's cookie names now.
        secret: Its CSRF secret.

    Raises:
        ConfigurationError: The project is not set up for it.
    """
    url = address()
    if url is None:
        raise ConfigurationError('Add path("djust/", include("djust.urls")) to the URLconf, so that the page can fetch it')
    binding = binding_of(key, secret)
    if binding is None:
        raise ConfigurationError("Put CsrfViewMiddleware into MIDDLEWARE: without any cookie nothing tells this browser from another")
    number = secrets.token_urlsafe(24)
    cache.set(_PREFIX + number, [ticket.key, ticket.rotate, *binding], SECONDS)
    if cache.get(_PREFIX + number) is None:
        raise ConfigurationError(f"Give CACHES['default'] a backend that keeps a value for {SECONDS} seconds; this one keeps nothing")
    return [url, number]


def redeem(number: str, request: HttpRequest) -> Ticket | None:
    """Return what *number* stands for, once; None when it is none, too old, used, or another browser's."""
    name = _PREFIX + number
    kept = cache.get(name) if number.replace("-", "").replace("_", "").isalnum() and number.isascii() else None
    if kept is None:
        return None
    key, rotate, cookie, value = kept
    if not constant_time_compare(request.COOKIES.get(cookie, ""), value):
        return None  # and it stays good for the browser that it was given to
    return Ticket(key, rotate) if cache.delete(name) else None
