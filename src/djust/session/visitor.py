"""Who is at the other end of a socket, and the GET that their browser would send."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from django.core.handlers.asgi import ASGIRequest, get_script_prefix
from django.http import parse_cookie
from django.urls import set_script_prefix

from djust.errors import BadMessage

#: Headers of the handshake that are about the socket and not about the visitor.
_HANDSHAKE: Final = frozenset(
    b"connection upgrade origin content-length content-type transfer-encoding if-none-match if-modified-since".split()
)


class Visitor:
    """What a socket's ASGI scope tells."""

    __slots__ = ("_scope",)

    def __init__(self, scope: Mapping[str, Any]) -> None:
        self._scope = scope

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that the browser sent with the handshake."""
        return parse_cookie("; ".join(value.decode("latin-1") for name, value in self._scope.get("headers", ()) if name == b"cookie"))

    def has(self, cookie: tuple[str, str] | None) -> bool:
        """Return whether the browser sent this cookie; True when none is asked for."""
        return cookie is None or self.cookies.get(cookie[0]) == cookie[1]

    def request(self, url: str) -> ASGIRequest:
        """Return the GET of *url*, a path of this site, with the socket's headers.

        Raises:
            BadMessage: It is no such path.
        """
        parts = urlsplit(url) if url.startswith("/") and not url.startswith(("//", "/\\")) and url.isprintable() else None
        if parts is None or parts.scheme or parts.netloc:
            raise BadMessage(detail=f"expected the page's path and query, such as '/counter/?a=1', got {url[:80]!r}.")
        scope = {
            **{name: self._scope[name] for name in ("asgi", "client", "server", "extensions", "http_version") if name in self._scope},
            "type": "http",
            "method": "GET",
            "scheme": "https" if self._scope.get("scheme") in ("wss", "https") else "http",
            "root_path": self._scope.get("root_path", ""),
            "path": unquote(parts.path),
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "headers": [
                (name, value)
                for name, value in self._scope.get("headers", ())
                if name not in _HANDSHAKE and not name.startswith(b"sec-websocket") and not name.startswith(b"sec-fetch")
            ],
        }
        set_script_prefix(get_script_prefix(scope) or "/")
        return ASGIRequest(scope, BytesIO())
