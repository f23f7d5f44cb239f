"""Programs in words, for ``python -m djust explain``: what the browser will do when a handler is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from djust.prediction.trees import Arm, Field, Local, Member, Size, Slot, Told, Tree, is_unknown

_UNKNOWN: Final = "?"
_INFIX: Final = frozenset(("==", "<", "<=", "+", "-", "*", "//", "%", "and", "or", "in", "is"))


def program_lines(statements: list[Tree], indent: str = "") -> Iterator[str]:
    """Yield the lines of a program, in a notation like Python's; what is unknown is ``?``."""
    for one in statements:
        yield from _statement(one, indent)


def _statement(one: Tree, indent: str) -> Iterator[str]:
    inside = indent + "    "
    match one:
        case ["=", target, tree]:
            yield f"{indent}{_variable(target)} = {expression(tree)}"
        case ["=", target, tree, field]:
            yield f"{indent}{_variable(target)}{_field(field)} = {expression(tree)}"
        case ["if", test, [], [], *_]:
            yield f"{indent}end unless known: {expression(test)}"
        case ["if", test, then, otherwise, *_]:
            yield f"{indent}if {expression(test if then else ['not', test])}:"
            yield from program_lines(then or otherwise, inside)
            if then and otherwise:
                yield f"{indent}else:"
                yield from program_lines(otherwise, inside)
        case ["each", listed, row, body, *_]:
            yield f"{indent}for {_variable(row)} in {expression(listed)}:"
            yield from program_lines(body, inside)
        case ["del", listed, row]:
            yield f"{indent}take {expression(row)} out of {_variable(listed)}"
        case ["add", listed, place, fields]:
            given = ", ".join(f"{'.'.join(path) or 'item'}: {expression(tree)}" for path, tree in fields.items())
            yield f"{indent}put {{{given}}} into {_variable(listed)} at {'the end' if place is None else expression(place)}"
        case _:
            yield f"{indent}{one[0]}"


def expression(tree: Tree) -> str:
    """Return an expression in a notation like Python's."""
    if is_unknown(tree):
        return _UNKNOWN
    if not isinstance(tree, list):
        return repr(tree)
    if isinstance(tree[0], bool):
        return "something true" if tree[0] else "something false"
    if isinstance(tree[0], Slot | Local | Arm | Size | Member):
        return _variable(tree[0]) + (_field(tree[1]) if len(tree) > 1 else "")
    operator, *operands = tree
    if operator in _INFIX:
        return f"({expression(operands[0])} {operator} {expression(operands[1])})"
    return _SPELLED.get(operator, _call)(operator, operands)


def _call(operator: str, operands: list[Tree]) -> str:
    return f"{operator}({', '.join(map(expression, operands))})"


def _not(operator: str, operands: list[Tree]) -> str:
    return f"not {expression(operands[0])}"


def _if(operator: str, operands: list[Tree]) -> str:
    test, then, otherwise = map(expression, operands)
    return f"({then} if {test} else {otherwise})"


def _at(operator: str, operands: list[Tree]) -> str:
    return f"{expression(operands[0])}[{expression(operands[1])}]"


def _cat(operator: str, operands: list[Tree]) -> str:
    return f"text({', '.join(map(expression, operands))})"


_SPELLED: Final[dict[str, Callable[[str, list[Tree]], str]]] = {"not": _not, "if": _if, "at": _at, "cat": _cat}


def _variable(variable: Any) -> str:
    if isinstance(variable, Member):
        subject = ".".join(variable.path) or "item" if isinstance(variable.subject, tuple) else repr(variable.subject)
        return f"({subject} {'==' if variable.same else 'in'} {'.'.join(variable.holder)})"
    if isinstance(variable, Size):
        return f"len({'.'.join(variable.path)})"
    return ".".join(variable.path) if isinstance(variable, Slot) else variable.name if isinstance(variable, Local) else "arm"


def told_as(told: Told | Field) -> str:
    """Return what is told of the state, or of a row, in words."""
    if isinstance(told, tuple):
        return ".".join(told) or "item"
    return _variable(told).strip("()") if isinstance(told, Member) else _variable(told)


def _field(field: Field) -> str:
    if isinstance(field, Member):
        return "." + _variable(field)
    return "".join(f".{name}" for name in field) if isinstance(field, tuple) else ".arm"
