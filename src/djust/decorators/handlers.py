"""`event_handler` and `action`: what a page may call."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, overload

from djust.decorators.metadata import description_of, say
from djust.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])
Serializer = Callable[..., Any] | str


@overload
def event_handler(params: F, /) -> F: ...


@overload
def event_handler(
    params: Sequence[str] | None = None,
    description: str = "",
    coerce_types: bool = True,
    expose_api: bool = False,
    serialize: Serializer | None = None,
    *,
    atomic: bool = False,
) -> Callable[[F], F]: ...


def event_handler(
    params: Sequence[str] | Callable[..., Any] | None = None,
    description: str = "",
    coerce_types: bool = True,
    expose_api: bool = False,
    serialize: Serializer | None = None,
    *,
    atomic: bool = False,
) -> Callable[..., Any]:
    """Mark a method as callable from the page: ``@event_handler`` or ``@event_handler()``.

    Args:
        params: The names that the page may send; others are dropped. Default: what the signature accepts.
        description: For tools; default is the docstring.
        coerce_types: Texts become what the annotations say (``"5"`` for an ``int`` is 5). Without it every scalar stays a string.
        expose_api: The handler can also be called over HTTP.
        serialize: Shapes the HTTP result: a callable, or the name of a method, given the view and the result.
        atomic: The handler and the render that follows are one database transaction.

    Raises:
        UsageError: Something other than a function is decorated, or options do not go together.
    """
    if callable(params):
        return event_handler()(params)
    allowed = _names(params)
    if serialize is not None and not expose_api:
        raise UsageError("event_handler: serialize shapes the HTTP result; write expose_api=True beside it.")

    def mark(function: Any) -> Any:
        meta = say("event_handler", function)
        if atomic and inspect.iscoroutinefunction(function):
            raise UsageError(f"{function.__qualname__}: atomic=True needs a plain def; Django's transactions do not span an await.")
        meta.marked = True
        meta.params = allowed
        meta.describe(function, description, coerce_types)
        meta.expose_api = expose_api
        meta.serialize = serialize
        meta.atomic = atomic
        return function

    return mark


@overload
def action(description: F, /) -> F: ...


@overload
def action(description: str = "", coerce_types: bool = True) -> Callable[[F], F]: ...


def action(description: str | Callable[..., Any] = "", coerce_types: bool = True) -> Callable[..., Any]:
    """Mark a method as an event handler of which the page shows how it goes: ``@action`` or ``@action()``.

    Under the handler's name the template finds ``pending`` while it runs, then ``result`` (what it returned) or ``error`` (a text).

    Args:
        description: For tools; default is the docstring.
        coerce_types: As for `event_handler`.

    Raises:
        UsageError: Something other than a function is decorated, or decorators do not go together.
    """
    if callable(description):
        return action()(description)
    text = description_of("action", description)

    def mark(function: Any) -> Any:
        meta = say("action", function)
        meta.marked = meta.action = True
        meta.describe(function, text, coerce_types)
        return function

    return mark


def _names(params: Sequence[str] | None) -> tuple[str, ...] | None:
    if params is None:
        return None
    if isinstance(params, str) or not all(isinstance(name, str) for name in params):
        raise UsageError(f"event_handler: params expects a list of parameter names, got {params!r}. Write params=['name'].")
    return tuple(params)
