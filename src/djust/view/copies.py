"""Copies of the containers in a state: what a background task edits, so that no render sees half of it.

Lists, dicts, sets and the like are copied as deep as they go, dataclasses and model instances with them. Everything else is shared:
a copy of a client, a lock or a file would be another thing, not the same one twice.
"""

from __future__ import annotations

import copy
from collections import deque
from dataclasses import is_dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import Model

from djust.view.changes import StateTracker
from djust.view.changes.exchange import deep_types
from djust.view.changes.kinds import kind_of
from djust.view.changes.shapes import Shape

_BUILT_IN: Final = (list, dict, set, deque, bytearray)


def is_container(value: object) -> bool:
    """Whether *value* can be edited in place, as far as tasks are concerned."""
    type_ = type(value)
    if type_ is tuple:
        return any(map(is_container, value))  # type: ignore[call-overload]  # it is a tuple
    return _copyable(type_)


def copied(value: Any, memo: dict[int, Any] | None = None) -> Any:
    """Return *value* with every container in it copied; what lay in it twice lies in the copy twice."""
    if memo is None:
        memo = {}
    type_ = type(value)
    if type_ is tuple:
        return tuple(copied(item, memo) for item in value) if deep_types(value) else value
    if not _copyable(type_):
        return value
    found = memo.get(id(value))
    if found is None:
        found = _list(value, memo) if type_ is list else _dict(value, memo) if type_ is dict else _shaped(value, memo)
    return found


def _copyable(type_: type) -> bool:
    if issubclass(type_, _BUILT_IN):
        return isinstance(kind_of(type_), Shape) or type_ in (list, dict)
    if issubclass(type_, Model):
        return True
    return is_dataclass(type_) and not type_.__dataclass_params__.frozen and isinstance(kind_of(type_), Shape)  # type: ignore[attr-defined]


def _list(value: list[Any], memo: dict[int, Any]) -> list[Any]:
    fresh = memo[id(value)] = list(value)
    if deep_types(fresh):
        fresh[:] = [copied(item, memo) for item in fresh]
    return fresh


def _dict(value: dict[Any, Any], memo: dict[int, Any]) -> dict[Any, Any]:
    fresh = memo[id(value)] = dict(value)
    if deep_types(fresh.values()):
        for key, item in fresh.items():
            fresh[key] = copied(item, memo)
    return fresh


def _shaped(value: Any, memo: dict[int, Any]) -> Any:
    fresh = memo[id(value)] = _model(value) if isinstance(value, Model) and _is_plain(type(value)) else copy.copy(value)
    shape = kind_of(type(value))
    if isinstance(shape, Shape):
        contents = shape.read(fresh)
        memo.setdefault(id(memo), []).append(contents)  # what is copied stays alive: the memo knows it by its id
        shape.write(fresh, tuple(copied(item, memo) for item in contents))
    return fresh


@lru_cache(maxsize=1024)
def _is_plain(model: type[Model]) -> bool:
    """Whether instances of *model* are copied as Django does it."""
    own: Any = model
    return not hasattr(own, "__copy__") and own.__reduce__ is Model.__reduce__ and own.__getstate__ is Model.__getstate__


def _model(value: Model) -> Model:
    """Return what ``copy.copy`` returns, without the way through what Django pickles: that takes three times as long."""
    fresh = object.__new__(type(value))
    fresh.__dict__.update(value.__dict__)
    fresh._state = object.__new__(type(value._state))
    fresh._state.__dict__.update(value._state.__dict__)
    if fresh._state.__dict__.get("fields_cache"):
        fresh._state.fields_cache = value._state.fields_cache.copy()
    return fresh


class Watch:
    """Knows one value as it was, and tells whether it was edited since."""

    __slots__ = ("_tracker", "_value")

    def __init__(self, value: object) -> None:
        self._value = {"": value}
        self._tracker = StateTracker()
        self._tracker.hold(self._value)

    def changed(self) -> bool:
        """Whether anything in the value is not as it was."""
        return bool(self._tracker.compare(self._value).names)
