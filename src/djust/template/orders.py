"""The order of a loop's rows, as it travels: which old row each new one is, written as runs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import compress, count, zip_longest
from operator import ne
from typing import Any

from djust.identity import differing
from djust.template.lists import Rows

logger = logging.getLogger("djust.template")


class Order:
    """How the rows of *new* come from those of *old*.

    Attributes:
        head: So many rows at the beginning are the same.
        tail: So many rows at the end are the same, maybe at another place.
        middle: For each row between them the place of the old row with its key, -1 for none.
    """

    def __init__(self, old: Rows, new: Rows, where: str) -> None:
        self.old, self.new = old, new
        self.head = self.tail = 0
        if old.unique and new.unique:
            self.head, self.tail = equal_ends(old.keys, new.keys)
            places = dict(zip(old.keys[self.head : len(old.keys) - self.tail], count(self.head), strict=False))
            self.middle = [places.get(key, -1) for key in new.keys[self.head : len(new.keys) - self.tail]]
            return
        _warn(old if new.unique else new, where)
        # By position; a row of another key is another row all the same, for its key stands in the page.
        same = zip_longest(old.keys, new.keys)
        self.middle = [index if before == after else -1 for index, (before, after) in enumerate(same)][: len(new.keys)]

    @property
    def keeps_any(self) -> bool:
        """Whether any old row is still there."""
        return bool(self.head or self.tail or any(place >= 0 for place in self.middle))

    @property
    def is_same(self) -> bool:
        """Whether every row is where it was."""
        return len(self.old.keys) == len(self.new.keys) and self.middle == list(range(self.head, self.head + len(self.middle)))

    @property
    def inserted(self) -> list[Any]:
        """The rows that are new."""
        return [self.new.rows[index] for index, place in enumerate(self.middle, self.head) if place < 0]

    def changed(self) -> list[tuple[int, int]]:
        """Return (new place, old place) of the rows that stay and hold other values."""
        old, new = self.old.rows, self.new.rows
        moved = len(old) - len(new)
        end = len(new) - self.tail
        found = [(index, index) for index in differing(old[: self.head], new[: self.head])]
        found += [(i, place) for i, place in enumerate(self.middle, self.head) if place >= 0 and old[place] is not new[i]]
        return found + [(end + index, end + index + moved) for index in differing(old[end + moved :], new[end:])]

    def written(self) -> list[Any]:
        """Return the order as the wire has it."""
        tail = _kept(len(self.old.rows) - self.tail, self.tail, 1)
        return [*_kept(0, self.head, 1), *runs_of(self.middle), *tail]


def changed_rows(old: Rows, new: Rows) -> list[tuple[int, int]]:
    """Return (place, place) of the rows that hold other values in two loops of the same order."""
    return [(index, index) for index in differing(old.rows, new.rows)]


def equal_ends(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int]:
    """Return in how many places two lists are equal from their beginnings, and of the others from their ends."""
    shorter = min(len(old), len(new))
    head = next(compress(count(), map(ne, old, new)), shorter)
    tail = next(compress(count(), map(ne, reversed(old), reversed(new))), shorter)
    return head, min(tail, shorter - head)


def _warn(rows: Rows, where: str) -> None:
    seen: set[Any] = set()
    twice = sorted({str(key) for key in rows.keys if key in seen or seen.add(key)})  # type: ignore[func-returns-value]
    logger.warning("Rows of %s have the same key: %s. They are told apart by position until each key is there once.", where, twice[:5])


def runs_of(places: Sequence[int]) -> list[Any]:
    """Write *places* (of old rows, -1 for an inserted one) as runs.

    >>> runs_of([-1, 0, 1, 2, 3])
    [[-1, 1], [0, 4]]
    >>> runs_of([3, 2, 1, 0])
    [[3, 4, -1]]
    >>> runs_of([5, 2, 9])
    [5, 2, 9]
    """
    runs: list[Any] = []
    at = 0
    while at < len(places):
        step, length = _run(places, at)
        if length == 2 and step != 1:
            length = 1
        runs += [[-1, length]] if places[at] < 0 else _kept(places[at], length, step)
        at += length
    return runs


def _kept(start: int, length: int, step: int) -> list[Any]:
    """Write one run of old rows; a single one is its number."""
    if length < 2:
        return [start] * length
    return [[start, length]] if step == 1 else [[start, length, step]]


def _run(places: Sequence[int], at: int) -> tuple[int, int]:
    """Return step and length of the run that begins at *at*."""
    first = places[at]
    end = at + 1
    if first < 0:
        while end < len(places) and places[end] < 0:
            end += 1
        return 1, end - at
    if end == len(places) or places[end] < 0:
        return 1, 1
    step = places[end] - first
    while end < len(places) and places[end] >= 0 and places[end] - places[end - 1] == step:
        end += 1
    return step, end - at
