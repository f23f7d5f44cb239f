"""Finds the mistake that shows one visitor's data to another: a mutable class attribute that a method edits in place."""

from __future__ import annotations

import ast
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from typing import Any

from djust.checks.code import Body, functions

_MUTABLE = (list, dict, set, bytearray)
#: Methods of lists, dicts, sets and their kin that change them in place.
_EDITS = frozenset(
    name
    for kind in (list, dict, set, bytearray, deque, OrderedDict, Counter)
    for name in vars(kind)
    if name not in vars(tuple) and name not in vars(frozenset) and name not in vars(bytes) and not name.startswith("__")
) - {"keys", "values", "items", "get", "fromkeys", "elements", "most_common", "total", "maxlen"}


def edits_of_shared_state(view: type, base: type) -> list[tuple[str, str, str]]:
    """Return (attribute, its type's name, method) for each mutable class attribute that a method edits and ``mount`` does not replace."""
    attributes = _mutable_attributes(view, base)
    if not attributes:
        return []
    methods = {name: Body(function) for name, function in functions(view, base)}
    replaced = {name for start in ("__init__", "mount") if start in methods for name in methods[start].assigned()}
    found: dict[str, tuple[str, str, str]] = {}
    for method, body in methods.items():
        for name in _edited(body):
            if name in attributes and name not in replaced:
                found.setdefault(name, (name, type(attributes[name]).__name__, method))
    return list(found.values())


def _mutable_attributes(view: type, base: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for ancestor in reversed(view.__mro__):
        if ancestor not in base.__mro__:
            found.update(vars(ancestor))
    return {
        name: value
        for name, value in found.items()
        if isinstance(value, _MUTABLE) and not name.startswith("__") and not hasattr(base, name)
    }


def _edited(body: Body) -> Iterator[str]:
    for node in body.nodes:
        place: ast.AST | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _EDITS:
            place = node.func.value
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            place = node.value
        elif isinstance(node, ast.AugAssign):
            place = node.target
        while isinstance(place, ast.Subscript):
            place = place.value
        if name := body.own(place):
            yield name
