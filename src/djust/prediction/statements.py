"""The statements of a handler's body, as a program.

What is not in the table here is passed by: the names that it assigns become unknown, and what it may return from ends the program.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from djust.prediction.expressions import EDITS, Expressions
from djust.prediction.jumps import continues, continues_plainly, edits_while_walking, jumps
from djust.prediction.members import Members
from djust.prediction.rows import Rows, leaves
from djust.prediction.scope import Place, Scope
from djust.prediction.targets import Targets
from djust.prediction.trees import Local, Slot, Tree, is_unknown, mentions, renamed, unknown


class Statements:
    """Reads the body of a handler."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.blocks: list[list[Tree]] = []
        self.expressions = Expressions(scope, self.emit)
        self.rows = Rows(self)
        self.members = Members(self)
        self.targets = Targets(self)

    def emit(self, statement: Tree) -> None:
        self.blocks[-1].append(statement)

    def block(self, body: Sequence[ast.stmt]) -> list[Tree]:
        """Return the statements of *body*."""
        self.blocks.append([])
        for at, node in enumerate(body):
            if isinstance(node, ast.If) and continues(node):
                self.skipping(node, body[at + 1 :])
                break
            self.statement(node)
            if isinstance(node, ast.If) and all(way and isinstance(way[-1], ast.Continue) for way in (node.body, node.orelse)):
                break
            if self.blocks[-1] and self.blocks[-1][-1][0] in ("end", "fail", "break", "continue"):
                break
        statements = self.blocks.pop()
        return statements[:-1] if statements and statements[-1] == ["continue"] else statements

    def statement(self, node: ast.stmt) -> None:
        read = _READERS.get(type(node))
        if read:
            read(self, node)
        else:
            self.pass_by(node)

    def value(self, node: ast.expr) -> Tree:
        """Return the tree of a value, made sure of where an exception would be caught."""
        tree = self.expressions.tree(node)
        self.make_sure(tree, node)
        return tree

    def make_sure(self, tree: Tree, node: ast.AST) -> None:
        """Inside ``try``, end where *node* may raise: what Python does then is not what comes next."""
        if not self.scope.guarded:
            return
        if is_unknown(tree):
            if any(not isinstance(one, ast.Name | ast.Constant | ast.expr_context) for one in ast.walk(node)):
                self.emit(["if", unknown(), [], []])
        elif isinstance(tree, list) and isinstance(tree[0], str):
            self.emit(["if", ["is", tree, None], [], []])

    # -- what assigns ------------------------------------------------------------------------------------------------------

    def assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self.bind(target, node.value)

    def annotated(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.bind(node.target, node.value)

    def augmented(self, node: ast.AugAssign) -> None:
        held = self.scope.place(node.target)
        if held is not None and held.row is None and self.members.knows(held.path):
            self.members.combine(held.path, node.op, node.value)
            if held.path not in self.scope.world.lists:
                return
        path = self.expressions.list_path(node.target)
        if path is not None:
            self.rows.extend(path, node.value) if isinstance(node.op, ast.Add) else self.write(Place(None, path), unknown())
            return
        place = (
            None if isinstance(node.target, ast.Name) and node.target.id not in self.scope.lists else self.expressions.place(node.target)
        )
        held = self.expressions.at(place) if place else self.expressions.tree(node.target)
        tree = self.expressions.compute(node.op, held, self.value(node.value))
        self.make_sure(tree, node.value)
        if place is not None:
            self.write(place, tree)
        elif isinstance(node.target, ast.Name):
            self.set_local(node.target.id, tree)
        else:
            self.forget(node.target)

    def bind(self, target: ast.expr, value: ast.expr) -> None:
        """``target = value``"""
        if isinstance(target, ast.Name):
            self.bind_name(target.id, value)
            return
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and self.targets.at_once(target.elts, value.elts):
            return
        place = self.expressions.place(target)
        if place is None and isinstance(target, ast.Subscript) and self.targets.under_key(target, value):
            return
        if place is None:
            self.value(value)
            self.forget(target)
            self.make_sure(unknown(), target)
        elif isinstance(value, ast.IfExp) and place.row is None and self.members.knows(place.path):
            self.choice(ast.If(value.test, [ast.Assign([target], value.body)], [ast.Assign([target], value.orelse)]))
        elif place.row is None and (place.path in self.scope.world.lists or self.members.knows(place.path)):
            if self.members.knows(place.path):
                self.members.replace(place.path, value)
            if place.path in self.scope.world.lists:
                self.rows.replace(place.path, value)
        elif isinstance(value, ast.Dict) and place.row is None:
            self.write(place, unknown())
            for path, one in leaves(value):
                self.write(Place(None, (*place.path, *path)), self.value(one))
        else:
            self.write(place, self.value(value))

    def bind_name(self, name: str, value: ast.expr) -> None:
        before = len(self.blocks[-1])
        place = self.expressions.place(value)
        if place is not None and place.row is not None and not place.path:
            path, nullable = self.scope.lists[place.row], place.row in self.scope.nullable
            found = self.blocks[-1][before:]
            if found and not mentions(found, Local(name)):
                self.blocks[-1][before:] = renamed(found, Local(place.row), Local(name))
            else:
                self.emit(["=", Local(name), [Local(place.row)]])
            self.scope.bind_row(name, path, nullable=nullable)
            return
        self.set_local(name, self.value(value))
        if place is not None and place.row is None:
            self.scope.bind_alias(name, place.path)

    def set_local(self, name: str, tree: Tree) -> None:
        self.emit(["=", Local(name), tree])
        self.scope.bind(name)

    def write(self, place: Place, tree: Tree) -> None:
        """The value at *place* is *tree* from now on."""
        if place.row is not None:
            self.emit(["=", Local(place.row), tree, place.path])
        elif place.path[0] in self.scope.world.properties:
            self.scope.doubt_all()  # a setter of the author's
        else:
            self.emit(["=", Slot(place.path), tree])
            self.scope.settle(place.path)
            self.members.compare(place.path, unknown() if is_unknown(tree) else [Slot(place.path)])

    def forget(self, target: ast.expr) -> None:
        """*target* is assigned something, whatever it is."""
        for one in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
            if isinstance(one, ast.Starred):
                one = one.value
            if isinstance(one, ast.Name):
                self.emit(["=", Local(one.id), unknown()])
                self.scope.forget(one.id)
            elif isinstance(one, ast.Tuple | ast.List):
                self.forget(one)
            elif (place := self.expressions.place(one)) is not None:
                self.write(place, unknown())
            else:
                self.lose(one)

    def lose(self, target: ast.expr) -> None:
        """Something at a place that cannot be told is changed: what is around it is unknown."""
        node: ast.expr | None = target
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
            node = node.value
            place = self.scope.place(node)
            if place is not None:
                path = self.scope.lists[place.row] if place.row is not None else place.path
                self.emit(["=", Slot(path), unknown()])
                return

    # -- calls -----------------------------------------------------------------------------------------------------------

    def expression(self, node: ast.Expr) -> None:
        """A call for its effect, or a docstring."""
        call = node.value
        if isinstance(call, ast.Constant):
            return
        if isinstance(call, ast.IfExp):
            self.choice(ast.If(call.test, [ast.Expr(call.body)], [ast.Expr(call.orelse)]))
            return
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and self.method(call, call.func):
            return
        self.expressions.tree(call)
        if self.scope.guarded:
            self.emit(["if", unknown(), [], []])

    def method(self, call: ast.Call, function: ast.Attribute) -> bool:
        """A method of something in the state; whether that was understood."""
        place = self.expressions.place(function.value)
        if place is None or any(isinstance(one, ast.Starred) for one in call.args):
            return False
        if place.row is None and self.members.knows(place.path) and function.attr in EDITS:
            if call.keywords and function.attr != "sort":
                self.members.lose(place.path)
            else:
                self.members.call(place.path, function.attr, call.args)
            if place.path not in self.scope.world.lists:
                return True
        if place.row is None and place.path in self.scope.world.lists:
            if call.keywords or not self.rows.change(place.path, function.attr, call.args):
                self.emit(["=", Slot(place.path), unknown()])
                self.scope.pass_by(call)
            return True
        if function.attr == "update":
            given = leaves(call.args[0]) if len(call.args) == 1 and isinstance(call.args[0], ast.Dict) else []
            if bool(call.args) == bool(given):
                named = [((keyword.arg,), keyword.value) for keyword in call.keywords if keyword.arg]
                for path, one in [*given, *named]:
                    self.write(Place(place.row, (*place.path, *path)), self.value(one))
                return len(named) == len(call.keywords)
        return False

    def delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            path, index = None, unknown()
            if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
                path = self.expressions.list_path(target.value)
                index = self.value(target.slice) if path else index
            if path is not None and not is_unknown(index):
                self.emit(["del", Slot(path), index])
            else:
                self.forget(target)

    # -- ways ------------------------------------------------------------------------------------------------------------

    def choice(self, node: ast.If) -> None:
        self.branch(self.value(node.test), lambda: self.block(node.body), lambda: self.block(node.orelse))

    def skipping(self, node: ast.If, rest: Sequence[ast.stmt]) -> None:
        """An ``if`` that ends with ``continue``: what comes behind it is the other way."""
        test = self.value(node.test)
        if node.body and isinstance(node.body[-1], ast.Continue):
            self.branch(test, lambda: self.block(node.body[:-1]), lambda: self.block([*node.orelse, *rest]))
        else:
            self.branch(test, lambda: self.block([*node.body, *rest]), lambda: self.block(node.orelse[:-1]))

    def branch(self, test: Tree, then: Callable[[], list[Tree]], otherwise: Callable[[], list[Tree]]) -> None:
        with self.scope.perhaps():
            first = then()
        with self.scope.perhaps():
            second = otherwise()
        if first or second:
            self.emit(["if", test, first, second])

    def loop(self, node: ast.For) -> None:
        path = self.expressions.list_path(node.iter)
        plain = isinstance(node.target, ast.Name) and not node.orelse and not self.scope.in_each and continues_plainly(node.body)
        if path is None or not isinstance(node.target, ast.Name) or not plain:
            self.pass_by(node)
            return
        self.scope.in_each = True
        with self.scope.perhaps():
            self.scope.bind_row(node.target.id, path)
            body = self.block(node.body)
        # Once more, with what the first time round made doubtful.
        with self.scope.perhaps():
            self.scope.bind_row(node.target.id, path)
            body = self.block(node.body)
        self.scope.in_each = False
        if not isinstance(node.iter, ast.Call) and edits_while_walking(body, path):
            self.emit(["=", Slot(path), unknown()])
        self.emit(["each", [Slot(path)], Local(node.target.id), body])

    def surrounded(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.scope.pass_by(item.context_expr)
            if item.optional_vars is not None:
                self.forget(item.optional_vars)
        self.straight(node.body)

    def tried(self, node: ast.Try) -> None:
        if not node.handlers:
            self.straight([*node.body, *node.finalbody])
            return
        with self.guard():
            tried = self.block(node.body)
        with self.scope.perhaps():
            caught = [one for handler in node.handlers for one in self.block(handler.body)]
        self.emit(["tried", tried, caught])
        self.straight([*node.orelse, *node.finalbody])

    def straight(self, body: Sequence[ast.stmt]) -> None:
        """Statements that belong to the block at hand."""
        statements = self.block(body)
        self.blocks[-1] += statements

    @contextmanager
    def guard(self) -> Iterator[None]:
        before, self.scope.guarded = self.scope.guarded, True
        yield
        self.scope.guarded = before

    def back(self, node: ast.Return) -> None:
        if node.value is not None:
            self.expressions.tree(node.value)
        self.emit(["end"])

    def raised(self, node: ast.stmt) -> None:
        self.emit(["fail"])

    def left(self, node: ast.Break) -> None:
        self.emit(["break"])

    def continued(self, node: ast.Continue) -> None:
        self.emit(["continue"])

    def asserted(self, node: ast.Assert) -> None:
        self.branch(self.value(node.test), list, lambda: [["fail"]])

    def nothing(self, node: ast.stmt) -> None:
        """It changes no state."""

    def defined(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self.scope.forget(node.name)

    def imported(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self.scope.forget((alias.asname or alias.name).partition(".")[0])

    def pass_by(self, node: ast.stmt) -> None:
        """A statement that is not understood, with all that is in it."""
        self.expressions.lose_edited(node)
        self.scope.pass_by(node)
        for one in ast.walk(node):
            if not isinstance(one, ast.Name | ast.Attribute | ast.Subscript):
                continue
            place = self.scope.place(one)
            if isinstance(one.ctx, ast.Store | ast.Del):
                self.forget(one)
            elif place is not None and place.row is None and place.path in self.scope.world.lists:
                self.emit(["=", Slot(place.path), unknown()])  # its rows have other names inside
        if self.scope.guarded or jumps(node, ast.Return, ast.Raise, ast.Break, ast.Continue):
            self.emit(["if", unknown(), [], []])


_READERS: Final[dict[type[ast.stmt], Callable[[Statements, Any], None]]] = {
    ast.Assign: Statements.assign,
    ast.AnnAssign: Statements.annotated,
    ast.AugAssign: Statements.augmented,
    ast.Expr: Statements.expression,
    ast.Delete: Statements.delete,
    ast.If: Statements.choice,
    ast.For: Statements.loop,
    ast.With: Statements.surrounded,
    ast.AsyncWith: Statements.surrounded,
    ast.Try: Statements.tried,
    ast.Return: Statements.back,
    ast.Raise: Statements.raised,
    ast.Break: Statements.left,
    ast.Continue: Statements.continued,
    ast.Assert: Statements.asserted,
    ast.Pass: Statements.nothing,
    ast.Global: Statements.nothing,
    ast.Nonlocal: Statements.nothing,
    ast.Import: Statements.imported,
    ast.ImportFrom: Statements.imported,
    ast.FunctionDef: Statements.defined,
    ast.AsyncFunctionDef: Statements.defined,
    ast.ClassDef: Statements.defined,
}
