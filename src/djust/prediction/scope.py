"""What the names in a handler's body stand for, while it is read from top to bottom."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from djust.prediction.trees import Local, Path, Tree, unknown

#: Functions that leave their arguments as they are.
_HARMLESS_FUNCTIONS: Final = {
    *(
        "abs",
        "all",
        "any",
        "bool",
        "dict",
        "enumerate",
        "float",
        "frozenset",
        "getattr",
        "hasattr",
        "id",
        "int",
        "isinstance",
        "iter",
        "len",
    ),
    *("list", "max", "min", "next", "print", "range", "repr", "reversed", "round", "set", "sorted", "str", "sum", "tuple", "type", "zip"),
}
#: Methods that leave what they are called on as it is.
_HARMLESS_METHODS: Final = {
    *(
        "capitalize",
        "copy",
        "count",
        "endswith",
        "format",
        "get",
        "index",
        "isdigit",
        "items",
        "join",
        "keys",
        "lower",
        "lstrip",
        "replace",
    ),
    *("rstrip", "split", "splitlines", "startswith", "strip", "title", "upper", "values"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """What an expression such as ``self.user["name"]`` or ``item["done"]`` names: a path of the state, or of the row in a variable."""

    row: str | None
    path: Path


@dataclass(frozen=True, slots=True)
class World:
    """What a handler's body is read against.

    Attributes:
        lists: The paths of the lists whose rows the page shows.
        properties: Names of the state behind which there is code.
        harmless: Methods of ``self`` that change no state.
        shadowed: Names under which the template sees something else than the state.
        shown: The paths of what the page shows outside of rows.
        members: Of collections, whose being in them the page shows: a list and the field of its rows, or None and a path or a constant.
        same: Of values that are no collections, with which fields of rows the page compares them: a list and the field.
        sized: Collections whose size, or whether there is anything in them, is all that the page shows besides.
    """

    lists: frozenset[Path] = frozenset()
    properties: frozenset[str] = frozenset()
    harmless: frozenset[str] = frozenset()
    shadowed: frozenset[str] = frozenset()
    shown: frozenset[Path] = frozenset()
    members: Mapping[Path, tuple[tuple[Path | None, Path | str | int], ...]] = field(default_factory=dict)
    same: Mapping[Path, tuple[tuple[Path | None, Path | str | int], ...]] = field(default_factory=dict)
    sized: frozenset[Path] = frozenset()


class Scope:
    """The meaning of names at one point of a handler.

    Attributes:
        lists: Of each local variable that holds a row, the list it is one of.
        nullable: Those that may hold None instead.
        in_each: A loop over rows is open.
        guarded: A ``try`` is open: what may raise must not be passed over.
    """

    def __init__(self, function: ast.FunctionDef | ast.AsyncFunctionDef, world: World) -> None:
        given = function.args
        positional = [*given.posonlyargs, *given.args]
        self.receiver = positional[0].arg if positional else ""
        self.parameters = frozenset(one.arg for one in (*positional[1:], *given.kwonlyargs))
        self.world = world
        self.lists: dict[str, Path] = {}
        self.nullable: set[str] = set()
        self.in_each = False
        self.guarded = False
        self._aliases: dict[str, Path] = {}
        self._stored = Counter(one.id for one in ast.walk(function) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))
        self._known = set(self.parameters)
        self._count = 0
        # What code that we do not read may have changed: everything but what was assigned since; what lies in these.
        self._all_doubtful = False
        self._settled: set[Path] = set()
        self._doubtful: set[Path] = set()

    # -- names -----------------------------------------------------------------------------------------------------------

    def place(self, node: ast.expr) -> Place | None:
        """Return what *node* names, None if it is no name of the state or of a row."""
        if isinstance(node, ast.Name):
            if node.id in self._aliases:
                return Place(None, self._aliases[node.id])
            return Place(node.id, ()) if node.id in self.lists else None
        if isinstance(node, ast.Attribute):
            if self.is_receiver(node.value):
                return Place(None, (node.attr,))
            return self._below(node.value, node.attr)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            return self._below(node.value, node.slice.value)
        return None

    def _below(self, node: ast.expr, name: str) -> Place | None:
        holder = self.place(node)
        return Place(holder.row, (*holder.path, name)) if holder else None

    def is_receiver(self, node: ast.AST) -> bool:
        """Whether *node* is ``self``."""
        return isinstance(node, ast.Name) and node.id == self.receiver

    def temporary(self) -> str:
        """Return the name of a new variable."""
        self._count += 1
        return f"${self._count}"

    def local(self, name: str) -> Tree:
        """Return the expression of a local variable or parameter, unknown for any other name."""
        return [Local(name)] if name in self._known else unknown()

    def bind(self, name: str) -> None:
        """From here on the variable *name* holds a value."""
        self._known.add(name)
        self._aliases.pop(name, None)
        self.lists.pop(name, None)
        self.nullable.discard(name)

    def bind_row(self, name: str, path: Path, *, nullable: bool = False) -> None:
        """From here on the variable *name* holds a row of the list at *path*."""
        self.bind(name)
        self.lists[name] = path
        if nullable:
            self.nullable.add(name)

    def bind_alias(self, name: str, path: Path) -> None:
        """From here on *name* is another name of what lies at *path*; only where it is never anything else."""
        self.bind(name)
        if self._stored[name] == 1 and not self.in_each:
            self._aliases[name] = path

    # -- what is doubtful ------------------------------------------------------------------------------------------------

    def is_doubtful(self, path: Path, *, inside: bool = False) -> bool:
        """Whether code that we do not read may have changed what is at *path* (or, *inside*, what lies in it)."""
        if self._all_doubtful and not any(path[: len(one)] == one for one in self._settled):
            return True
        return any(path[: len(one)] == one and (inside or len(one) < len(path)) for one in self._doubtful)

    def settle(self, path: Path) -> None:
        """*path* was assigned: what it holds is known again, or known to be unknown."""
        self._settled.add(path)
        self._doubtful = {one for one in self._doubtful if one[: len(path)] != path}
        self._aliases = {name: alias for name, alias in self._aliases.items() if alias[: len(path)] != path}

    def doubt(self, path: Path) -> None:
        """What lies in the value at *path* may be another from here on."""
        self._doubtful.add(path)

    def doubt_all(self) -> None:
        self._all_doubtful = True
        self._settled.clear()

    def pass_by(self, node: ast.AST) -> None:
        """Take note that code runs which we do not read."""
        for one in ast.walk(node):
            if isinstance(one, ast.NamedExpr) and isinstance(one.target, ast.Name):
                self.forget(one.target.id)
            elif isinstance(one, ast.Call):
                self._pass_call(one)
            elif isinstance(one, ast.Await | ast.Yield | ast.YieldFrom) and one.value is not None:
                self._given_away(one.value)

    def _pass_call(self, call: ast.Call) -> None:
        function = call.func
        if isinstance(function, ast.Name) and function.id in _HARMLESS_FUNCTIONS:
            return
        if isinstance(function, ast.Attribute):
            if self.is_receiver(function.value):
                if function.attr not in self.world.harmless:
                    self.doubt_all()
            elif function.attr not in _HARMLESS_METHODS:
                self._given_away(function.value)
        for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
            self._given_away(argument)

    def _given_away(self, node: ast.expr) -> None:
        if isinstance(node, ast.Starred):
            node = node.value
        if self.is_receiver(node) or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"):
            self.doubt_all()
            return
        if isinstance(node, ast.Subscript) and self.place(node) is None:
            node = node.value  # a row of a list
        place = self.place(node)
        if place is not None:
            self._doubtful.add(self.lists[place.row] if place.row else place.path)

    @contextmanager
    def comprehension(self) -> Iterator[None]:
        """The names that are bound inside end with it."""
        held = dict(self.lists), set(self.nullable), dict(self._aliases), set(self._known)
        yield
        self.lists, self.nullable, self._aliases, self._known = held

    def forget(self, name: str) -> None:
        """Nothing is known of the variable *name* any more."""
        self.bind(name)
        self._known.discard(name)

    @contextmanager
    def perhaps(self) -> Iterator[None]:
        """What happens inside happens, or does not: what is doubtful afterwards is so after either."""
        all_before, settled, doubtful = self._all_doubtful, set(self._settled), set(self._doubtful)
        lists, nullable, aliases, known = dict(self.lists), set(self.nullable), dict(self._aliases), set(self._known)
        yield
        self._all_doubtful |= all_before
        self._settled &= settled
        self._doubtful |= doubtful
        self._aliases = {name: path for name, path in self._aliases.items() if aliases.get(name) == path}
        # A variable is set on one way only: the browser knows on which. It must be of one kind, though.
        mixed = {name for name in known & self._known if lists.get(name) != self.lists.get(name)}
        self._known = (self._known | known) - mixed
        self.lists = {name: path for name, path in {**lists, **self.lists}.items() if name not in mixed}
        self.nullable |= nullable | {name for name in self.lists if name not in lists}
