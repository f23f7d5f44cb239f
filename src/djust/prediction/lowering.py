"""Trees in the fewer operators that a browser has: what can be said by others, with the same values, is said by others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from djust.prediction.trees import Local, Path, Slot, Tree, is_unknown, unknown

#: Behind the last row of any list that travels.
END: Final = 99_999


class Lowering:
    """Rewrites trees.

    Args:
        lists: The paths of the lists among the slots.
        rows: Of which list a variable holds a row.
    """

    def __init__(self, lists: Collection[Path], rows: Mapping[Local, Path]) -> None:
        self._lists = lists
        self._rows = rows

    def value(self, tree: Tree) -> Tree:
        """Return an expression."""
        if self._is_list(tree):
            return ["if", ["len", tree], [True], [False]]
        if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
            return tree
        operator, *operands = tree
        if operator in ("len", "at", "join"):
            listed, *more = operands
            return [operator, listed if self._is_list(listed) else self.value(listed), *map(self.value, more)]
        if operator in ("if", "not"):
            condition, *more = operands
            return [operator, self.condition(condition), *map(self.value, more)]
        if operator == "is" and self._is_row(operands[0]):
            return ["not", self.value(operands[0])]
        rewrite = _OPERATORS.get(operator)
        other = rewrite(*operands) if rewrite else tree
        return [operator, *map(self.value, operands)] if other == tree else self.value(other)

    def condition(self, tree: Tree) -> Tree:
        """Return an expression of which only the truth counts."""
        return ["len", tree] if self._is_list(tree) else self.value(tree)

    def row(self, listed: Slot, tree: Tree) -> Tree:
        """Return the expression of a row that is told as itself, or by its index."""
        return tree if self._is_row(tree) else ["at", [listed], self.value(tree)]

    def _is_list(self, tree: Tree) -> bool:
        return isinstance(tree, list) and len(tree) == 1 and isinstance(tree[0], Slot) and tree[0].path in self._lists

    def _is_row(self, tree: Tree) -> bool:
        return isinstance(tree, list) and (tree[:1] == ["at"] or (len(tree) == 1 and tree[0] in self._rows))


def _is(one: Tree, other: Tree) -> Tree:
    """The same value of the same type: what tells 1 from True is how it is printed."""
    same = ["==", one, other]
    return ["if", same, ["==", ["cat", one], str(other)], False] if isinstance(other, bool) else same


def _minus(one: Tree, other: Tree) -> Tree:
    match other:
        case int() if type(other) is int:
            negative: Tree = -other
        case ["*", int() as factor, rest] if type(factor) is int:
            negative = ["*", -factor, rest]
        case _:
            negative = ["*", -1, other]
    return negative if one == 0 and type(one) is int else ["+", one, negative]


def _multiple(one: Tree, other: Tree) -> Tree:
    """The last multiple of *other* that is not beyond *one*."""
    return ["*", other, ["//", one, other]]


def _equal(one: Tree, other: Tree) -> Tree:
    match one:
        case ["%", divided, divisor] if other == 0 and type(other) is int:
            return ["==", divided, _multiple(divided, divisor)]
    return ["==", one, other]


_OPERATORS: Final[Mapping[str, Any]] = {
    "is": _is,
    "==": _equal,
    "<=": lambda one, other: ["not", ["<", other, one]],
    "-": _minus,
    "%": lambda one, other: _minus(one, _multiple(one, other)),
    "int": lambda tree: tree if type(tree) is int else ["int", tree],
}


def field_text(tree: Tree) -> Tree:
    """Return the text of a ``textarea``, in which a parser drops a newline at the beginning: unknown where there is any."""
    first = tree[1] if isinstance(tree, list) and tree[0] == "cat" else tree
    if isinstance(first, str) and first:
        return tree if first[0] != "\n" else unknown()
    return tree if is_unknown(tree) or isinstance(first, str) else ["if", ["in", "\n", tree], unknown(), tree]
