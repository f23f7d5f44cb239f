"""Which element of a page is which, from one update to the next: read off the marks that the server writes for browsers.

A page is read anew after each frame, so its elements are other objects then. What a person did to a field belongs to the field, though,
and a field of a row moves with its row. The marks (docs/internals/wire.md, 1 and 2) say where parts are, the operations of a frame say
what became of them; together they lead from each element to what it is now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from djust.template.parts import DOCUMENT, INSIDE, LIST, MORPH, REPLACE, ROWS
from djust.types import Op

_WORD = re.compile(r"(.*?)([@!]?\.?)")
#: Elements that a parser adds by itself.
_IMPLIED = frozenset({"tbody", "colgroup"})


class Unclear(Exception):
    """The marks do not hold: this parser read something else than the server wrote."""


@dataclass(slots=True)
class Block:
    """The document, the arm of a branch, or a row: its own elements, and its parts in order."""

    own: list[Any] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """A part of a block: a start tag, a content, or what stands between two marks."""

    inner: Block = field(default_factory=Block)
    rows: list[Block] = field(default_factory=list)


class Reading:
    """What the marks of one page say.

    Args:
        root: The page with its marks.
        meant: By element of it, the element of the page without marks.

    Attributes:
        block: The document.
        bound: Fields and options that the template fills.
        printed: Elements that stand in a printed value (``{{ form.as_p }}``).
    """

    def __init__(self, root: Any, meant: Mapping[Any, Any]) -> None:
        self._meant = meant
        self.block = Block()
        self.bound: set[Any] = set()
        self.printed: set[Any] = set()
        self._walk(self.block, list(root), None)

    def filled(self, *, submitted: bool) -> set[Any]:
        """Return the elements that show what the server says after an event that carried them, perhaps a submit, has succeeded."""
        return self.bound | self.printed if submitted else self.bound

    def _walk(self, block: Block, nodes: list[Any], words: list[str] | None) -> None:
        at = 0
        while at < len(nodes):
            node = nodes[at]
            mark = _mark(node)
            if mark is None and isinstance(node.tag, str):
                self._element(block, node, words)
            elif mark is not None:
                if not mark.startswith("{"):
                    raise Unclear(mark)
                end = _partner(nodes, at)
                block.parts.append(self._range(mark, nodes[at + 1 : end]))
                at = end
            at += 1

    def _range(self, mark: str, nodes: list[Any]) -> Part:
        part = Part()
        if mark in ("{", "{?"):
            self._walk(part.inner, nodes, None)
            if mark == "{" and not part.inner.parts:
                self.printed.update(part.inner.own)
        elif mark == "{*":
            for row in _split(nodes):
                part.rows.append(Block())
                self._walk(part.rows[-1], row, None)
        else:
            for node in nodes:
                words = mark[1:].split(" ")
                part.rows.append(Block())
                self._element(part.rows[-1], node, words)
                if words:
                    raise Unclear(mark)
        return part

    def _element(self, block: Block, element: Any, words: list[str] | None) -> None:
        flags = element.get("dj")
        block.own.append(self._meant[element])
        if words is not None:
            found = _WORD.fullmatch(words[0] if words else "")
            if found is not None and found[1] == element.tag.lower():
                words.pop(0)
                flags = found[2]
            elif element.tag not in _IMPLIED:
                raise Unclear(element.tag)
        elif flags is not None:
            flags = flags or "."
        if flags:
            if flags[0] != ".":
                block.parts.append(Part())
                if flags[0] == "!":
                    self.bound.add(self._meant[element])
            if flags[-1] == ".":
                if element.tag == "textarea":
                    self.bound.add(self._meant[element])
                inner = [self._meant[each] for each in element.iterdescendants() if isinstance(each.tag, str)]
                block.parts.append(Part(Block(own=inner)))
                self.printed.update(inner)
                return
        self._walk(block, list(element), words)


def pairs(old: Block, new: Block, ops: list[Op]) -> Iterator[tuple[Any, Any]]:
    """Yield each element that is still there, as it was and as it is.

    Raises:
        Unclear: The operations do not lead from one to the other.
    """
    if any(op[0] == DOCUMENT for op in ops):
        raise Unclear("the whole document")
    if len(old.own) != len(new.own) or len(old.parts) != len(new.parts):
        raise Unclear("another block")
    yield from zip(old.own, new.own, strict=True)
    done: dict[int, list[Any]] = {op[0]: op[1:] for op in ops}
    for number, (before, after) in enumerate(zip(old.parts, new.parts, strict=True)):
        yield from _part_pairs(before, after, done.get(number, []))


def _part_pairs(old: Part, new: Part, op: list[Any]) -> Iterator[tuple[Any, Any]]:
    code = op[0] if op else None
    if code in (REPLACE, MORPH) or isinstance(code, str):
        return
    if code in (LIST, ROWS):
        order = _order(op[1]) if code == LIST else list(range(len(old.rows)))
        changes = (op[3] if len(op) > 3 else []) if code == LIST else op[1:]
        inside = {changes[i]: changes[i + 1] for i in range(0, len(changes), 2)}
        if len(order) != len(new.rows):
            raise Unclear("other rows")
        for number, (place, row) in enumerate(zip(order, new.rows, strict=True)):
            if place is not None:
                yield from pairs(old.rows[place], row, inside.get(number, []))
        return
    yield from pairs(old.inner, new.inner, op[1] if code == INSIDE else [])
    if len(old.rows) != len(new.rows):
        raise Unclear("other rows")
    for before, after in zip(old.rows, new.rows, strict=True):
        yield from pairs(before, after, [])


def _order(runs: list[Any]) -> list[int | None]:
    """Return for each row where it was, None for one that came in."""
    places: list[int | None] = []
    for run in runs:
        start, number, step = (run, 1, 1) if isinstance(run, int) else (*run, 1)[:3]
        places += [None] * number if start < 0 else range(start, start + number * step, step)
    return places


def _mark(node: Any) -> str | None:
    text = None if isinstance(node.tag, str) else node.text
    return text if text is not None and (text in ("}", ",") or text[:1] == "{") else None


def _partner(nodes: list[Any], start: int) -> int:
    depth = 0
    for at in range(start, len(nodes)):
        mark = _mark(nodes[at])
        depth += 0 if mark is None or mark == "," else 1 if mark.startswith("{") else -1
        if not depth:
            return at
    raise Unclear("a range without an end")


def _split(nodes: list[Any]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    depth = 0
    for node in nodes:
        mark = _mark(node)
        if mark == "," and not depth:
            rows.append([])
            continue
        depth += 0 if mark is None or mark == "," else 1 if mark.startswith("{") else -1
        if not rows:
            raise Unclear("something before the first row")
        rows[-1].append(node)
    return rows
