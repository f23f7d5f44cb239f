"""What a page shows of a handler's course, beside what the handler itself assigns: `loading` attributes and the state of an `action`."""

from __future__ import annotations

from typing import Any

from djust.view import actions
from djust.view.registry import Handler


def begin(view: Any, handler: Handler) -> bool:
    """Mark that the handler runs; return whether there is anything to be shown before it does."""
    for name in handler.meta.loading:
        setattr(view, name, True)
    if handler.meta.action:
        actions.begin(view, handler.name)
    return bool(handler.meta.loading or handler.meta.action)


def end(view: Any, handler: Handler, result: Any = None, raised: BaseException | None = None) -> None:
    """Mark that it is over, however it ended; an action keeps what came of it."""
    for name in handler.meta.loading:
        setattr(view, name, False)
    if handler.meta.action:
        actions.end(view, handler.name, result, None if raised is None else actions.explain(view, raised))
