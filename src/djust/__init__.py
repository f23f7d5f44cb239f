"""Reactive pages for Django: a class with state, a template and decorated methods is a live page."""

from djust.decorators import (
    action,
    background,
    event_handler,
    loading,
    on_mount,
    permission_required,
    rate_limit,
    server_function,
)
from djust.view.live_view import LiveView

__all__ = [
    "LiveView",
    "__version__",
    "action",
    "background",
    "event_handler",
    "loading",
    "on_mount",
    "permission_required",
    "rate_limit",
    "server_function",
]

__version__ = "0.1.0"
