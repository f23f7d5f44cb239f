"""Python expressions of a handler's body, as trees.

Whatever is not in the tables here is unknown. An expression that goes through the rows of a list (``next(…)``, ``any(…)``, ``x in
self.tags``) becomes statements that come before the one it stands in, and a variable.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, Final

from djust.prediction.scope import Place, Scope
from djust.prediction.trees import Local, Path, Slot, Tree, constant, is_unknown, joined, operation, size_in, truth_by_size, unknown
from djust.prediction.walks import Walks

_BINARY: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%"}
#: Operator, whether its operands change places, whether its result is turned round.
_COMPARED: Final[dict[type[ast.cmpop], tuple[str, bool, bool]]] = {
    ast.Eq: ("==", False, False),
    ast.NotEq: ("==", False, True),
    ast.Lt: ("<", False, False),
    ast.LtE: ("<=", False, False),
    ast.Gt: ("<", True, False),
    ast.GtE: ("<=", True, False),
    ast.Is: ("is", False, False),
    ast.IsNot: ("is", False, True),
}
#: Methods of lists, dictionaries and sets that change them.
EDITS: Final = {
    *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem", "popleft", "remove", "reverse"),
    *("setdefault", "sort", "update"),
}
_METHODS: Final = frozenset(("upper", "lower", "strip"))


class Expressions(Walks):
    """Reads expressions; *emit* takes the statements that must come first."""

    def __init__(self, scope: Scope, emit: Callable[[Tree], None]) -> None:
        self.scope = scope
        self.emit = emit

    def tree(self, node: ast.expr) -> Tree:
        """Return the tree of *node*; unknown, and taken note of what it may do, where there is none."""
        read = _READERS.get(type(node))
        tree = read(self, node) if read else unknown()
        if is_unknown(tree):
            self.lose_edited(node)
            self.scope.pass_by(node)
        return tree

    def lose_edited(self, node: ast.AST) -> None:
        """What a method such as ``pop`` is called on, inside of something that is passed by, is unknown from here on."""
        for one in ast.walk(node):
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in EDITS:
                place = self.scope.place(one.func.value)
                if place is not None:
                    self.emit(["=", Slot(self.scope.lists[place.row] if place.row is not None else place.path), unknown()])

    # -- names -----------------------------------------------------------------------------------------------------------

    def name(self, node: ast.Name) -> Tree:
        if node.id in self.scope.lists:
            return [Local(node.id)] if node.id in self.scope.nullable else self.at(Place(node.id, ()))
        return self.scope.local(node.id)

    def member(self, node: ast.Attribute | ast.Subscript) -> Tree:
        place = self.place(node)
        return self.at(place) if place else unknown()

    def place(self, node: ast.expr) -> Place | None:
        """Return what *node* names; a row that is counted gets a variable."""
        place = self.scope.place(node)
        if place is not None:
            return place
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "next":
            row = self.first_row(node.args)
            return Place(row, ()) if row else None
        if isinstance(node, ast.Attribute):
            holder, name = self.place(node.value), node.attr
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            holder, name = self.place(node.value), node.slice.value
        elif isinstance(node, ast.Subscript):
            return self._counted(node)
        else:
            return None
        return Place(holder.row, (*holder.path, name)) if holder else None

    def _counted(self, node: ast.Subscript) -> Place | None:
        holder = self.list_path(node.value)
        index = unknown() if holder is None or isinstance(node.slice, ast.Slice) else self.tree(node.slice)
        if holder is None or is_unknown(index):
            return None
        row = self.scope.temporary()
        self.emit(["=", Local(row), ["at", [Slot(holder)], index]])
        self.scope.bind_row(row, holder)
        return Place(row, ())

    def at(self, place: Place) -> Tree:
        """Return the tree of the value at *place*."""
        if place.row is not None:
            return unknown() if self.scope.is_doubtful(self.scope.lists[place.row], inside=True) else [Local(place.row), place.path]
        listed = place.path in self.scope.world.lists
        if self.scope.is_doubtful(place.path, inside=listed) or place.path[0] in self.scope.world.properties:
            return unknown()
        return truth_by_size(place.path) if place.path in self.scope.world.sized else [Slot(place.path)]

    def list_path(self, node: ast.expr) -> Path | None:
        """Return the path of the list that *node* is, or is a copy of; None if it is none, or doubtful."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("list", "tuple") and len(node.args) == 1:
            node = node.args[0]
        place = self.scope.place(node)
        if place is None or place.row is not None or place.path not in self.scope.world.lists:
            return None
        return None if self.scope.is_doubtful(place.path, inside=True) else place.path

    # -- operators -------------------------------------------------------------------------------------------------------

    def literal(self, node: ast.Constant) -> Tree:
        return constant(node.value)

    def binary(self, node: ast.BinOp) -> Tree:
        return self.compute(node.op, self.tree(node.left), self.tree(node.right))

    def compute(self, operator: ast.operator, left: Tree, right: Tree) -> Tree:
        sign = _BINARY.get(type(operator))
        return operation(sign, left, right) if sign else unknown()

    def unary(self, node: ast.UnaryOp) -> Tree:
        operand = self.tree(node.operand)
        if isinstance(node.op, ast.Not):
            return operation("not", operand)
        if isinstance(node.op, ast.USub):
            return -operand if type(operand) is int else operation("-", 0, operand)
        return operation("+", 0, operand) if isinstance(node.op, ast.UAdd) else unknown()

    def boolean(self, node: ast.BoolOp) -> Tree:
        sign = "and" if isinstance(node.op, ast.And) else "or"
        trees = [self.tree(value) for value in node.values]
        result = trees[-1]
        for tree in reversed(trees[:-1]):
            result = operation(sign, tree, result)
        return result

    def conditional(self, node: ast.IfExp) -> Tree:
        return operation("if", self.tree(node.test), self.tree(node.body), self.tree(node.orelse))

    def compared(self, node: ast.Compare) -> Tree:
        operands = [node.left, *node.comparators]
        pairs = zip(operands, node.ops, operands[1:], strict=False)
        trees = [self._pair(left, operator, right) for left, operator, right in pairs]
        result = trees[-1]
        for tree in reversed(trees[:-1]):
            result = operation("and", tree, result)
        return result

    def _pair(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Tree:
        if isinstance(operator, ast.In | ast.NotIn):
            tree = self._contained(left, right)
            return operation("not", tree) if isinstance(operator, ast.NotIn) else tree
        sign, swapped, negated = _COMPARED[type(operator)]
        if sign == "is" and not (isinstance(right, ast.Constant) and (right.value is None or isinstance(right.value, bool))):
            return unknown()  # which of two equal texts or numbers are one object is nobody's business
        if sign == "==" and not is_unknown(tree := self._same(left, right)):
            return operation("not", tree) if negated else tree
        trees = [self._itself(left) if sign == "is" else self.tree(left), self.tree(right)]
        tree = operation(sign, *(reversed(trees) if swapped else trees))
        return operation("not", tree) if negated else tree

    def _same(self, left: ast.expr, right: ast.expr) -> Tree:
        """``self.chosen == item_id``, where the page shows which row that is."""
        for one, other in ((left, right), (right, left)):
            place = self.scope.place(one)
            if place is not None and place.row is None and place.path in self.scope.world.same:
                return self.belongs(place.path, self.tree(other), same=True)
        return unknown()

    def _itself(self, node: ast.expr) -> Tree:
        if isinstance(node, ast.Name) and node.id in self.scope.nullable:
            return [Local(node.id)]
        return self.tree(node)

    def _contained(self, left: ast.expr, right: ast.expr) -> Tree:
        sought = self.tree(left)
        if isinstance(right, ast.Tuple | ast.List | ast.Set):
            result: Tree = False
            for one in reversed([self.tree(element) for element in right.elts]):
                same = operation("==", sought, one)
                result = same if result is False else operation("or", same, result)
            return result
        path = self.list_path(right)
        if path is not None:
            return self.member_of(path, sought)
        place = self.scope.place(right)
        if place is not None and place.row is None and place.path in self.scope.world.members:
            return self.belongs(place.path, sought)
        return operation("in", sought, self.tree(right))

    # -- text and calls --------------------------------------------------------------------------------------------------

    def formatted(self, node: ast.JoinedStr) -> Tree:
        pieces = []
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                plain = value.conversion in (-1, ord("s")) and value.format_spec is None
                tree = self.tree(value.value) if plain else unknown()
                if is_unknown(tree):
                    return unknown()
                pieces.append(["cat", tree])
            else:
                pieces.append(self.tree(value))
        return joined(pieces) if not any(map(is_unknown, pieces)) else unknown()

    def call(self, node: ast.Call) -> Tree:
        if node.keywords:
            return unknown()
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func)
        read = _FUNCTIONS.get(node.func.id) if isinstance(node.func, ast.Name) else None
        return read(self, node.args) if read else unknown()

    def _method(self, node: ast.Call, function: ast.Attribute) -> Tree:
        if function.attr in _METHODS and not node.args:
            return operation(function.attr, self.tree(function.value))
        key = node.args[0] if node.args else None
        if function.attr == "get" and len(node.args) == 1 and isinstance(key, ast.Constant) and isinstance(key.value, str):
            holder = self.place(function.value)
            return self.at(Place(holder.row, (*holder.path, key.value))) if holder and (holder.row or holder.path) else unknown()
        return unknown()

    def length(self, arguments: Sequence[ast.expr]) -> Tree:
        (argument,) = arguments
        if isinstance(argument, ast.ListComp):
            return self.total([ast.GeneratorExp(ast.Constant(1), argument.generators)])
        tree = self.tree(argument)
        size = size_in(tree)
        return [size] if size else operation("len", tree)

    def text(self, arguments: Sequence[ast.expr]) -> Tree:
        (argument,) = arguments
        return operation("cat", self.tree(argument))

    def whole(self, arguments: Sequence[ast.expr]) -> Tree:
        (argument,) = arguments
        return operation("int", self.tree(argument))

    def truth(self, arguments: Sequence[ast.expr]) -> Tree:
        (argument,) = arguments
        return operation("not", operation("not", self.tree(argument)))

    def absolute(self, arguments: Sequence[ast.expr]) -> Tree:
        (argument,) = arguments
        tree = self.tree(argument)
        return operation("if", operation("<", tree, 0), operation("-", 0, tree), operation("+", 0, tree))

    def least(self, arguments: Sequence[ast.expr]) -> Tree:
        return reduce(lambda first, second: operation("if", operation("<", second, first), second, first), map(self.tree, arguments))

    def most(self, arguments: Sequence[ast.expr]) -> Tree:
        return reduce(lambda first, second: operation("if", operation("<", first, second), second, first), map(self.tree, arguments))


def _exactly(number: int, read: Callable[[Expressions, Sequence[ast.expr]], Tree]) -> Callable[[Expressions, Sequence[ast.expr]], Tree]:
    return lambda reader, arguments: read(reader, arguments) if len(arguments) == number else unknown()


def _several(read: Callable[[Expressions, Sequence[ast.expr]], Tree]) -> Callable[[Expressions, Sequence[ast.expr]], Tree]:
    """Two or three: what they are is written out more than once."""
    return lambda reader, arguments: read(reader, arguments) if len(arguments) in (2, 3) else unknown()


_FUNCTIONS: Final[dict[str, Callable[[Expressions, Sequence[ast.expr]], Tree]]] = {
    "len": _exactly(1, Expressions.length),
    "str": _exactly(1, Expressions.text),
    "int": _exactly(1, Expressions.whole),
    "bool": _exactly(1, Expressions.truth),
    "abs": _exactly(1, Expressions.absolute),
    "min": _several(Expressions.least),
    "max": _several(Expressions.most),
    "next": Expressions.first,
    "any": lambda reader, arguments: reader.whether(arguments, True),
    "all": lambda reader, arguments: reader.whether(arguments, False),
    "sum": Expressions.total,
}

_READERS: Final[dict[type[ast.expr], Callable[[Expressions, Any], Tree]]] = {
    ast.Constant: Expressions.literal,
    ast.Name: Expressions.name,
    ast.Attribute: Expressions.member,
    ast.Subscript: Expressions.member,
    ast.BinOp: Expressions.binary,
    ast.UnaryOp: Expressions.unary,
    ast.BoolOp: Expressions.boolean,
    ast.IfExp: Expressions.conditional,
    ast.Compare: Expressions.compared,
    ast.JoinedStr: Expressions.formatted,
    ast.Call: Expressions.call,
}
