"""Reactive pages for Django: a class with state, a template and decorated methods is a live page."""

from djust.decorators import (
    action,
    background,
    computed,
    event_handler,
    loading,
    on_mount,
    permission_required,
    rate_limit,
    reactive,
    server_function,
    state,
)
from djust.errors import ActionError
from djust.view.live_view import LiveView

__all__ = [
    "ActionError",
    "LiveView",
    "__version__",
    "action",
    "background",
    "computed",
    "event_handler",
    "loading",
    "on_mount",
    "permission_required",
    "rate_limit",
    "reactive",
    "server_function",
    "state",
]

__version__ = "0.1.0"
