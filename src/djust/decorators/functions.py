"""`server_function`: what a page's scripts may call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from djust.decorators.metadata import description_of, say

F = TypeVar("F", bound=Callable[..., Any])


@overload
def server_function(description: F, /) -> F: ...


@overload
def server_function(description: str = "", coerce_types: bool = True) -> Callable[[F], F]: ...


def server_function(description: str | Callable[..., Any] = "", coerce_types: bool = True) -> Callable[..., Any]:
    """Mark a method as callable by ``await djust.call(view, name, params)``: ``@server_function`` or ``@server_function()``.

    It runs on an instance of its own, never on the page's, and nothing is rendered: what it returns is the answer.

    Args:
        description: For tools; default is the docstring.
        coerce_types: As for `event_handler`.

    Raises:
        UsageError: Something other than a function is decorated, or decorators do not go together.
    """
    if callable(description):
        return server_function()(description)
    text = description_of("server_function", description)

    def mark(function: Any) -> Any:
        meta = say("server_function", function)
        meta.function = True
        meta.describe(function, text, coerce_types)
        return function

    return mark
