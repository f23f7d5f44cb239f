"""`event_handler`: what a page may call."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, overload

from djust.decorators.metadata import meta_of
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
        marked: Callable[..., Any] = _mark(params, None, "", True, False, None, False)
        return marked
    allowed = _names(params)
    if serialize is not None and not expose_api:
        raise UsageError("event_handler: serialize shapes the HTTP result; write expose_api=True beside it.")
    return lambda function: _mark(function, allowed, description, coerce_types, expose_api, serialize, atomic)


def _names(params: Sequence[str] | None) -> tuple[str, ...] | None:
    if params is None:
        return None
    if isinstance(params, str) or not all(isinstance(name, str) for name in params):
        raise UsageError(f"event_handler: params expects a list of parameter names, got {params!r}. Write params=['name'].")
    return tuple(params)


def _mark(
    function: Any,
    params: tuple[str, ...] | None,
    description: str,
    coerce_types: bool,
    expose_api: bool,
    serialize: Serializer | None,
    atomic: bool,
) -> Any:
    if not inspect.isfunction(function):
        raise UsageError(f"event_handler goes above a method (def or async def), got {function!r}.")
    if atomic and inspect.iscoroutinefunction(function):
        raise UsageError(f"{function.__qualname__}: atomic=True needs a plain def; Django's transactions do not span an await.")
    meta = meta_of(function)
    meta.marked = True
    meta.params = params
    meta.description = description or inspect.getdoc(function) or ""
    meta.coerce_types = coerce_types
    meta.expose_api = expose_api
    meta.serialize = serialize
    meta.atomic = atomic
    return function
