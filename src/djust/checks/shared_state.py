"""Finds the mistake that shows one visitor's data to another: a mutable class attribute that a method edits in place."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from types import FunctionType
from typing import Any

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
    classes = [ancestor for ancestor in view.__mro__ if ancestor not in base.__mro__]
    methods: dict[str, Any] = {}
    attributes: dict[str, Any] = {}
    for ancestor in reversed(classes):
        for name, value in vars(ancestor).items():
            function = inspect.unwrap(value) if callable(value) else value
            if isinstance(function, FunctionType):
                methods[name] = function
            elif isinstance(value, _MUTABLE) and not name.startswith("__") and not hasattr(base, name):
                attributes[name] = value
    if not attributes:
        return []
    replaced = {name for start in ("__init__", "mount") if start in methods for name in _assigned(methods[start])}
    found: dict[str, tuple[str, str, str]] = {}
    for method, function in methods.items():
        for name in _edited(function):
            if name in attributes and name not in replaced:
                found.setdefault(name, (name, type(attributes[name]).__name__, method))
    return list(found.values())


def _body(function: FunctionType) -> tuple[ast.AST | None, str]:
    """Return a method's syntax tree and what it calls ``self``; no tree where there is no source to read."""
    names = function.__code__.co_varnames
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function))), names[0] if names else ""
    except (OSError, TypeError, SyntaxError):
        return None, ""


def _assigned(function: FunctionType) -> Iterator[str]:
    tree, receiver = _body(function)
    for node in ast.walk(tree) if tree else ():
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for target in targets:
            for part in target.elts if isinstance(target, ast.Tuple) else [target]:
                if name := _own(part, receiver):
                    yield name


def _edited(function: FunctionType) -> Iterator[str]:
    tree, receiver = _body(function)
    for node in ast.walk(tree) if tree else ():
        place: ast.AST | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _EDITS:
            place = node.func.value
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            place = node.value
        elif isinstance(node, ast.AugAssign):
            place = node.target
        while isinstance(place, ast.Subscript):
            place = place.value
        if place is not None and (name := _own(place, receiver)):
            yield name


def _own(node: ast.AST, receiver: str) -> str:
    """Return ``x`` for ``self.x``."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == receiver:
        return node.attr
    return ""
