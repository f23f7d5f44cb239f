"""Values as text for a developer: bounded, never with a query, and secrets covered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from pprint import pformat
from typing import Any, Final
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import LazyObject, Promise

#: How much of a value is shown.
ITEMS: Final = 200
LETTERS: Final = 300
DEPTH: Final = 6
TEXT: Final = 20_000

COVERED: Final = "••••••"
_SECRET: Final = re.compile(r"password|passwd|secret|token|api_?key|credential", re.IGNORECASE)
#: Whose `repr` is short, and runs nobody's code.
_PLAIN: Final = (int, float, complex, bool, type(None), Decimal, date, time, timedelta, UUID, range)


class _As:
    """What prints as a given text."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def shown(value: Any) -> str:
    """Return *value* as Python text, over several lines where it is long."""
    try:
        text = pformat(_bounded(value, DEPTH), width=72, sort_dicts=False)
    except Exception as error:  # an author's object may do anything
        return f"<{type(value).__name__}: {type(error).__name__} while it was looked at>"
    return text if len(text) <= TEXT else f"{text[:TEXT]} … {len(text) - TEXT:,} letters more"


def shown_names(names: Mapping[str, Any]) -> dict[str, str]:
    """Return values by name, each as text; those of names that sound secret are covered."""
    return {name: COVERED if _SECRET.search(name) else shown(value) for name, value in names.items()}


def _bounded(value: Any, depth: int) -> Any:
    """Return what prints as *value* does, without asking a database or an author's code."""
    kind = type(value)  # asking a lazy object with `isinstance` would load it
    if issubclass(kind, LazyObject):
        return _As(f"<lazy, not loaded: {kind.__name__}>")
    if isinstance(value, Enum):
        return _As(f"{kind.__name__}.{value.name}")
    if kind in _PLAIN:
        return value
    if kind is str or kind is bytes:
        return value if len(value) <= LETTERS else _As(f"{value[:LETTERS]!r} … {len(value):,} in all")
    if isinstance(value, Promise):
        return _As(f"<lazy {str(value)!r}>")
    if isinstance(value, QuerySet):
        rows = value._result_cache
        return _As(f"<QuerySet of {value.model.__name__}: {'not asked' if rows is None else f'{len(rows)} rows read'}>")
    if depth == 0:
        return _As(f"<{kind.__name__} …>")
    if isinstance(value, dict):
        return _dict(value, depth)
    if isinstance(value, (list, tuple, AbstractSet)):
        return _sequence(value, depth)
    return _object(value, depth)


def _dict(value: dict[Any, Any], depth: int) -> dict[Any, Any]:
    items = list(value.items())[:ITEMS]
    bounded: dict[Any, Any] = {
        _bounded(key, depth - 1): _As(COVERED) if isinstance(key, str) and _SECRET.search(key) else _bounded(each, depth - 1)
        for key, each in items
    }
    if len(value) > ITEMS:
        bounded[_As("…")] = _As(f"{len(value) - ITEMS:,} more")
    return bounded


def _sequence(value: Any, depth: int) -> Any:
    items = [_bounded(each, depth - 1) for each in list(value)[:ITEMS]]
    if len(value) > ITEMS:
        items.append(_As(f"… {len(value) - ITEMS:,} more"))
    if isinstance(value, list):
        return items
    if isinstance(value, tuple):
        return tuple(items)
    return _As("{" + ", ".join(sorted(map(repr, items))) + "}")


def _object(value: Any, depth: int) -> _As:
    """Return an object by its attributes: its own `repr` may ask a database."""
    attributes = dict(getattr(value, "__dict__", {}))
    if isinstance(value, Model):
        attributes.pop("_state", None)
    for owner in type(value).__mro__:
        slots = vars(owner).get("__slots__", ())
        for slot in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, slot):
                attributes.setdefault(slot, getattr(value, slot))
    parts = []
    for name, each in list(attributes.items())[:ITEMS]:
        if not name.startswith("__"):
            parts.append(f"{name}={COVERED if _SECRET.search(name) else repr(_bounded(each, depth - 1))}")
    if not attributes and callable(value):
        return _As(f"<{getattr(value, '__qualname__', type(value).__name__)}>")
    return _As(f"{type(value).__name__}({', '.join(parts)})")
