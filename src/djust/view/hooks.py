"""``on_mount``: functions that a page passes before it is mounted, on whatever way it is reached.

A guard never fails open: what a hook returns is None, or an address of this site, or a response. Anything else, and an exception,
keeps the visitor out.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import lru_cache
from inspect import Parameter
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import Promise

from djust import sync
from djust.decorators.metadata import read_meta
from djust.errors import UsageError
from djust.view.navigation import local_url

#: The name of the list in a class.
ATTRIBUTE = "on_mount"

Hook = Callable[..., Any]


def hooks_of(view_class: type) -> tuple[Hook, ...]:
    """Return the hooks of a class and its ancestors: those of the farthest ancestor first, each once.

    Raises:
        UsageError: The list holds something else, or a hook in the class body is in no list.
    """
    found: dict[Hook, None] = {}
    for ancestor in reversed(view_class.__mro__):
        listed = vars(ancestor).get(ATTRIBUTE, ())
        if not isinstance(listed, Iterable) or not all(map(callable, listed)):
            raise UsageError(f"{ancestor.__qualname__}.on_mount: expected a list of hooks, got {listed!r}. Write on_mount = [hook].")
        found.update(dict.fromkeys(hook.__func__ if isinstance(hook, staticmethod) else hook for hook in listed))
    for ancestor in view_class.__mro__:
        for name, value in vars(ancestor).items():
            meta = read_meta(value)
            if meta is not None and meta.hook and value not in found:
                where = f"{ancestor.__qualname__}.{name}"
                raise UsageError(f"{where}: a hook runs only when it is listed. Write on_mount = [{name}] below it.")
    return tuple(found)


def answer(view: Any, request: HttpRequest, hooks: Iterable[Hook]) -> HttpResponseBase | None:
    """Run the hooks; return the response of the first that ends it there, None when the page may begin.

    Raises:
        UsageError: A hook returned something that is neither, or an address of another host.
    """
    for hook in hooks:
        result = sync.call(hook, view, request, **_accepted(hook, view.kwargs))
        if result is None:
            continue
        if isinstance(result, HttpResponseRedirect):
            local_url(request, result.url)
            return result
        if isinstance(result, HttpResponseBase):
            return result
        if isinstance(result, (str, Promise)) and str(result):
            return HttpResponseRedirect(local_url(request, str(result)))
        name = getattr(hook, "__qualname__", repr(hook))
        raise UsageError(f"on_mount hook {name}: expected None (go on), an address or a redirect, got {result!r}.")
    return None


@lru_cache(maxsize=1000)
def _names(hook: Hook) -> frozenset[str] | None:
    """Return the names that a hook takes beside the view and the request, None when it takes all."""
    try:
        parameters = [*inspect.signature(hook).parameters.values()]
    except (TypeError, ValueError):  # of a built-in
        return frozenset()
    if any(each.kind is Parameter.VAR_KEYWORD for each in parameters):
        return None
    named = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    return frozenset(each.name for each in parameters[2:] if each.kind in named)


def _accepted(hook: Hook, given: dict[str, Any]) -> dict[str, Any]:
    names = _names(hook)
    return given if names is None else {name: value for name, value in given.items() if name in names}
