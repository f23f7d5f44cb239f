"""An author's methods as syntax trees: what they do to ``self``, read and not run."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cached_property
from types import FunctionType
from typing import Any, Final

#: What djust itself puts into a class (`djust.view.writes`) is no author's.
_OURS: Final = "djust.view."


def functions(view: type, base: type) -> Iterator[tuple[str, FunctionType]]:
    """Yield (name, function) for every method, property and hook of the author's classes, the farthest ancestor's first."""
    for ancestor in reversed(view.__mro__):
        if ancestor not in base.__mro__:
            for name, value in vars(ancestor).items():
                yield from ((name, function) for function in _functions_of(value) if not function.__module__.startswith(_OURS))


def _functions_of(value: Any) -> Iterator[FunctionType]:
    if isinstance(value, (classmethod, staticmethod)):
        value = value.__func__
    parts = (value.fget, value.fset, value.fdel) if isinstance(value, property) else (value, getattr(value, "func", None))
    for part in parts:
        function = inspect.unwrap(part) if callable(part) and not isinstance(part, type) else part
        if isinstance(function, FunctionType):
            yield function


class Body:
    """The source of one function.

    Attributes:
        tree: None where there is no source to read.
        receiver: What the function calls its first argument.
    """

    def __init__(self, function: FunctionType) -> None:
        code = function.__code__
        self.receiver = code.co_varnames[0] if code.co_argcount else ""
        self.tree: ast.AST | None
        try:
            self.tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        except (OSError, TypeError, SyntaxError):
            self.tree = None

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Everything in it."""
        return [] if self.tree is None else list(ast.walk(self.tree))

    def own(self, node: ast.AST | None) -> str:
        """Return ``x`` for ``self.x``, '' for anything else."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == self.receiver:
            return node.attr
        return ""

    def assigned(self) -> set[str]:
        """Return the names that the function sets on ``self``, in whatever kind of statement."""
        stored = {self.own(node) for node in self.nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
        return (stored | {self.sets_by_name(node) for node in self.nodes}) - {""}

    def sets_by_name(self, node: ast.AST) -> str:
        """Return ``x`` for ``setattr(self, "x", …)``."""
        match node:
            case ast.Call(func=ast.Name(id="setattr"), args=[ast.Name(id=first), ast.Constant(value=str(name)), _]):
                return name if first == self.receiver else ""
        return ""
