"""Collections of a handler's: ``if item_id in self.liked: self.liked.remove(item_id)``.

A page shows of a collection which of its rows, or of the values that its template names, are in it, and perhaps how much there is.
Each of these is told by itself (`Member`, `Size`), never the collection. Putting something in is then a look at each row: is it this one?
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from djust.prediction.expressions import EDITS
from djust.prediction.rows import Body
from djust.prediction.trees import Local, Member, Path, Size, Slot, Tree, is_unknown, operation, replaced, unknown

#: What becomes of a membership: the tree of it before, and the one after.
Change = Callable[[Tree], Tree]
_OF_DICTIONARIES: Final = frozenset(("get", "items", "keys", "popitem", "setdefault", "values"))
_ADDS: Final = frozenset(("add", "append"))
_TAKES: Final = frozenset(("remove", "discard"))
_REORDERS: Final = frozenset(("sort", "reverse"))
_SET_OPERATORS: Final[dict[type[ast.operator], str]] = {ast.BitOr: "add", ast.Sub: "discard", ast.BitXor: "toggle"}


def edited(definition: ast.FunctionDef | ast.AsyncFunctionDef) -> set[Path]:
    """Return the paths of what a handler uses as a collection: it puts things in, or takes them out."""
    found: set[Path] = set()
    given = [*definition.args.posonlyargs, *definition.args.args]
    receiver = given[0].arg if given else ""
    aliases = {
        one.targets[0].id: path
        for one in ast.walk(definition)
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name) and (path := _path(one.value, receiver))
    }
    for node in ast.walk(definition):
        places: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in EDITS:
            places = [node.func.value]
        elif isinstance(node, ast.Assign) and _is_collection(node.value):
            places = node.targets
        elif isinstance(node, ast.AugAssign) and isinstance(node.value, ast.List | ast.Set):
            places = [node.target]
        found.update(path for place in places if (path := _path(place, receiver)))
        found.update(aliases[place.id] for place in places if isinstance(place, ast.Name) and place.id in aliases)
    return found - set(_dictionaries(definition, receiver))


def _dictionaries(definition: ast.AST, receiver: str) -> Iterator[Path]:
    """Yield the paths of what a handler uses as a dictionary."""
    for node in ast.walk(definition):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            yield from (_path(target, receiver) for target in node.targets)
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            yield _path(node.value, receiver)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            key = node.args[0] if node.args else None
            by_name = isinstance(key, ast.Constant) and isinstance(key.value, str) and node.func.attr == "pop"
            if node.func.attr in _OF_DICTIONARIES or by_name or (node.func.attr == "pop" and len(node.args) > 1):
                yield _path(node.func.value, receiver)


def _is_collection(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_collection(node.left) or _is_collection(node.right)
    if isinstance(node, ast.IfExp):
        return _is_collection(node.body) or _is_collection(node.orelse)
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("set", "list")
    return called or isinstance(node, ast.List | ast.Set | ast.ListComp | ast.SetComp)


def _path(node: ast.expr, receiver: str) -> Path:
    """Return the path that ``self.a["b"]`` names, () if it names none."""
    names: list[str] = []
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
        elif isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            names.append(node.slice.value)
        else:
            return ()
        node = node.value
    return tuple(reversed(names)) if isinstance(node, ast.Name) and node.id == receiver else ()


class Members:
    """Reads what is done to collections."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def knows(self, holder: Path) -> bool:
        """Whether the page shows something of the collection at *holder*."""
        world = self._body.scope.world
        return holder in world.members or holder in world.sized

    def call(self, holder: Path, method: str, arguments: Sequence[ast.expr]) -> None:
        """``self.liked.append(…)``, or any other method that changes it."""
        if self._body.scope.guarded:
            self._maybe(holder, arguments)
        elif len(arguments) == 1 and method in _ADDS | _TAKES:
            self._one(holder, method, self._body.value(arguments[0]))
        elif len(arguments) == 1 and method == "extend" and (things := _things(arguments[0])) is not None:
            self._each(holder, "append", things)
        elif method in _REORDERS:
            for argument in arguments:
                self._body.value(argument)
        elif not arguments and method == "clear":
            self._all(holder, lambda subject: lambda held: operation("if", held, False, False), operation("if", [Size(holder)], 0, 0))
        else:
            self.lose(holder)

    def combine(self, holder: Path, operator: ast.operator, value: ast.expr) -> None:
        """``self.liked |= {…}``"""
        method = "append" if isinstance(operator, ast.Add) and isinstance(value, ast.List) else ""
        if isinstance(value, ast.Set):
            method = _SET_OPERATORS.get(type(operator), "")
        things = _things(value)
        if self._body.scope.guarded:
            self._maybe(holder, [value])
        elif method and things is not None:
            self._each(holder, method, things)
        else:
            self._body.value(value)
            self.lose(holder)

    def replace(self, holder: Path, value: ast.expr) -> None:
        """``self.liked = …``"""
        scope = self._body.scope
        if self._is(holder, value):
            return
        if isinstance(value, ast.BinOp) and self._is(holder, value.left):
            self.combine(holder, value.op, value.right)
        elif self._body.scope.guarded:
            self._maybe(holder, [value])
        elif isinstance(value, ast.ListComp | ast.SetComp):
            self._keep(holder, value)
        elif (
            isinstance(value, ast.List)
            and (same := value.elts[:1])
            and isinstance(same[0], ast.Starred)
            and self._is(holder, same[0].value)
        ):
            self.combine(holder, ast.Add(), ast.List(value.elts[1:], ast.Load()))
        elif (things := _things(value)) is not None:
            self._written(holder, [self._body.value(one) for one in things], distinct=isinstance(value, ast.List))
        else:
            self._body.value(value)
            self.lose(holder)
        if holder not in scope.world.lists:
            scope.settle(holder)

    def lose(self, holder: Path) -> None:
        """Nothing is known of the collection at *holder* any more."""
        self._all(holder, lambda subject: lambda held: unknown(), unknown())

    def _maybe(self, holder: Path, values: Sequence[ast.expr]) -> None:
        """Inside ``try``: what is not there raises, and what is no such collection; Python goes another way then."""
        for value in values:
            self._body.value(value)
        self.lose(holder)
        self._body.emit(["if", unknown(), [], []])

    def compare(self, path: Path, value: Tree) -> None:
        """The value at *path*, with which rows are compared, is another one."""
        for listed, subject in self._body.scope.world.same.get(path, ()):
            if listed:
                self._rows(listed, Member(path, subject, same=True), lambda it, held: (True, operation("==", it, value)))

    # -- one by one ------------------------------------------------------------------------------------------------------

    def _is(self, holder: Path, node: ast.expr) -> bool:
        place = self._body.scope.place(node)
        return place is not None and place.row is None and place.path == holder

    def _each(self, holder: Path, method: str, things: Sequence[ast.expr]) -> None:
        for tree in [self._body.value(one) for one in things]:
            self._one(holder, method, tree)

    def _one(self, holder: Path, method: str, thing: Tree) -> None:
        """Put one thing in, or take it out."""
        if is_unknown(thing) or not self._certain(holder):
            self.lose(holder)
            return
        if isinstance(thing, list) and not (len(thing) == 1 and isinstance(thing[0], Local)):
            name = self._body.scope.temporary()
            self._body.emit(["=", Local(name), thing])
            thing = [Local(name)]
        if holder in self._body.scope.world.sized:
            self._body.emit(["=", Size(holder), self._size(holder, method, thing)])
        self._update(holder, lambda subject: operation("==", subject, thing), _CHANGES[method])

    def _size(self, holder: Path, method: str, thing: Tree) -> Tree:
        size: Tree = [Size(holder)]
        if method == "append":
            return operation("+", size, 1)
        if method == "remove":
            return operation("-", size, 1)
        is_in = self._body.expressions.belongs(holder, thing)
        more, less = operation("+", size, 1), operation("-", size, 1)
        return operation("if", is_in, size if method == "add" else less, size if method == "discard" else more)

    def _keep(self, holder: Path, value: ast.ListComp | ast.SetComp) -> None:
        """``self.liked = [one for one in self.liked if …]``"""
        (first, *more), name = value.generators, value.elt.id if isinstance(value.elt, ast.Name) else ""
        same = isinstance(first.target, ast.Name) and first.target.id == name and self._is(holder, first.iter)
        if more or first.is_async or not same or not self._certain(holder):
            self._body.value(value)
            self.lose(holder)
            return
        before = len(self._body.blocks[-1])
        with self._body.scope.comprehension():
            self._body.scope.bind(name)
            trees = [self._body.expressions.tree(test) for test in first.ifs]
        if any(map(is_unknown, trees)) or len(self._body.blocks[-1]) > before:
            self.lose(holder)
            return
        stays: Tree = True
        for tree in reversed(trees):
            stays = tree if stays is True else operation("and", tree, stays)
        if holder in self._body.scope.world.sized:
            self._body.emit(["=", Size(holder), self._left(holder, name, stays)])
        self._all(holder, lambda subject: lambda held: operation("if", replaced(stays, [Local(name)], subject), held, False))

    def _left(self, holder: Path, name: str, stays: Tree) -> Tree:
        """Return how much is left where all but one thing stays."""
        match stays:
            case ["not", ["==", [Local(one)], thing]] | ["not", ["==", thing, [Local(one)]]] if one == name:
                is_in, size = self._body.expressions.belongs(holder, thing), [Size(holder)]
                less = operation("if", operation("is", is_in, True), operation("-", size, 1), unknown())
                return operation("if", is_in, less, size)
        return [Size(holder)] if stays is True else unknown()

    def _written(self, holder: Path, things: list[Tree], *, distinct: bool) -> None:
        """What is in it is written out: a list counts all of it."""
        if any(map(is_unknown, things)):
            self.lose(holder)
            return

        def among(subject: Tree) -> Change:
            found: Tree = False
            for thing in reversed(things):
                same = operation("==", subject, thing)
                found = same if found is False else operation("or", same, found)
            return lambda held: found if len(things) < 2 else operation("if", found, [True], False)

        self._all(holder, among, len(things) if distinct or len(things) < 2 else unknown())

    # -- what is told of it ------------------------------------------------------------------------------------------------

    def _certain(self, holder: Path) -> bool:
        return not self._body.scope.is_doubtful(holder, inside=True)

    def _update(self, holder: Path, test: Callable[[Tree], Tree], change: Change) -> None:
        """Change the memberships of those subjects for which *test* gives truth."""
        self._tell(holder, lambda subject, held: (test(subject), change(held)))

    def _all(self, holder: Path, change: Callable[[Tree], Change], size: Tree = None) -> None:
        """Change all memberships, and the size where one is given."""
        if size is not None and holder in self._body.scope.world.sized:
            self._body.emit(["=", Size(holder), size])
        self._tell(holder, lambda subject, held: (True, change(subject)(held)))

    def _tell(self, holder: Path, told: Callable[[Tree, Tree], tuple[Tree, Tree]]) -> None:
        for listed, subject in self._body.scope.world.members.get(holder, ()):
            member = Member(holder, subject)
            if listed:
                self._rows(listed, member, told)
            else:
                test, after = told(member.asked, [member])
                self._body.emit(["=", member, after if test is True else operation("if", test, after, [member])])

    def _rows(self, listed: Path, member: Member, told: Callable[[Tree, Tree], tuple[Tree, Tree]]) -> None:
        scope, emit = self._body.scope, self._body.emit
        if scope.in_each or scope.is_doubtful(listed, inside=True):
            emit(["=", Slot(listed), unknown()])
            return
        row = Local(scope.temporary())
        test, after = told([row, member.path], [row, member])
        change = ["=", row, after, member]
        emit(["each", [Slot(listed)], row, [change if test is True else ["if", test, [change], []]]])


def _things(node: ast.expr) -> list[ast.expr] | None:
    """Return the things in a collection that is written out, None for any other expression."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("set", "list"):
        return None if node.args or node.keywords else []
    things = node.elts if isinstance(node, ast.List | ast.Set) else None
    return None if things is None or any(isinstance(one, ast.Starred) for one in things) else things


_CHANGES: Final[dict[str, Change]] = {
    # Where nothing is told it may be a collection of somebody's own, that does what it likes.
    "add": lambda held: operation("if", held, True, True),
    "append": lambda held: operation("if", held, [True], True),
    "remove": lambda held: operation("if", operation("is", held, True), False, unknown()),
    "discard": lambda held: operation("if", held, False, False),
    "toggle": lambda held: operation("not", held),
}
