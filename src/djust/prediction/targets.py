"""Assignments to several places at once, and to one of several."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Protocol

from djust.prediction.members import Members
from djust.prediction.rows import Body
from djust.prediction.scope import Place
from djust.prediction.trees import Local, Path, Tree, is_unknown, operation, overlap


class Writer(Body, Protocol):
    """The statements that are read, and how they write."""

    members: Members

    def set_local(self, name: str, tree: Tree) -> None: ...

    def write(self, place: Place, tree: Tree) -> None: ...

    def branch(self, test: Tree, then: Callable[[], list[Tree]], otherwise: Callable[[], list[Tree]]) -> None: ...


class Targets:
    """Reads targets that are more than a name or a place; each method says whether it understood them."""

    def __init__(self, body: Writer) -> None:
        self._body = body

    def at_once(self, targets: Sequence[ast.expr], values: Sequence[ast.expr]) -> bool:
        """``self.a, self.b = self.b, self.a``"""
        world = self._body.scope.world
        found = [self._body.scope.place(one) for one in targets]
        places = [one for one in found if one is not None and one.row is None]
        if any(one.path in world.lists or self._body.members.knows(one.path) for one in places) or len(places) != len(values):
            return False
        if len(found) != len(places) or any(isinstance(one, ast.Starred | ast.Dict) for one in values):
            return False
        names = [self._kept(self._body.value(value)) for value in values]
        for place, name in zip(places, names, strict=True):
            self._body.write(place, [Local(name)])
        return True

    def under_key(self, target: ast.Subscript, value: ast.expr) -> bool:
        """``self.form[name] = value``: under one of the keys that the page shows, or under another."""
        scope = self._body.scope
        holder = scope.place(target.value)
        paths = self._inside(holder.path) if holder is not None and holder.row is None else []
        if holder is None or not paths or scope.guarded:
            return False
        key, tree = self._body.value(target.slice), self._body.value(value)
        if is_unknown(key):
            return False
        name = self._kept(tree)
        for path in paths:
            self._body.branch(operation("==", key, path[-1]), lambda path=path: self._written(path, name), list)  # type: ignore[misc]
        scope.doubt(holder.path)  # the handler may read a key that the page does not show
        return True

    def _inside(self, holder: Path) -> list[Path]:
        """Return what the page shows of the dictionary at *holder*; nothing if that is more than plain values."""
        world = self._body.scope.world
        found = sorted(path for path in world.shown if overlap(path, holder))
        more = world.lists | world.sized | world.members.keys() | world.same.keys()
        plain = all(len(path) == len(holder) + 1 for path in found) and not any(overlap(holder, one) for one in more)
        return found if plain else []

    def _kept(self, tree: Tree) -> str:
        name = self._body.scope.temporary()
        self._body.set_local(name, tree)
        return name

    def _written(self, path: Path, name: str) -> list[Tree]:
        self._body.blocks.append([])
        self._body.write(Place(None, path), [Local(name)])
        return self._body.blocks.pop()
