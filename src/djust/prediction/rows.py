"""Statements that change which rows a list has."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import Protocol

from djust.prediction.expressions import Expressions
from djust.prediction.scope import Scope
from djust.prediction.trees import Local, Path, Slot, Tree, is_unknown, operation, unknown, variables


class Body(Protocol):
    """The statements that are read."""

    scope: Scope
    expressions: Expressions
    blocks: list[list[Tree]]

    def emit(self, statement: Tree) -> None: ...

    def value(self, node: ast.expr) -> Tree: ...


class Rows:
    """Reads assignments to lists of the page, and calls of their methods."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def replace(self, path: Path, value: ast.expr) -> None:
        """``self.items = …``"""
        read = self._body.expressions.generator(value)
        if read is not None and read[0] == path and isinstance(read[2], ast.Name) and read[2].id == read[1]:
            self.keep(path, read[1], read[3])
        elif isinstance(value, ast.List):
            self.rewrite(path, value.elts)
        elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add) and self._body.expressions.list_path(value.left) == path:
            self.extend(path, value.right)
        elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add) and self._body.expressions.list_path(value.right) == path:
            self.extend(path, value.left, in_front=True)
        else:
            self._body.value(value)
            self._body.emit(["=", Slot(path), unknown()])
        self._body.scope.settle(path)

    def rewrite(self, path: Path, rows: list[ast.expr]) -> None:
        """``self.items = [*self.items, {…}]``, ``self.items = [{…}]``"""
        same = [isinstance(row, ast.Starred) and self._body.expressions.list_path(row.value) == path for row in rows]
        if any(same) and same.index(True) in (0, len(rows) - 1) and sum(same) == 1:
            others = ast.List([row for row in rows if not isinstance(row, ast.Starred)], ast.Load())
            if len(others.elts) == len(rows) - 1:
                self.extend(path, others, in_front=not same[0])
                return
        self.clear(path)
        self.extend(path, ast.List(rows, ast.Load()))

    def keep(self, path: Path, name: str, conditions: Sequence[ast.expr]) -> None:
        """Take out the rows that do not fulfil all *conditions*."""

        def body(row: str) -> list[Tree]:
            tests = [self._body.expressions.tree(condition) for condition in conditions]
            return [["if", operation("not", test), [["del", Slot(path), [Local(row)]]], []] for test in tests]

        if is_unknown(self._body.expressions.through(path, name, body, None)) and conditions:
            self._body.emit(["=", Slot(path), unknown()])

    def clear(self, path: Path) -> None:
        row = self._body.scope.temporary()
        self._body.emit(["each", [Slot(path)], Local(row), [["del", Slot(path), [Local(row)]]]])

    def extend(self, path: Path, value: ast.expr, *, in_front: bool = False) -> None:
        """Add the rows that are written out in *value*; any other value makes the list unknown."""
        rows = value.elts if isinstance(value, ast.List | ast.Tuple) else None
        if rows is None or (self._body.scope.in_each and rows) or any(isinstance(row, ast.Starred) for row in rows):
            self._body.value(value)
            self._body.emit(["=", Slot(path), unknown()])
            return
        before = len(self._body.blocks[-1])
        for at, row in enumerate(rows):
            self.add(path, at if in_front else None, row)
        # All rows are worked out before the list has the first of them.
        if any(self.looks_at(path, one[3].values()) for one in self._body.blocks[-1][before:] if one[0] == "add"):
            self._body.emit(["=", Slot(path), unknown()])

    def looks_at(self, path: Path, trees: Iterable[Tree]) -> bool:
        """Whether *trees* read the list at *path*, or a row of it."""
        read = {variable for tree in trees for variable, _ in variables(tree)}
        return Slot(path) in read or any(isinstance(one, Local) and self._body.scope.lists.get(one.name) == path for one in read)

    def add(self, path: Path, at: Tree, row: ast.expr) -> None:
        if isinstance(row, ast.Dict):
            fields = {field: self._body.value(one) for field, one in leaves(row)}
        else:
            fields = {(): self._body.value(row)}
        self._body.emit(["add", Slot(path), at, fields])

    def change(self, path: Path, method: str, arguments: Sequence[ast.expr]) -> bool:
        """``self.items.append(…)``; whether that was understood."""
        if method == "append" and len(arguments) == 1:
            self.add(path, None, arguments[0])
        elif method == "insert" and len(arguments) == 2:
            index = self._body.value(arguments[0])
            if is_unknown(index):
                return False
            self.add(path, index, arguments[1])
        elif method == "clear" and not arguments:
            self.clear(path)
        elif method == "extend" and len(arguments) == 1:
            self.extend(path, arguments[0])
        elif method in ("pop", "remove") and len(arguments) <= 1:
            return self.take(path, method, arguments)
        else:
            return False
        return True

    def take(self, path: Path, method: str, arguments: Sequence[ast.expr]) -> bool:
        if method == "pop":
            index = self._body.value(arguments[0]) if arguments else -1
            if is_unknown(index):
                return False
            self._body.emit(["del", Slot(path), index])
            return True
        place = self._body.expressions.place(arguments[0]) if arguments else None
        if place is not None and place.row is not None and not place.path and self._body.scope.lists[place.row] == path:
            self._body.emit(["del", Slot(path), [Local(place.row)]])
            return True
        sought = self._body.value(arguments[0]) if arguments else unknown()
        if is_unknown(sought) or self._body.scope.in_each:
            return False
        found = self._body.expressions.member_of(path, sought, lambda row: ["del", Slot(path), [Local(row)]])
        self._body.emit(["if", found, [], [["fail"]]])  # ValueError
        return True


def leaves(node: ast.Dict, path: Path = ()) -> list[tuple[Path, ast.expr]]:
    """Return the values of a dictionary that is written out, with the keys that lead to each."""
    found: list[tuple[Path, ast.expr]] = []
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            inside = (*path, key.value)
            found += leaves(value, inside) if isinstance(value, ast.Dict) else [(inside, value)]
    return found
