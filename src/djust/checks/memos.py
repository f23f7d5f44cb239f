"""Finds names in ``computed("…")`` that nothing sets: the memo would be worked out once, and never again.

What a page has is known where all the code that can set it can be read. Where ``self`` is handed to something else, or is set by names
that are worked out, nobody knows, and nothing is said.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import FunctionType
from typing import Any, Final

from djust.checks.code import Body, functions
from djust.decorators.computed import Computed

#: What may be asked about ``self`` as a whole without setting anything.
_ASK: Final = frozenset({"getattr", "hasattr", "isinstance", "type", "id", "repr", "str", "len", "bool", "super", "print"})


def unknown_dependencies(view: type, base: type, bound: frozenset[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (memo, dependency, the names there are) for each dependency that no instance can have.

    Args:
        bound: Names that the template sets (``dj-model``).
    """
    memos = {name: value for name in dir(view) if isinstance(value := inspect.getattr_static(view, name), Computed) and value.names}
    if not memos:
        return
    known = known_attributes(view, base, bound)
    if known is None:
        return
    for memo, found in memos.items():
        for dotted in found.names:
            if dotted.partition(".")[0] not in known:
                yield memo, dotted, sorted(known - set(dir(base)) - {memo})


def known_attributes(view: Any, base: type, bound: frozenset[str]) -> set[str] | None:
    """Return the attributes that an instance can have, with *bound*, which the template sets; None where that cannot be known."""
    known = {*dir(view), *bound, "request", "args", "kwargs"}
    for ancestor in view.__mro__:
        known.update(inspect.get_annotations(ancestor))
        if ancestor not in base.__mro__ and any(_hides(name, value) for name, value in vars(ancestor).items()):
            return None
    for function in (*(each for _, each in functions(view, base)), *view._djust_registry.hooks):
        body = Body(function) if isinstance(function, FunctionType) else None
        if body is None or body.tree is None or _hands_over(body):
            return None
        known |= body.assigned()
    for handler in view._djust_registry.handlers.values():
        known.update(handler.meta.loading)
    return known


def _hides(name: str, value: Any) -> bool:
    """Whether a member of a class sets attributes, or answers for some, in a way that its source does not show."""
    if isinstance(value, (classmethod, staticmethod)):
        value = value.__func__
    return name in ("__getattr__", "__getattribute__") or hasattr(value, "__wrapped__")


def _hands_over(body: Body) -> bool:
    """Whether other code gets hold of ``self``, and may set whatever it likes."""
    harmless: set[ast.AST] = set()
    for node in body.nodes:
        if isinstance(node, ast.Attribute) and node.attr != "__dict__":
            harmless.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and (node.func.id in _ASK or body.sets_by_name(node)):
            harmless.update(node.args)
    return any(isinstance(node, ast.Name) and node.id == body.receiver and node not in harmless for node in body.nodes)
