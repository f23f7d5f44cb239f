"""What a template prints and asks, as trees: filter expressions and the conditions of ``{% if %}``, with Django's semantics.

A filter is in the table here where it can be told with the operators of the wire so that the browser comes to the very same text; for
values of which it would not, these operators give unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any, Final

from django.template import defaultfilters
from django.template.base import FilterExpression, Variable
from django.template.defaulttags import TemplateLiteral
from django.template.smartif import TokenBase

from djust.prediction.trees import (
    Member,
    OutOfReach,
    Path,
    Row,
    Slot,
    Tree,
    Turn,
    constant,
    is_unknown,
    operation,
    size_in,
    truth_by_size,
)

#: Stand for themselves, unless the view has such a name.
_LITERALS: Final[Mapping[str, Any]] = {"True": True, "False": False, "None": None}
_MARKUP: Final = frozenset("&<>\"'")


class Names:
    """What the names of a template stand for at one point of it.

    Attributes:
        collections: What handlers put things in and take them out of, by path.
        sized: Those of them that no loop goes through: nothing is told of them but what is asked.
        lost: A tag ran that may have set any name.
        closed: What the names stand for is printed otherwise here, or looked up elsewhere.
    """

    def __init__(self, shadowed: Iterable[str] = (), collections: Set[Path] = frozenset(), sized: Set[Path] = frozenset()) -> None:
        """Begin at the top of a template; under *shadowed* names it sees something else than the state."""
        self.collections = collections
        self.sized = sized
        self.known: dict[str, Tree | None] = {"forloop": None, "block": None} | dict.fromkeys(shadowed)
        self.isolated = False
        self.lost = False
        self.closed = ""

    def copy(self) -> Names:
        made = Names((), self.collections, self.sized)
        made.known, made.isolated, made.lost, made.closed = dict(self.known), self.isolated, self.lost, self.closed
        return made

    def find(self, name: str, bits: Path) -> Tree:
        """Return the tree of ``name.bits``."""
        if self.closed:
            raise OutOfReach(self.closed)
        if self.lost:
            raise OutOfReach(f"a tag before it may have set {name!r}")
        if name in self.known:
            base = self.known[name]
            if base is None:
                raise OutOfReach(f"{name!r} is set by the template, or by get_context_data")
        elif self.isolated:
            raise OutOfReach(f"{name!r} is no name of the view here")
        elif name in _LITERALS and not bits:
            return _LITERALS[name]
        else:
            base = [Slot((name,))]
        if isinstance(base, list) and isinstance(base[0], Slot) and len(base) == 1:
            path = (*base[0].path, *bits)
            return truth_by_size(path) if path in self.sized else [Slot(path)]
        if isinstance(base, list) and isinstance(base[0], Turn) and name == "forloop":
            return _turn(base[0], bits)
        if not bits:
            return base
        if isinstance(base, list) and isinstance(base[0], Row):
            return [base[0], (*base[1], *bits)]
        raise OutOfReach(f"{name!r} is worked out by the template")


def _turn(turn: Turn, bits: Path) -> Tree:
    """Return the tree of ``forloop.…`` in a row."""
    count, here = ["len", [Slot(turn.row.path)]], [turn]
    found: dict[Path, Tree] = {
        ("counter",): ["+", here, 1],
        ("counter0",): here,
        ("revcounter",): ["-", count, here],
        ("revcounter0",): ["-", ["-", count, here], 1],
        ("first",): ["==", here, 0],
        ("last",): ["==", ["-", count, here], 1],
    }
    if bits not in found:
        raise OutOfReach(".".join(("forloop", *bits)))
    return found[bits]


def variable_tree(names: Names, variable: Variable) -> Tree:
    """Return the tree of a variable or a literal."""
    if variable.lookups is None:
        if variable.translate:
            raise OutOfReach("it is translated")
        return _known(constant(variable.literal), variable.var)
    name, *bits = variable.lookups
    if any(bit.isdecimal() for bit in bits):
        raise OutOfReach(f"{variable.var} counts into a list")
    return names.find(name, tuple(bits))


def _known(tree: Tree, written: object) -> Tree:
    if is_unknown(tree):
        raise OutOfReach(f"{written!r} is no whole number or plain text")
    return tree


def is_variable(expression: FilterExpression) -> bool:
    """Whether *expression* is a name and nothing else."""
    return bool(expression.is_var and not expression.filters and expression.var.lookups is not None)


def value_tree(names: Names, expression: FilterExpression, *, printed: bool = False) -> Tree:
    """Return the tree of a filter expression.

    Raises:
        OutOfReach: It has a filter that is not told here, or a name that is none of the view's.
    """
    tree = variable_tree(names, expression.var) if expression.is_var else constant(expression.var)
    literal = not expression.is_var or expression.var.lookups is None
    if printed and literal and isinstance(tree, str) and _MARKUP & set(tree):
        raise OutOfReach("a text of the template may be markup")
    for function, arguments in expression.filters:
        tell = FILTERS.get(function)
        if tell is None:
            raise OutOfReach(f"the filter {_name(function)!r}")
        given = [_Argument(names, argument, looked_up) for looked_up, argument in arguments]
        tree = _known(tell(tree, *given), _name(function))
    return tree


def _name(function: Any) -> str:
    return str(getattr(function, "_filter_name", None) or getattr(function, "__name__", function))


class _Argument:
    """What stands behind the colon of a filter."""

    def __init__(self, names: Names, argument: Any, looked_up: bool) -> None:
        self.tree = variable_tree(names, argument) if looked_up else _known(constant(argument), argument)

    @property
    def text(self) -> str:
        """The text that is written there."""
        if not isinstance(self.tree, str):
            raise OutOfReach("a filter's argument is no plain text")
        return self.tree

    @property
    def harmless(self) -> Tree:
        """The value, which is printed as it is: a literal must hold no markup."""
        if isinstance(self.tree, str) and _MARKUP & set(self.tree):
            raise OutOfReach("a text of the template may be markup")
        return self.tree


def _text(tree: Tree) -> Tree:
    return operation("cat", tree)


def _stringwise(operator: str) -> Callable[[Tree], Tree]:
    return lambda tree: operation(operator, _text(tree))


def _default(tree: Tree, argument: _Argument) -> Tree:
    return operation("or", tree, argument.harmless)


def _default_if_none(tree: Tree, argument: _Argument) -> Tree:
    return operation("if", operation("is", tree, None), argument.harmless, tree)


def _yesno(tree: Tree, argument: _Argument | None = None) -> Tree:
    if argument is None:
        raise OutOfReach("the words of 'yesno' depend on the language")
    words = argument.text.split(",")
    if len(words) < 2:
        return tree
    yes, no, maybe = words if len(words) == 3 else (words[0], words[1], words[1])
    return operation("if", tree, yes, no if no == maybe else operation("if", operation("is", tree, None), maybe, no))


def _pluralize(tree: Tree, argument: _Argument | None = None) -> Tree:
    endings = (argument.text if argument else "s").split(",")
    if len(endings) > 2:
        return ""
    singular, plural = ("", endings[0]) if len(endings) == 1 else endings
    size = size_in(tree)
    number = [size] if size else tree if tree[0] == "len" else operation("+", 0, tree)
    return operation("if", operation("==", number, 1), singular, plural)


def _length(tree: Tree) -> Tree:
    size = size_in(tree)
    return [size] if size else operation("len", tree)


def _add(tree: Tree, argument: _Argument) -> Tree:
    return operation("+", operation("int", tree), argument.tree if type(argument.tree) is int else operation("int", argument.tree))


def _floatformat(tree: Tree, argument: _Argument | None = None) -> Tree:
    if argument is not None and argument.tree not in (0, -1, -2, "0", "-1", "-2"):
        raise OutOfReach("decimals")
    return _text(operation("+", 0, tree))


def _truncatechars(tree: Tree, argument: _Argument) -> Tree:
    """A text that is short enough, and that no normal form spells otherwise; how a longer one ends depends on the language."""
    text = _text(tree)
    if type(argument.tree) is not int or argument.tree < 1:
        raise OutOfReach("'truncatechars' by no number")
    short = ["if", ["<=", ["len", text], argument.tree], text, []]
    return operation("if", operation("is", operation("lower", text), None), [], short)


def _divisibleby(tree: Tree, argument: _Argument) -> Tree:
    return operation("==", operation("%", operation("int", tree), operation("int", argument.tree)), 0)


FILTERS: Final[dict[Any, Callable[..., Tree]]] = {
    defaultfilters.default: _default,
    defaultfilters.default_if_none: _default_if_none,
    defaultfilters.yesno: _yesno,
    defaultfilters.pluralize: _pluralize,
    defaultfilters.length: _length,
    defaultfilters.upper: _stringwise("upper"),
    defaultfilters.lower: _stringwise("lower"),
    defaultfilters.truncatechars: _truncatechars,
    defaultfilters.divisibleby: _divisibleby,
    defaultfilters.add: _add,
    defaultfilters.floatformat: _floatformat,
}


# -- conditions --------------------------------------------------------------------------------------------------------

_COMPARED: Final[dict[str, tuple[str, bool, bool]]] = {
    "==": ("==", False, False),
    "!=": ("==", False, True),
    "<": ("<", False, False),
    "<=": ("<=", False, False),
    ">": ("<", True, False),
    ">=": ("<=", True, False),
    "in": ("in", False, False),
    "not in": ("in", False, True),
}


def condition_tree(names: Names, condition: TokenBase) -> Tree:
    """Return the tree of a condition; its truth is what counts.

    Where Django swallows an exception and takes False, the tree is unknown.
    """
    sign: Any = condition.id
    if isinstance(condition, TemplateLiteral):
        expression: Any = condition.value
        return value_tree(names, expression)
    first: Any = condition.first
    if sign == "not":
        return operation("not", condition_tree(names, first))
    if sign in ("in", "not in") and (member := _member(names, condition)) is not None:
        return member if sign == "in" else operation("not", member)
    operands = [condition_tree(names, first), condition_tree(names, condition.second)]
    if sign in ("and", "or"):
        return operation(sign, *operands)
    if sign in ("is", "is not"):
        if not (operands[1] is None or isinstance(operands[1], bool)):
            raise OutOfReach("'is' between values")
        tree = operation("is", *operands)
        return operation("not", tree) if sign == "is not" else tree
    operator, swapped, negated = _COMPARED[sign]
    tree = operation(operator, *(reversed(operands) if swapped else operands))
    return operation("not", tree) if negated else tree


def _member(names: Names, condition: Any) -> Tree | None:
    """Return the tree of ``… in collection``; None where there is no telling whether that is a collection."""
    if not all(isinstance(one, TemplateLiteral) for one in (condition.first, condition.second)) or not is_variable(condition.second.value):
        return None
    subject, holder = value_tree(names, condition.first.value), value_tree(names, condition.second.value)
    size = size_in(holder)
    path = size.path if size else holder[0].path if isinstance(holder, list) and isinstance(holder[0], Slot) else None
    if path is None or path not in names.collections:
        return None
    if isinstance(subject, list) and subject and isinstance(subject[0], Row):
        return [subject[0], Member(path, subject[1])]
    if isinstance(subject, list) and subject and isinstance(subject[0], Slot):
        return [Member(path, subject[0].path)]
    if isinstance(subject, str):
        return [Member(path, str.__str__(subject))]  # literals of a template are marked as safe
    return [Member(path, subject)] if type(subject) is int else None


def _same(names: Names, condition: Any) -> Tree | None:
    """Return the membership that ``item.id == chosen`` shows: one value, of which the page shows in which rows it is."""
    operands = (condition.first, condition.second)
    if not all(isinstance(one, TemplateLiteral) and is_variable(one.value) for one in operands):  # type: ignore[arg-type]
        return None
    trees = [value_tree(names, one.value) for one in operands]
    rows = [tree for tree in trees if isinstance(tree, list) and isinstance(tree[0], Row)]
    slots = [tree[0].path for tree in trees if isinstance(tree, list) and isinstance(tree[0], Slot)]
    return [rows[0][0], Member(slots[0], rows[0][1], same=True)] if rows and slots else None


def names_asked(names: Names, condition: TokenBase) -> list[Tree] | None:
    """Return the trees of all names that *condition* reads, whatever it does with them; None if one is no name of the state."""
    found: list[Tree] = []
    try:
        for operand in _operands(condition):
            expression: Any = operand.value
            arguments = [argument for _, given in expression.filters for looked_up, argument in given if looked_up]
            for variable in [*([expression.var] if expression.is_var else []), *arguments]:
                if variable.lookups is not None:
                    found.append(names.find(variable.lookups[0], tuple(variable.lookups[1:])))
    except OutOfReach:
        return None
    return found


def _operands(condition: Any) -> Iterator[TemplateLiteral]:
    if isinstance(condition, TemplateLiteral):
        yield condition
        return
    for operand in (condition.first, condition.second):
        if operand is not None:
            yield from _operands(operand)


def bare_name(names: Names, condition: TokenBase) -> Tree | None:
    """Return the tree of the name, or of the membership, whose truth alone *condition* asks for, None for any other condition."""
    while condition.id == "not":
        condition = condition.first
    if condition.id in ("in", "not in", "==", "!="):
        try:
            return _member(names, condition) if condition.id.endswith("in") else _same(names, condition)
        except OutOfReach:
            return None
    if not isinstance(condition, TemplateLiteral):
        return None
    expression: Any = condition.value
    try:
        return value_tree(names, expression) if is_variable(expression) else None
    except OutOfReach:
        return None
