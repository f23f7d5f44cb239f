"""Reactive pages for Django: a class with state, a template and decorated methods is a live page."""

from djust.decorators import (
    action,
    background,
    cache,
    client_state,
    computed,
    debounce,
    event_handler,
    loading,
    on_mount,
    optimistic,
    permission_required,
    rate_limit,
    reactive,
    server_function,
    state,
    throttle,
)
from djust.errors import ActionError
from djust.topics import broadcast
from djust.view.live_view import LiveView

__all__ = [
    "ActionError",
    "LiveView",
    "__version__",
    "action",
    "background",
    "broadcast",
    "cache",
    "client_state",
    "computed",
    "debounce",
    "event_handler",
    "loading",
    "on_mount",
    "optimistic",
    "permission_required",
    "rate_limit",
    "reactive",
    "server_function",
    "state",
    "throttle",
]

__version__ = "0.1.0"
