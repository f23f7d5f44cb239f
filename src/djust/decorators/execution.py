"""`background` and `loading`: how a handler runs, and what the page shows meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from djust.decorators.metadata import say
from djust.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


@overload
def background(function: F, /) -> F: ...


@overload
def background(function: None = None, /) -> Callable[[F], F]: ...


def background(function: Callable[..., Any] | None = None, /) -> Callable[..., Any]:
    """Run the handler beside other events, which are answered meanwhile; what it assigns is shown as it runs.

    The task has the handler's name: ``self.cancel_async("name")`` ends it.

    Raises:
        UsageError: Something other than a function is decorated, or decorators do not go together.
    """

    def mark(function: Any) -> Any:
        say("background", function).background = True
        return function

    return mark if function is None else mark(function)


def loading(attr: str) -> Callable[[F], F]:
    """Make an attribute True while the handler runs, and False after: ``@loading("is_saving")``. The page shows both.

    Raises:
        UsageError: It is no name of a public attribute.
    """
    if not isinstance(attr, str) or not attr.isidentifier() or attr.startswith("_"):
        got = getattr(attr, "__qualname__", repr(attr))
        raise UsageError(f"loading: expected the name of a public attribute, got {got}. Write @loading('is_saving').")

    def mark(function: F) -> F:
        meta = say("loading", function)
        meta.loading = (*meta.loading, attr)
        return function

    return mark
