"""Loops: which rows are evaluated again, and the keys that tell rows apart."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import compress, count
from operator import not_
from typing import Any

from django.db.models import Model

from djust.identity import common_ends, places_of, same_objects
from djust.template.evaluate import Run
from djust.template.lookups import PLAIN
from djust.types import Changes


class Rows:
    """The value of a loop: the values of its rows, their keys, and the items they were made from; all of one length."""

    __slots__ = ("_unique", "items", "keys", "rows")

    def __init__(self, rows: tuple[tuple[Any, ...], ...], keys: tuple[Hashable, ...], items: tuple[Any, ...]) -> None:
        self._unique: bool | None = None
        self.rows = rows
        self.keys = keys
        self.items = items

    @property
    def unique(self) -> bool:
        """Whether each key is there once."""
        if self._unique is None:
            self._unique = len(set(self.keys)) == len(self.keys)
        return self._unique

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.rows == other.rows and self.keys == other.keys

    __hash__ = None  # type: ignore[assignment]  # it holds lists

    def __repr__(self) -> str:
        return f"Rows({self.rows!r})"


class _Pass:
    """One evaluation of a loop: rows and keys so far, and the places of the rows to evaluate."""

    __slots__ = ("keys", "rows", "todo")

    def __init__(self, rows: list[Any], keys: list[Any], todo: Sequence[int]) -> None:
        self.rows = rows
        self.keys = keys
        self.todo = todo


def begin_rows(items: tuple[Any, ...], source: Any, previous: Rows | None, same: bool, counts: bool, volatile: bool, run: Run) -> _Pass:
    """Say which rows must be evaluated.

    Args:
        source: What the items were taken from.
        same: Nothing that a row reads besides its item has changed.
        counts: A row reads ``forloop``: it is what it was only at its old place in a list as long as before.
        volatile: Some row ran somebody's code.
    """
    length = len(items)
    changes = run.changes
    if previous is None or changes is None or not same or volatile or (counts and length != len(previous.items)):
        return _Pass([None] * length, [None] * length, range(length))
    old = previous.items
    # Whoever walked through a list looked at all that lies in it.
    looked_at = type(source) is list and id(source) in changes.known
    if same_objects(items, old):
        return _Pass(list(previous.rows), list(previous.keys), sorted(_doubtful(items, changes, looked_at)))
    if counts:
        todo = [index for index in range(length) if items[index] is not old[index] or not _unchanged(items[index], changes)]
        return _Pass(list(previous.rows), list(previous.keys), todo)
    return _moved_rows(items, previous, changes)


def _doubtful(items: tuple[Any, ...], changes: Changes, looked_at: bool) -> set[int]:
    """Return the places of the items that are not provably as they were; the passes over all of them run in C."""
    doubtful = set(places_of(items, changes.objects)) if changes.objects else set()
    if not looked_at:
        known = list(map(changes.known.__contains__, map(id, items)))
        if not all(known):
            doubtful.update(index for index in compress(count(), map(not_, known)) if not _unchanged(items[index], changes))
    return doubtful


def _moved_rows(items: tuple[Any, ...], previous: Rows, changes: Changes) -> _Pass:
    """Rows were added, removed or moved: an item that was there and is as it was keeps its values, wherever it stands now."""
    head, tail = common_ends(previous.items, items)
    middle, old_middle = slice(head, len(items) - tail), slice(head, len(previous.items) - tail)
    places = dict(zip(map(id, previous.items[old_middle]), count(head), strict=False))
    found = list(map(places.get, map(id, items[middle])))
    old_rows, old_keys = previous.rows, previous.keys
    after = len(previous.items) - tail
    rows = [*old_rows[:head], *(None if place is None else old_rows[place] for place in found), *old_rows[after:]]
    keys = [*old_keys[:head], *(None if place is None else old_keys[place] for place in found), *old_keys[after:]]
    if int in set(map(type, keys)):  # positions stand for keys: they are those of now
        keys = [index if type(key) is int else key for index, key in enumerate(keys)]
    todo = _doubtful(items, changes, False)
    todo.update(index for index, place in enumerate(found, head) if place is None)
    return _Pass(rows, keys, sorted(todo))


def _unchanged(item: Any, changes: Changes) -> bool:
    """Whether *item*, the same object as before, is provably as it was."""
    kind = type(item)
    if kind is tuple:
        return all(_unchanged(element, changes) for element in item)
    if kind in _LEAVES:
        return True
    return id(item) in changes.known and id(item) not in changes.objects


_LEAVES = PLAIN - {dict, list, set, tuple, frozenset}


def finish_rows(state: _Pass, items: tuple[Any, ...], previous: Rows | None) -> Rows:
    """Return the loop's value; a row that came out equal is the old object, so that the next comparison is by identity."""
    rows, keys = state.rows, state.keys
    if previous is None or len(previous.rows) != len(rows):
        return Rows(tuple(rows), tuple(keys), items)
    for index in state.todo:
        if rows[index] == previous.rows[index]:
            rows[index] = previous.rows[index]
        if keys[index] == previous.keys[index]:
            keys[index] = previous.keys[index]
    new_rows, new_keys = tuple(rows), tuple(keys)
    return Rows(
        previous.rows if same_objects(new_rows, previous.rows) else new_rows,
        previous.keys if same_objects(new_keys, previous.keys) else new_keys,
        items,
    )


def row_key(item: Any, index: int) -> Hashable:
    """Return the key of a row that prints none: the model's pk, else the position."""
    if isinstance(item, Model) and item.pk is not None:
        return str(item.pk)
    return index
