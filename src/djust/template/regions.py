"""Regions: places of a page that the browser names by a path (part, row, part, …) because it could not find their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from djust.template.parts import Block, Kind, Part

#: What names a region in a session: a part's id; None is the whole document.
Region = int | None


def descend(block: Block, root: tuple[Any, ...], path: Sequence[int]) -> Iterator[tuple[Part, Any, int | None]]:
    """Yield the parts along *path*, the value of each, and the row that was taken in it."""
    steps = iter(path)
    for number in steps:
        part = block.numbered[number] if number >= 0 else block.numbered[len(block.parts)]
        value = root[part.index]
        row = next(steps, None) if part.kind is Kind.LOOP else None
        yield part, value, row
        if part.kind is Kind.LOOP:
            if row is None:
                return
            block, root = part.arms[0], value.rows[row]
        elif part.kind is Kind.BRANCH and value is not None:
            block, root = part.arms[value[0]], value[1]
        elif part.kind is Kind.CALL:
            block, root = value[0].block, value[1]
        else:
            block, root = Block([]), ()


def region_at(block: Block, root: tuple[Any, ...], path: Sequence[int]) -> Region:
    """Return what names the region at *path*."""
    return max(enumerate(part.id for part, _, _ in descend(block, root, path)), default=(0, None))[1]
