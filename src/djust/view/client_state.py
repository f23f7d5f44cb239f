"""What handlers with `client_state` publish in the browser: the page's attributes as a handler left them, or what it was called with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from djust.errors import UsageError
from djust.params import parameters_of
from djust.protocol.encoder import Encoder
from djust.view import context
from djust.view.registry import Handler, Registry

#: JavaScript counts to here; what is beyond travels as its digits, as it does the other way.
_SAFE: Final = 2**53 - 1


def published(view: Any, registry: Registry, handler: Handler, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the reply to a handler publishes: for each key the attribute that a template would see, or else the argument.

    Raises:
        UsageError: A value that no script could read.
    """
    keys = handler.meta.client_state
    if not keys:
        return {}
    parameters = parameters_of(handler.function).names  # what else came is nobody's
    values = {**{name: arguments[name] for name in parameters if name in arguments}, **_named(view, registry, keys)}
    return {key: _portable(view, handler.name, key, values[key]) for key in keys if key in values}


def initial(view: Any, registry: Registry, called: Iterable[str]) -> dict[str, Any]:
    """Return what is published before any of the handlers that a page can call was called; what cannot be is left to them."""
    found: dict[str, Any] = {}
    for name in called:
        keys = registry.handlers[name].meta.client_state
        for key, value in _named(view, registry, keys).items() if keys else ():
            try:
                found[key] = _portable(view, name, key, value)
            except UsageError:
                continue
    return found


def _named(view: Any, registry: Registry, keys: Iterable[str]) -> dict[str, Any]:
    names = context.names_of(view, registry)
    return {key: names[key] for key in keys if key in names}


def _portable(view: Any, handler: str, key: str, value: Any) -> Any:
    """Return a copy of *value* as plain JSON, as server functions answer it."""
    try:
        return json.loads(json.dumps(value, cls=Encoder, allow_nan=False), parse_int=_counted)
    except (TypeError, ValueError, RecursionError) as error:
        text = f"{type(view).__qualname__}.{handler}: client_state publishes {key!r}, but no script can read {value!r:.100} ({error})"
        raise UsageError(
            f"{text}. Expected texts, numbers, booleans, None, dates, dataclasses, QuerySets as .values(), lists and dictionaries of them."
        ) from None


def _counted(digits: str) -> int | str:
    number = int(digits)
    return number if -_SAFE <= number <= _SAFE else digits
