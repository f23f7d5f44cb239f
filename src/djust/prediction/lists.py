"""Lists of the state as they travel: columns, and what changed in them (``docs/internals/wire.md``, 9)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from operator import ne
from typing import Any, Final

from djust.identity import differing
from djust.template.orders import equal_ends, runs_of

#: What is told of a value: itself, or only its truth, or nothing.
UNKNOWN: Final[tuple[()]] = ()
#: So many truths are letters, whatever they are; a run takes about so many.
FEW: Final = 40
_RUN: Final = 16
_LETTERS: Final[dict[Any, str]] = {(False, bool): "0", (True, bool): "1", ((False,), tuple): "f", ((True,), tuple): "t"}


@dataclass(frozen=True, slots=True)
class Listed:
    """What is told of a list: so many rows, one column for each field."""

    length: int
    columns: tuple[tuple[Any, ...], ...]

    def row(self, index: int) -> list[Any]:
        return [column[index] for column in self.columns]

    def told(self) -> dict[str, Any]:
        """Return the whole list as it travels."""
        return {"n": self.length, "c": [packed(column) for column in self.columns]}


def packed(column: Sequence[Any]) -> str | list[Any]:
    """Write a column: truths as letters unless runs are shorter, equal neighbours and numbers that count up as runs.

    >>> packed((False, True, (True,)))
    '01t'
    >>> packed((4, 5, 6, 7, "a", "a", None))
    [[4, 4, 1], ['a', 2], None]
    """
    letters = [_LETTERS.get((value, type(value))) for value in column] if column and type(column[0]) in (bool, tuple) else [None]
    if None not in letters and (len(letters) <= FEW or sum(map(ne, letters, letters[1:])) * _RUN > len(letters)):
        return "".join(letters)  # type: ignore[arg-type]  # no None is among them
    runs: list[Any] = []
    at = 0
    while at < len(column):
        step, length = _run(column, at)
        value = column[at]
        runs.append(value if length == 1 else [value, length] if step == 0 else [value, length, step])
        at += length
    return runs


def _run(column: Sequence[Any], at: int) -> tuple[int, int]:
    """Return step and length of the run that begins at *at*."""
    first, end = column[at], at + 1
    while end < len(column) and same(column[end], first):
        end += 1
    if end - at > 1 or type(first) is not int:
        return 0, end - at
    if end == len(column) or type(column[end]) is not int:
        return 0, 1
    step = column[end] - first
    while end < len(column) and type(column[end]) is int and column[end] - column[end - 1] == step:
        end += 1
    return (step, end - at) if end - at > 2 else (0, 1)


def same(one: Any, other: Any) -> bool:
    """Whether two values are told alike: ``True`` and ``1`` are not."""
    return one is other or (type(one) is type(other) and bool(one == other))


def change(old: Listed, new: Listed) -> Any:
    """Return how *new* is told to a browser that has *old*; None if there is nothing to tell."""
    if old.length == new.length:
        others = _differing(old, new)
        if not others:
            return None
        if len(others) * 2 <= new.length or len(others) == 1:
            return {"r": _rows(new, others)}
    before, after = _keys(old), _keys(new)
    head, tail = equal_ends(before, after)
    places = dict(zip(before[head : len(before) - tail], count(head), strict=False))
    middle = []
    for key in after[head : len(after) - tail]:
        middle.append(places.pop(key, -1))
    fresh = [index for index, place in enumerate(middle, head) if place < 0]
    if len(fresh) * 2 > new.length:
        return new.told()
    order = [*range(head), *middle, *range(len(before) - tail, len(before))]
    return {"o": runs_of(order), **({"r": _rows(new, fresh)} if fresh else {})}


def _differing(old: Listed, new: Listed) -> list[int]:
    found: set[int] = set()
    for before, after in zip(old.columns, new.columns, strict=True):
        if before is not after:
            found.update(index for index in differing(before, after) if not same(before[index], after[index]))
    return sorted(found)


def _rows(listed: Listed, indices: Iterable[int]) -> list[Any]:
    return [item for index in indices for item in (index, listed.row(index))]


def _keys(listed: Listed) -> list[Hashable]:
    """Return what rows are told apart by."""
    columns = [[("b", value) if type(value) is bool else value for value in column] for column in listed.columns]
    return list(zip(*columns, strict=True)) if columns else [()] * listed.length
