"""Lists of the state as they travel: columns, and what changed in them (``docs/internals/wire.md``, 9)."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from djust.identity import differing
from djust.template.orders import equal_ends, runs_of

#: What is told of a value: itself, or only its truth, or nothing.
UNKNOWN: Final[tuple[()]] = ()
#: So many values have a number of one digit.
_DIGITS: Final = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """What is told of a list: so many rows, one column for each field."""

    length: int
    columns: tuple[tuple[Any, ...], ...]

    def row(self, index: int) -> list[Any]:
        return [column[index] for column in self.columns]

    def told(self) -> dict[str, Any]:
        """Return the whole list as it travels."""
        return {"c": [packed(column) for column in self.columns or (tuple(range(self.length)),)]}


def packed(column: Sequence[Any]) -> list[Any]:
    """Write a column: numbers as runs; anything else as the values in it, and which of them, in runs or, of up to ten, in digits.

    >>> packed((4, 5, 6, 7, 7, 7))
    [[[4, 4], [7, 2, 0]]]
    >>> packed((False, True, (True,), False))
    ['0120', [False, True, (True,)]]
    """
    if all(type(value) is int for value in column):
        return [_runs(column)]
    values: dict[Any, int] = {}
    order = [values.setdefault((type(value), value), len(values)) for value in column]
    runs = _runs(order)
    short = len(values) <= _DIGITS and len(order) <= len(json.dumps(runs, separators=(",", ":")))
    return ["".join(map(str, order)) if short else runs, [value for _, value in values]]


def _runs(numbers: Sequence[int]) -> list[Any]:
    """Write numbers in the runs of operation 7."""
    runs: list[Any] = []
    at = 0
    while at < len(numbers):
        first = numbers[at]
        step, length = _run(numbers, at)
        usual = 0 if first < 0 else 1
        runs.append(first if length == 1 else [first, length] if step == usual else [first, length, step])
        at += length
    return runs


def _run(numbers: Sequence[int], at: int) -> tuple[int, int]:
    """Return step and length of the run that begins at *at*."""
    step = numbers[at + 1] - numbers[at] if at + 1 < len(numbers) else 0
    end = at + 1
    while end < len(numbers) and numbers[end] - numbers[end - 1] == step:
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
