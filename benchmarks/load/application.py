"""What the measured servers run: live pages, and the least that Channels can do with a socket."""

from __future__ import annotations

import os
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from django.urls import path

from djust.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")


class Echo(AsyncWebsocketConsumer):  # type: ignore[misc]  # Channels has no types
    """Sends back what it is sent."""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Echo."""
        await self.send(text_data=text_data)


live: Any = get_asgi_application()
_routed = URLRouter([path("ws/live/", Echo.as_asgi())])


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Serve the echo, and what a server says of its own life."""
    if scope["type"] != "websocket":
        await live(scope, receive, send)
    else:
        await _routed(scope, receive, send)
