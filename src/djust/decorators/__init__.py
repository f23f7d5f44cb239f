"""What authors write above methods: ``from djust.decorators import event_handler``."""

from djust.decorators.access import on_mount, permission_required, rate_limit
from djust.decorators.computed import computed
from djust.decorators.execution import background, loading
from djust.decorators.functions import server_function
from djust.decorators.handlers import action, event_handler
from djust.decorators.reactivity import reactive, state

__all__ = [
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
