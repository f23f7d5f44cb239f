"""Finds decorators for the browser that cannot do what is meant: one cache entry for all, keys that are nothing, waits of minutes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from djust.checks.memos import known_attributes
from djust.params import parameters_of
from djust.view.registry import Handler

#: Seconds for which nobody waits for a page to answer.
_LONG: Final = 30


def shared_entries(handler: Handler) -> list[str]:
    """Return the parameters of a handler with `cache` of which its entries know nothing; none where it names some."""
    caching = handler.meta.cache
    return [] if caching is None or caching.key_params else list(_given(handler))


def unknown_key_params(handler: Handler) -> list[str]:
    """Return the names in `cache(key_params=…)` that are no parameters of the handler."""
    caching = handler.meta.cache
    if caching is None or (parameters_of(handler.function).open and handler.meta.params is None):
        return []
    return [name for name in caching.key_params if name not in _given(handler)]


def long_waits(handler: Handler) -> Iterator[tuple[str, float]]:
    """Yield (decorator, seconds) where events wait so long that milliseconds may have been meant."""
    debounce, throttle = handler.meta.debounce, handler.meta.throttle
    if debounce is not None and debounce.wait >= _LONG:
        yield "debounce", debounce.wait
    if throttle is not None and throttle.interval >= _LONG:
        yield "throttle", throttle.interval


def unknown_keys(view: type, base: type, handler: Handler, bound: frozenset[str]) -> Iterator[str]:
    """Yield the keys of `client_state` that are neither a parameter of the handler nor an attribute that the page can have.

    Args:
        bound: Names that the template sets (``dj-model``).
    """
    keys = [key for key in handler.meta.client_state if key not in _given(handler)]
    known = known_attributes(view, base, bound) if keys else None
    if known is not None:
        yield from (key for key in keys if key not in known or hasattr(base, key))


def _given(handler: Handler) -> tuple[str, ...]:
    """Return the parameters that a page can fill."""
    allowed = handler.meta.params
    return tuple(name for name in parameters_of(handler.function).names if allowed is None or name in allowed)
