"""The ASGI application of a project, in one line: ``application = get_asgi_application()``."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application as django_application
from django.core.handlers.asgi import get_script_prefix

from djust.conf import settings, socket_path
from djust.session.resume import departure
from djust.sync import Threads
from djust.transports.websocket import LiveSocket, Receive, Scope, Send

logger = logging.getLogger("djust")


class Application:
    """Django for HTTP, live pages for the WebSocket at ``DJUST["WS_PATH"]``."""

    def __init__(self, http: Callable[[Any, Any, Any], Awaitable[None]]) -> None:
        self._http = http
        self._socket = LiveSocket()
        self._has_warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] != "websocket":
            if not self._has_warned and _is_stripped(scope):
                self._has_warned = True
                logger.warning(
                    "a WebSocket came as a plain request to %s, so pages speak over HTTP, or not at all. Behind a proxy, have it pass on "
                    "the headers Upgrade and Connection over HTTP/1.1 (docs/how-to/deploy.md); without one, pip install 'djust[server]'.",
                    scope["path"],
                )
            await self._http(scope, receive, send)
        elif _is_ours(scope):
            await self._socket(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})


def _is_ours(scope: Scope) -> bool:
    """Whether it is the socket's path; a proxy may have taken away what the site is mounted at."""
    mounted_at = get_script_prefix(scope).rstrip("/")
    return socket_path(mounted_at) in (scope["path"], mounted_at + scope["path"])


def _is_stripped(scope: Scope) -> bool:
    """Whether a browser meant a WebSocket, and somebody on the way took away what makes it one."""
    return any(name == b"sec-websocket-key" for name, _ in scope["headers"]) and _is_ours(scope)


def get_asgi_application() -> Application:
    """Set Django up and return what a server runs: ``uvicorn project.asgi:application``.

    Raises:
        ConfigurationError: ``DJUST`` is wrong. Now, so that a restart fails and not each visitor's page after it.
    """
    application = Application(django_application())
    settings()
    return application


async def _lifespan(receive: Receive, send: Send) -> None:
    """Say yes to a server's start and stop: there is nothing to open, and what did not end with its socket ends before the process."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await departure.finish(Threads(asyncio.get_running_loop()))
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
