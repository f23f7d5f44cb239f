"""What authors write above methods: ``from djust.decorators import event_handler``."""

from djust.decorators.access import on_mount, permission_required, rate_limit
from djust.decorators.client import cache, client_state, debounce, optimistic, throttle
from djust.decorators.computed import computed
from djust.decorators.execution import background, loading
from djust.decorators.functions import server_function
from djust.decorators.handlers import action, event_handler
from djust.decorators.reactivity import reactive, state

__all__ = [
    "action",
    "background",
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
