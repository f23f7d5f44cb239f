"""For projects with Channels routing of their own: ``URLRouter([path("ws/live/", LiveViewConsumer.as_asgi())])``."""

from __future__ import annotations

from djust.transports.websocket import LiveSocket


class LiveViewConsumer:
    """What `as_asgi` makes serves live pages wherever it is mounted; it checks the Origin itself."""

    @classmethod
    def as_asgi(cls) -> LiveSocket:
        """Return the ASGI application."""
        return LiveSocket()
