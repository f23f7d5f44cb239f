"""`permission_required`, `rate_limit`, `on_mount`: who may, how often, and what is asked before a page begins."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, overload

from djust.decorators.metadata import Rate, say
from djust.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


def permission_required(perm: str | Iterable[str]) -> Callable[[F], F]:
    """Let only visitors call the handler who have a permission, or all of several: ``@permission_required("shop.sell")``.

    It is asked at each call, over every transport, of the user as the database knows them then.

    Raises:
        UsageError: No permission is named.
    """
    wanted = (perm,) if isinstance(perm, str) else tuple(perm) if isinstance(perm, Iterable) else ()
    if not wanted or not all(isinstance(each, str) and each for each in wanted):
        text = f"permission_required: expected a permission or a list of some, got {getattr(perm, '__qualname__', repr(perm))}."
        raise UsageError(f"{text} Write @permission_required('app.change_thing').")

    def mark(function: F) -> F:
        meta = say("permission_required", function)
        meta.permissions = (*meta.permissions, *(each for each in wanted if each not in meta.permissions))
        return function

    return mark


@overload
def rate_limit(rate: F, /) -> F: ...


@overload
def rate_limit(rate: float = 10, burst: float = 5) -> Callable[[F], F]: ...


def rate_limit(rate: float | Callable[..., Any] = 10, burst: float = 5) -> Callable[..., Any]:
    """Let each caller call the handler only so often, over all transports together; what is too much is dropped, and the page is told.

    Args:
        rate: Calls per second, in the long run.
        burst: How many may come at once.

    Raises:
        UsageError: A number that allows nothing.
    """
    if callable(rate):
        return rate_limit()(rate)
    for name, value, least in (("rate", rate, 0.0), ("burst", burst, 1.0)):
        number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        if not number or value < least or value == 0:
            expected = "a number of calls per second above 0" if name == "rate" else "a number of calls, at least 1"
            raise UsageError(f"rate_limit: {name} expects {expected}, got {value!r}. Write @rate_limit(rate=5, burst=3).")
    bucket = Rate(float(rate), float(burst))

    def mark(function: Any) -> Any:
        meta = say("rate_limit", function)
        meta.rates = (*meta.rates, bucket)
        return function

    return mark


@overload
def on_mount(function: F, /) -> F: ...


@overload
def on_mount(function: None = None, /) -> Callable[[F], F]: ...


def on_mount(function: Callable[..., Any] | None = None, /) -> Callable[..., Any]:
    """Mark a function as a hook: ``hook(view, request, **url_kwargs)``, named in the list ``on_mount`` of a view's class.

    Hooks run after the visitor was let in and before ``mount``. One that returns an address, or a redirect, ends it there.

    Raises:
        UsageError: Something other than a function is decorated, or decorators do not go together.
    """

    def mark(function: Any) -> Any:
        say("on_mount", function).hook = True
        return function

    return mark if function is None else mark(function)
