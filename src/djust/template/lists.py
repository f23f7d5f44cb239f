"""Loops: which rows are evaluated again, the keys that tell rows apart, and how an order travels."""

from __future__ import annotations

import logging
from collections.abc import Hashable, Iterator, Sequence
from itertools import compress, count
from operator import is_not
from typing import Any

from django.db.models import Model

from djust.template.evaluate import PLAIN, Run
from djust.types import Changes

logger = logging.getLogger("djust.template")


class Rows:
    """The value of a loop: the values of its rows, their keys, and the items they were made from."""

    __slots__ = ("items", "keys", "rows")

    def __init__(self, rows: list[tuple[Any, ...]], keys: list[Hashable], items: list[Any]) -> None:
        self.rows = rows
        self.keys = keys
        self.items = items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.rows == other.rows and self.keys == other.keys

    __hash__ = None  # type: ignore[assignment]  # it holds lists

    def __repr__(self) -> str:
        return f"Rows({self.rows!r})"


class _Pass:
    """One evaluation of a loop."""

    __slots__ = ("changed", "keys", "rows", "todo")

    def __init__(self, rows: list[Any], keys: list[Any], todo: Sequence[int]) -> None:
        self.rows = rows
        self.keys = keys
        self.todo = todo


def begin_rows(items: list[Any], previous: Rows | None, same: bool, counts: bool, volatile: bool, run: Run) -> _Pass:
    """Say which rows must be evaluated.

    Args:
        same: Nothing that a row reads besides its item has changed.
        counts: A row reads ``forloop``: it is what it was only at its old place in a list as long as before.
        volatile: Some row ran somebody's code.
    """
    length = len(items)
    changes = run.changes
    if previous is None or changes is None or not same or volatile or (counts and length != len(previous.items)):
        return _Pass([None] * length, [None] * length, range(length))
    old = previous.items
    if length == len(old) and not any(map(is_not, items, old)):
        return _Pass(previous.rows.copy(), previous.keys.copy(), _doubtful(items, changes))
    if counts:
        todo = [index for index in range(length) if items[index] is not old[index] or not _unchanged(items[index], changes)]
        return _Pass(previous.rows.copy(), previous.keys.copy(), todo)
    return _rows_by_identity(items, previous, changes)


def _doubtful(items: list[Any], changes: Changes) -> list[int]:
    """Return the places of the items that are not provably as they were; the common case runs in C."""
    ids = list(map(id, items))
    if not all(map(changes.known.__contains__, ids)):
        return [index for index, item in enumerate(items) if not _unchanged(item, changes)]
    if changes.objects.isdisjoint(ids):
        return []
    return list(compress(count(), map(changes.objects.__contains__, ids)))


def _rows_by_identity(items: list[Any], previous: Rows, changes: Changes) -> _Pass:
    """Rows were added, removed or moved: an item that was there and is as it was keeps its values, wherever it stands now."""
    places = dict(zip(map(id, previous.items), count(), strict=False))
    rows: list[Any] = [None] * len(items)
    keys: list[Any] = rows.copy()
    old_rows, old_keys = previous.rows, previous.keys
    todo = []
    dirty = set(_doubtful(items, changes))
    for index, place in enumerate(map(places.get, map(id, items))):
        if place is None or index in dirty or type(old_keys[place]) is int:
            todo.append(index)
        else:
            rows[index] = old_rows[place]
            keys[index] = old_keys[place]
    return _Pass(rows, keys, todo)


def _unchanged(item: Any, changes: Changes) -> bool:
    """Whether *item*, the same object as before, is provably as it was."""
    kind = type(item)
    if kind is tuple:
        return all(_unchanged(element, changes) for element in item)
    if kind in _LEAVES:
        return True
    return id(item) in changes.known and id(item) not in changes.objects


_LEAVES = PLAIN - {dict, list, set, tuple, frozenset}


def finish_rows(state: _Pass, items: list[Any], previous: Rows | None) -> Rows:
    """Return the loop's value; a row that came out equal is the old object, so that the next comparison is by identity."""
    if previous is not None:
        old = previous.rows
        if len(old) == len(items):
            for index in state.todo:
                if state.rows[index] == old[index]:
                    state.rows[index] = old[index]
        if state.keys == previous.keys:
            state.keys = previous.keys
            if not any(map(is_not, state.rows, old)):
                state.rows = old
    return Rows(state.rows, state.keys, items)


def row_key(item: Any, index: int) -> Hashable:
    """Return the key of a row that prints none: the model's pk, else the position."""
    if isinstance(item, Model) and item.pk is not None:
        return str(item.pk)
    return index


# -- orders ------------------------------------------------------------------------------------------------------------


def are_unique(keys: Sequence[Hashable], where: str = "") -> bool:
    """Whether each key is there once; a warning names those that are not, when *where* says where."""
    if len(set(keys)) == len(keys):
        return True
    if not where:
        return False
    seen: set[Hashable] = set()
    twice = {key for key in keys if key in seen or seen.add(key)}  # type: ignore[func-returns-value]
    logger.warning(
        "Rows of %s have the same key: %s. They are told apart by position until each key is there once.",
        where,
        sorted(map(str, twice))[:5],
    )
    return False


def changed_rows(old: Sequence[Any], new: Sequence[Any]) -> Iterator[int]:
    """Yield the places at which two lists of rows hold different objects."""
    return compress(count(), map(is_not, new, old))


def order_of(places: Sequence[int]) -> list[Any]:
    """Write an order as the wire has it.

    Args:
        places: For each new row the old row's place, or -1 for an inserted one.

    >>> order_of([-1, 0, 1, 2, 3])
    [[-1, 1], [0, 4]]
    >>> order_of([3, 2, 1, 0])
    [[3, 4, -1]]
    >>> order_of([5, 2, 9])
    [5, 2, 9]
    """
    order: list[Any] = []
    at = 0
    while at < len(places):
        step, length = _run(places, at)
        if places[at] < 0:
            order.append([-1, length])
        elif length == 1 or (length == 2 and step != 1):
            order.append(places[at])
            length = 1
        else:
            order.append([places[at], length] if step == 1 else [places[at], length, step])
        at += length
    return order


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
