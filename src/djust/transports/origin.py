"""Where a socket may be opened from.

A browser sends the visitor's cookies with any page's WebSocket, so the page's origin is what keeps a foreign site from acting in
their name. The rule is that of Django's CSRF check: the origin is the name that the socket was opened under, or one of
``CSRF_TRUSTED_ORIGINS``. ``ALLOWED_HOSTS`` says which names this site answers to, not that one of them may act on another: under
``".example.org"`` each customer may have a name. There the port is left out of it, because many proxies leave it out of the Host header,
and cookies know none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from channels.security.websocket import OriginValidator
from django.conf import settings


def allowed(scope: Mapping[str, Any]) -> bool:
    """Return whether the handshake comes from a page of this site."""
    headers = [(name, value.decode("latin-1")) for name, value in scope.get("headers", ())]
    origins = [value for name, value in headers if name == b"origin"]
    hosts = settings.ALLOWED_HOSTS
    if settings.DEBUG and not hosts:
        hosts = [".localhost", "127.0.0.1", "[::1]"]
    if not origins:
        return "*" in hosts  # no browser leaves it out
    if len(origins) > 1:
        return False
    try:
        origin = urlsplit(origins[0])
        if not origin.hostname:
            return False
        return _is_own(origin, hosts, _here(headers)) or _named(origin, settings.CSRF_TRUSTED_ORIGINS)
    except ValueError:  # a port that is none, brackets that do not close
        return False


def _is_own(origin: SplitResult, hosts: Iterable[str], here: list[str]) -> bool:
    if "*" in hosts:
        return here == [origin.netloc.lower()]
    # Every browser says where it goes; who does not is a program, and could say anything.
    return _named(origin, hosts) and (not here or [urlsplit(f"//{each}").hostname for each in here] == [origin.hostname])


def _named(origin: SplitResult, patterns: Iterable[str]) -> bool:
    wanted = [pattern.replace("://*.", "://.") for pattern in patterns]
    return bool(OriginValidator(None, wanted).validate_origin(origin))


def _here(headers: list[tuple[bytes, str]]) -> list[str]:
    """Return the name that the socket was opened under; several, or none, where that is what was said."""
    wanted = b"x-forwarded-host" if settings.USE_X_FORWARDED_HOST and any(name == b"x-forwarded-host" for name, _ in headers) else b"host"
    return [value.lower() for name, value in headers if name == wanted]
