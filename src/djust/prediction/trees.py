"""What the compilers of handlers and of templates write: the trees of ``docs/internals/wire.md``, 9, with names where the wire has numbers.

An expression is a constant, ``[]`` (unknown), ``[variable]``, ``[variable, field]``, or ``[operator, operand, …]``. Variables are
:class:`Slot`, :class:`Local`, :class:`Arm`, :class:`Size` and :class:`Member` objects; a field is a path of names, an :class:`Arm` or a
:class:`Member`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

#: An expression, or a statement, or a list of statements.
Tree = Any
#: Names that lead from the state, or from a row, to a value: ``("user", "name")``; of a row ``()`` is the row itself.
Path = tuple[str, ...]

#: Whole numbers that JavaScript counts exactly.
SAFE: Final = 2**53 - 1
#: What makes a text another one to Python, to JavaScript or to an HTML parser: among it what only one of them takes for white space.
STRANGE: Final = "\0\r\x1c-\x1f\x85\ufeff\ud800-\udfff"
_strange: Final = re.compile(f"[{STRANGE}]").search


class OutOfReach(Exception):
    """The browser cannot work this out; the text says why, for the author."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A value, or a list, of the state."""

    path: Path


@dataclass(frozen=True, slots=True)
class Local:
    """A variable of a handler."""

    name: str


@dataclass(eq=False, frozen=True, slots=True)
class Row:
    """What a loop of the page binds to each row of the list at *path*."""

    path: Path


@dataclass(frozen=True, slots=True)
class Turn:
    """Which one the row at hand is, from 0."""

    row: Row


@dataclass(frozen=True, slots=True)
class Arm:
    """Which arm of a branch stands, by the id of its part: known of every branch without knowing why."""

    part: int


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is in the collection at *path*, of which the page shows nothing more."""

    path: Path


@dataclass(frozen=True, slots=True)
class Member:
    """Whether something is in the collection at *holder*: what lies at a path of the state or, as a field, of a row; or a constant.

    True: it is there once. In a list it may be there more than once: then only the truth of this is told.

    Where it is the *same*, the value at *holder* is no collection, but one that is compared with what lies at *subject*.
    """

    holder: Path
    subject: Path | str | int
    same: bool = False

    @property
    def path(self) -> Path:
        """Where that lies; () for a constant, and for a row itself."""
        return self.subject if isinstance(self.subject, tuple) else ()

    @property
    def asked(self) -> Tree:
        """The expression of it, where it is none of a row's."""
        return [Slot(self.subject)] if isinstance(self.subject, tuple) else self.subject


@dataclass(frozen=True, slots=True)
class Constant:
    """What a tag prints that depends on nothing but the language: its source is written when the page is."""

    node: Any
    #: Whether it is to be read as text, where it stands in the text of an element or in an attribute.
    as_text: bool


#: What is told of the state: by paths, but for the last, which are told by the part.
Told = Slot | Size | Member | Arm
Variable = Slot | Local | Row | Turn | Arm | Size | Member
Field = Path | Arm | Member


def unknown() -> Tree:
    """Return the expression of what nobody knows."""
    return []


def is_unknown(tree: Tree) -> bool:
    return isinstance(tree, list) and not tree


def is_safe_text(text: str) -> bool:
    """Whether *text* is the same to Python, to JavaScript and to an HTML parser."""
    return not _strange(text)


def truth_by_size(path: Path) -> Tree:
    """Return the expression of a collection itself: a value of which nothing but the truth is known."""
    return ["if", [Size(path)], [True], [False]]


def size_in(tree: Tree) -> Size | None:
    """Return the size in what :func:`truth_by_size` gave, None for any other tree."""
    return tree[1][0] if isinstance(tree, list) and tree[:1] == ["if"] and tree[2:] == [[True], [False]] else None


def constant(value: object) -> Tree:
    """Return the expression of a Python constant, unknown for what a browser does not count or print alike."""
    if value is None or isinstance(value, bool):
        return value
    if type(value) is int and abs(value) <= SAFE:
        return value
    if isinstance(value, str) and is_safe_text(value):
        return str(value)
    return unknown()


def operation(operator: str, *operands: Tree) -> Tree:
    """Return an operation; unknown where all it can give is unknown."""
    if operator in _STRICT and any(is_unknown(operand) for operand in operands):
        return unknown()
    if operator in ("not", "and", "or", "if") and is_unknown(operands[0]):
        return unknown()
    if operator == "not" and isinstance(operands[0], list) and operands[0][0] == "not" and is_truth(operands[0][1]):
        return operands[0][1]
    return [operator, *operands]


def is_truth(tree: Tree) -> bool:
    """Whether an expression gives nothing but True or False."""
    return isinstance(tree, bool) or (isinstance(tree, list) and bool(tree) and tree[0] in ("==", "<", "<=", "is", "in", "not"))


#: Operators that are unknown as soon as one operand is.
_STRICT: Final = frozenset(
    (
        "==",
        "<",
        "<=",
        "is",
        "in",
        "+",
        "-",
        "*",
        "//",
        "%",
        "len",
        "at",
        "cat",
        "esc",
        "int",
        "upper",
        "lower",
        "strip",
    )
)


def joined(pieces: list[Tree]) -> Tree:
    """Return the text of *pieces* one after the other; neighbouring constants become one."""
    merged: list[Tree] = []
    for piece in pieces:
        if isinstance(piece, list) and piece[:1] == ["cat"]:
            inner = piece[1:]
        else:
            inner = [piece]
        for one in inner:
            if isinstance(one, str) and merged and isinstance(merged[-1], str):
                merged[-1] += one
            elif one != "":
                merged.append(one)
    if not merged:
        return ""
    if any(is_unknown(piece) for piece in merged):
        return unknown()
    return merged[0] if len(merged) == 1 and is_text(merged[0]) else ["cat", *merged]


def is_text(tree: Tree) -> bool:
    """Whether an expression gives nothing but text."""
    if isinstance(tree, list) and tree[:1] == ["if"]:
        return is_text(tree[2]) and is_text(tree[3])
    return isinstance(tree, str | Constant) or (isinstance(tree, list) and bool(tree) and tree[0] in _TEXTS)


#: Operators that give nothing but text.
_TEXTS: Final = frozenset(("cat", "esc", "upper", "lower", "strip", "join"))


def renamed(tree: Tree, old: Variable, new: Variable) -> Tree:
    """Return *tree* with the variable *new* for *old*."""
    if isinstance(tree, list):
        return [renamed(one, old, new) for one in tree]
    if isinstance(tree, dict):
        return {field: renamed(one, old, new) for field, one in tree.items()}
    return new if tree == old else tree


def replaced(tree: Tree, old: Tree, new: Tree) -> Tree:
    """Return *tree* with the expression *new* wherever *old* stands."""
    if tree == old:
        return new
    return [replaced(one, old, new) for one in tree] if isinstance(tree, list) else tree


def mentions(tree: Tree, variable: Variable) -> bool:
    """Whether *variable* stands anywhere in *tree*, statements included."""
    if isinstance(tree, dict):
        tree = list(tree.values())
    return any(mentions(one, variable) for one in tree) if isinstance(tree, list) else tree == variable


def asked(tree: Tree) -> Iterator[tuple[Variable, Field | None, bool]]:
    """Yield what :func:`variables` does for an expression of whose value only the truth counts, and whether that holds for the variable."""
    if not isinstance(tree, list) or not tree:
        return
    if isinstance(tree[0], Variable):
        yield tree[0], tree[1] if len(tree) > 1 else None, True
    elif tree[0] in ("not", "and", "or") or size_in(tree):
        for operand in tree[1:]:
            yield from asked(operand)
    else:
        for variable, path in variables(tree):
            yield variable, path, False


def overlap(one: Path, other: Path) -> bool:
    """Whether one of two paths leads to, or through, the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def variables(tree: Tree) -> Iterator[tuple[Variable, Field | None]]:
    """Yield each variable that an expression reads, with the field that it reads of it (None: the variable itself)."""
    if not isinstance(tree, list) or not tree:
        return
    if isinstance(tree[0], Variable):
        yield tree[0], tree[1] if len(tree) > 1 else None
        return
    for operand in tree[1:]:
        yield from variables(operand)
