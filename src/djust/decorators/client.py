"""`debounce`, `throttle`, `optimistic`, `cache`, `client_state`: what the browser does with an event before the server has it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeGuard, TypeVar, overload

from djust.decorators.metadata import Caching, Debounce, Throttle, say
from djust.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])

#: The longest wait, in seconds: browsers count timers in 31 bits of milliseconds, and take longer ones for none.
_LONGEST: Final = 86_400.0


@overload
def debounce(wait: F, /) -> F: ...


@overload
def debounce(wait: float = 0.3, max_wait: float | None = None) -> Callable[[F], F]: ...


def debounce(wait: float | Callable[..., Any] = 0.3, max_wait: float | None = None) -> Callable[..., Any]:
    """Send the event when there was none for a while: ``@debounce``, ``@debounce(0.5)``, ``@debounce(wait=0.3, max_wait=2)``.

    Each element of the page waits on its own. Submitting, leaving the field and leaving the page send what waits.

    Args:
        wait: Seconds without another event.
        max_wait: Seconds after which it is sent even so.

    Raises:
        UsageError: A number that is no time, or decorators that do not go together.
    """
    if _stands_bare(wait):
        return debounce()(wait)
    seconds = _seconds("debounce", "wait", wait)
    longest = None if max_wait is None else _seconds("debounce", "max_wait", max_wait)
    if longest is not None and longest < seconds:
        text = f"debounce: max_wait expects at least wait ({seconds:g} seconds), got {max_wait!r}"
        raise UsageError(f"{text}. Write @debounce(wait={seconds:g}, max_wait={max(seconds * 4, 1):g}).")

    def mark(function: Any) -> Any:
        say("debounce", function).debounce = Debounce(seconds, longest)
        return function

    return mark


@overload
def throttle(interval: F, /) -> F: ...


@overload
def throttle(interval: float = 0.1, leading: bool = True, trailing: bool = True) -> Callable[[F], F]: ...


def throttle(interval: float | Callable[..., Any] = 0.1, leading: bool = True, trailing: bool = True) -> Callable[..., Any]:
    """Send at most one event in each interval: ``@throttle``, ``@throttle(0.1)``, ``@throttle(interval=1, trailing=False)``.

    Args:
        interval: Seconds between two events.
        leading: The first event goes at once.
        trailing: The newest of those that came during the interval goes when it ends.

    Raises:
        UsageError: A number that is no time, both edges off, or decorators that do not go together.
    """
    if _stands_bare(interval):
        return throttle()(interval)
    seconds = _seconds("throttle", "interval", interval)
    for name, value in (("leading", leading), ("trailing", trailing)):
        if not isinstance(value, bool):
            raise UsageError(f"throttle: {name} expects True or False, got {value!r}. Write @throttle(interval=0.1, {name}=False).")
    if not (leading or trailing):
        raise UsageError("throttle: with leading=False and trailing=False no event would ever be sent. Take one of the two away.")

    def mark(function: Any) -> Any:
        say("throttle", function).throttle = Throttle(seconds, leading, trailing)
        return function

    return mark


@overload
def optimistic(function: F, /) -> F: ...


@overload
def optimistic(function: None = None, /) -> Callable[[F], F]: ...


def optimistic(function: Callable[..., Any] | None = None, /) -> Callable[..., Any]:
    """Show what the handler will do before it did: ``@optimistic`` or ``@optimistic()``. The server's reply confirms it, or takes it back.

    Raises:
        UsageError: Something other than a function is decorated, or decorators do not go together.
    """

    def mark(function: Any) -> Any:
        say("optimistic", function).optimistic = True
        return function

    return mark if function is None else mark(function)


@overload
def cache(ttl: F, /) -> F: ...


@overload
def cache(ttl: float = 60, key_params: Sequence[str] | None = None) -> Callable[[F], F]: ...


def cache(ttl: float | Callable[..., Any] = 60, key_params: Sequence[str] | None = None) -> Callable[..., Any]:
    """Show an earlier outcome of the handler again instead of running it: ``@cache``, ``@cache(ttl=300, key_params=["query"])``.

    Args:
        ttl: Seconds for which an outcome may be shown again.
        key_params: Parameters whose values an outcome belongs to; without any, there is one outcome of the handler.

    Raises:
        UsageError: A number that is no time, names that are none, or decorators that do not go together.
    """
    if _stands_bare(ttl):
        return cache()(ttl)
    seconds = _seconds("cache", "ttl", ttl)
    if seconds == 0:
        raise UsageError(f"cache: ttl expects a number of seconds above 0, got {ttl!r}. Write @cache(ttl=60), or take @cache away.")
    names = () if key_params is None else _names("cache", "key_params", key_params)

    def mark(function: Any) -> Any:
        say("cache", function).cache = Caching(seconds, names)
        return function

    return mark


def client_state(keys: Sequence[str]) -> Callable[[F], F]:
    """Publish values in the browser when the handler is called: ``@client_state(keys=["tab"])``; scripts and bindings follow.

    A key that is a parameter is published with what is sent, at once; then each key with the attribute of its name, as the handler left it.

    Raises:
        UsageError: No key is named, or decorators do not go together.
    """
    names = _names("client_state", "keys", keys)
    if not names:
        raise UsageError("client_state: expected at least one key, got an empty list. Write @client_state(keys=['tab']).")

    def mark(function: F) -> F:
        meta = say("client_state", function)
        meta.client_state = (*meta.client_state, *(name for name in names if name not in meta.client_state))
        return function

    return mark


def _stands_bare(first: object) -> TypeGuard[Callable[..., Any]]:
    """Return whether the first argument is what the decorator stands above: a function, or what another decorator made of one."""
    return callable(first) or hasattr(type(first), "djust_kind")


def _seconds(decorator: str, name: str, value: Any) -> float:
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    least = "more than 0" if decorator == "throttle" else "0 or more"
    if not number or not 0 <= value <= _LONGEST or (decorator == "throttle" and value == 0):
        got = getattr(value, "__qualname__", repr(value))
        text = f"{decorator}: {name} expects a number of seconds, {least} and at most {_LONGEST:,.0f}, got {got}"
        raise UsageError(f"{text}. Write @{decorator}({name}=0.5).")
    return float(value)


def _names(decorator: str, name: str, given: Any) -> tuple[str, ...]:
    listed = not isinstance(given, str) and isinstance(given, Sequence | set | frozenset)
    if not listed or not all(isinstance(each, str) and each.isidentifier() and not each.startswith("_") for each in given):
        got = getattr(given, "__qualname__", repr(given))
        raise UsageError(f"{decorator}: {name} expects a list of public names, got {got}. Write @{decorator}({name}=['query']).")
    return tuple(dict.fromkeys(given))
