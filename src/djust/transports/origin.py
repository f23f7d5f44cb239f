"""Where a socket may be opened from.

A browser sends the visitor's cookies with any page's WebSocket, so the page's origin is what keeps a foreign site from acting in
their name. The rule is that of Channels' ``AllowedHostsOriginValidator``, with one difference: ``ALLOWED_HOSTS = ["*"]`` says
that this site answers to any name, not that any other site may act on it. There the origin must be the name that the socket was
opened under, or one of ``CSRF_TRUSTED_ORIGINS``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

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
        named = _validator([*(host for host in hosts if host != "*"), *settings.CSRF_TRUSTED_ORIGINS])
        return bool(origin.hostname) and (named.validate_origin(origin) or ("*" in hosts and _same_host(origins[0], headers)))
    except ValueError:  # a port that is none, brackets that do not close
        return False


def _validator(patterns: Iterable[str]) -> Any:
    return OriginValidator(None, [pattern.replace("://*.", "://.") for pattern in patterns])


def _same_host(origin: str, headers: list[tuple[bytes, str]]) -> bool:
    wanted = b"x-forwarded-host" if settings.USE_X_FORWARDED_HOST and any(name == b"x-forwarded-host" for name, _ in headers) else b"host"
    here = [value for name, value in headers if name == wanted]
    return len(here) == 1 and urlsplit(origin).netloc.lower() == here[0].lower()
