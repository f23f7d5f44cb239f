"""Expressions that go through the rows of a list: they become statements that come before, and a variable."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from djust.prediction.scope import Scope
from djust.prediction.trees import Local, Member, Path, Slot, Tree, is_unknown, operation, renamed, unknown


class Walks:
    """The part of reading expressions that is about rows."""

    scope: Scope
    emit: Callable[[Tree], None]

    def tree(self, node: ast.expr) -> Tree:
        """Return the tree of any expression."""
        raise NotImplementedError

    def list_path(self, node: ast.expr) -> Path | None:
        """Return the path of the list that *node* is, or is a copy of; None if it is none, or doubtful."""
        raise NotImplementedError

    @property
    def found(self) -> Local:
        """The variable that :meth:`through` gave to what it looks for."""
        return Local(self._found)

    _found = ""

    def through(self, path: Path, name: str | None, body: Callable[[str], list[Tree]], first: Tree) -> Tree:
        """Write a loop over the rows at *path*, each in a variable (called *name* in Python), and return the variable it sets."""
        if self.scope.in_each:
            return unknown()
        row = self.scope.temporary()
        outer_found, self._found = self._found, self.scope.temporary()
        outer_emit = self.emit
        inner: list[Tree] = []
        self.emit = inner.append
        self.scope.in_each = True
        with self.scope.comprehension():
            self.scope.bind_row(name or row, path)
            statements = renamed(body(name or row), Local(name or row), Local(row))
        self.scope.in_each, self.emit = False, outer_emit
        result, self._found = self._found, outer_found
        if inner or _holds_unknown_test(statements):
            return unknown()
        self.emit(["=", Local(result), first])
        self.emit(["each", [Slot(path)], Local(row), statements])
        self.scope.bind(result)
        return [Local(result)]

    def generator(self, node: ast.expr) -> tuple[Path, str, ast.expr, list[ast.expr]] | None:
        """Return list, variable, element and conditions of a comprehension over the rows of one list."""
        if not isinstance(node, ast.GeneratorExp | ast.ListComp) or len(node.generators) != 1:
            return None
        (only,) = node.generators
        path = self.list_path(only.iter)
        if path is None or only.is_async or not isinstance(only.target, ast.Name):
            return None
        return path, only.target.id, node.elt, only.ifs

    def selected(self, conditions: Sequence[ast.expr], statements: list[Tree]) -> list[Tree]:
        """Return *statements* under *conditions*."""
        for condition in reversed(conditions):
            statements = [["if", self.tree(condition), statements, []]]
        return statements

    def first(self, arguments: Sequence[ast.expr]) -> Tree:
        """``next(…)`` of a value; that of a row is read where it is assigned."""
        row = self.first_row(arguments)
        return [Local(row)] if row else unknown()

    def first_row(self, arguments: Sequence[ast.expr]) -> str | None:
        """Return the variable that holds the row which ``next(…)`` finds."""
        read = self.generator(arguments[0]) if arguments else None
        default = arguments[1] if len(arguments) == 2 else None
        if read is None or len(arguments) > 2 or (default and not (isinstance(default, ast.Constant) and default.value is None)):
            return None
        path, name, element, conditions = read
        if not (isinstance(element, ast.Name) and element.id == name):
            return None
        result = self.through(path, name, lambda row: self.selected(conditions, [["=", self.found, [Local(row)]], ["break"]]), None)
        if is_unknown(result):
            return None
        if default is None:
            self.emit(["if", ["is", result, None], [["fail"]], []])
        found: str = result[0].name
        self.scope.bind_row(found, path, nullable=default is not None)
        return found

    def whether(self, arguments: Sequence[ast.expr], sought: bool) -> Tree:
        """``any(…)``, ``all(…)``"""
        read = self.generator(arguments[0]) if len(arguments) == 1 else None
        if read is None:
            return unknown()
        path, name, element, conditions = read

        def body(row: str) -> list[Tree]:
            test = self.tree(element)
            test = test if sought else operation("not", test)
            return self.selected(conditions, [["if", test, [["=", self.found, sought], ["break"]], []]])

        return self.through(path, name, body, not sought)

    def total(self, arguments: Sequence[ast.expr]) -> Tree:
        """``sum(…)``"""
        read = self.generator(arguments[0]) if len(arguments) == 1 else None
        if read is None:
            return unknown()
        path, name, element, conditions = read

        def body(row: str) -> list[Tree]:
            return self.selected(conditions, [["=", self.found, operation("+", [self.found], self.tree(element))]])

        return self.through(path, name, body, 0)

    def member_of(self, path: Path, sought: Tree, *more: Callable[[str], Tree]) -> Tree:
        """Return the variable that says whether a row of the list at *path* is *sought*; *more* is done with it."""

        def body(row: str) -> list[Tree]:
            found = [["=", self.found, True], *(one(row) for one in more), ["break"]]
            return [["if", operation("==", [Local(row), ()], sought), found, []]]

        return self.through(path, None, body, False)

    def belongs(self, holder: Path, sought: Tree, *, same: bool = False) -> Tree:
        """Return whether *sought* is in the collection at *holder*, or the *same* as what is there, if the page asks that of its like."""
        if is_unknown(sought) or self.scope.is_doubtful(holder, inside=True):
            return unknown()
        result = unknown()
        for listed, subject in (self.scope.world.same if same else self.scope.world.members).get(holder, ()):
            member = Member(holder, subject, same)
            if not listed:
                is_it = operation("==", member.asked, sought)
                result = is_it if is_unknown(is_it) else operation("if", is_it, [member], result)
            elif not self.scope.is_doubtful(listed, inside=True):
                if isinstance(sought[0] if isinstance(sought, list) else None, Local) and self.scope.lists.get(sought[0].name) == listed:
                    return [sought[0], member] if sought[1:] == [member.path] else unknown()
                result = self._among(listed, member, sought, result)
        return result

    def _among(self, listed: Path, member: Member, sought: Tree, otherwise: Tree) -> Tree:
        def body(row: str) -> list[Tree]:
            return [["if", operation("==", [Local(row), member.path], sought), [["=", self.found, [Local(row), member]], ["break"]], []]]

        return self.through(listed, None, body, otherwise)


def _holds_unknown_test(statements: list[Tree]) -> bool:
    return any(one[0] == "if" and (is_unknown(one[1]) or _holds_unknown_test(one[2])) for one in statements)
