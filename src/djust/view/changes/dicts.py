"""Plain dicts with the same keys: the rows of most pages."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Set
from itertools import chain, islice
from typing import Any

from djust.identity import Objects, differing, places_of, same_objects
from djust.view.changes.batches import Batch, kept_runs
from djust.view.changes.exchange import Exchange, deep_types, exchanged, inner, same_contents
from djust.view.changes.kinds import same_leaf


class DictBatch(Batch):
    """Plain dicts with the same keys in the same order."""

    __slots__ = ("_by_referents", "_columns", "_flat_keys", "_now", "_text_keys", "dicts", "keys", "values")

    def __init__(self, keys: Objects, dicts: tuple[dict[Any, Any], ...]) -> None:
        self.keys = keys
        self.dicts = dicts
        self.values: Objects = tuple(chain.from_iterable(map(dict.values, dicts)))
        self._now: Objects | None = None
        self._text_keys = all(type(key) is str for key in keys)
        self._flat_keys = self._text_keys or not deep_types(keys)
        # The collector lists the values of dicts three times faster. It lists them as the tables store them: that is their order in nearly
        # every dict, and, as long as the keys stay as they are, in each of these if it is so today.
        self._by_referents = same_objects(self.values, tuple(gc.get_referents(*dicts)))
        #: those in which something is no leaf
        self._columns = self._deep_columns()
        self.deep = bool(self._columns) or not self._flat_keys

    def __len__(self) -> int:
        return len(self.dicts)

    def inner(self) -> list[Any]:
        return [*inner(self.keys), *self._inner(self.values)]

    def changed(self) -> list[dict[Any, Any]]:
        self._now = now = self._values_now()
        if now is not None:
            if same_objects(self.values, now):
                self._now = self.values
                return []
            width = len(self.keys)
            places = [place for place in differing(self.values, now) if not same_leaf(self.values[place], now[place])]
            return [self.dicts[row] for row in dict.fromkeys(place // width for place in places)]
        return [
            target
            for target, held in zip(self.dicts, self._rows(), strict=True)
            if not (same_contents(self.keys, tuple(target)) and same_contents(held, tuple(target.values())))
        ]

    def holders(self, ids: Set[int]) -> Iterator[dict[Any, Any]]:
        if not self._flat_keys and places_of(self.keys, ids):
            yield from self.dicts
        for column in self._columns:
            for place in places_of(self.values[column :: len(self.keys)], ids):
                yield self.dicts[place]

    def keep_up(self, *, again: bool) -> Exchange | None:
        now = self._values_now() if again or self._now is None else self._now
        self._now = None
        if now is None:
            return None
        moved = exchanged(self.values, now)
        self.values = now
        if moved.came:
            self._columns = self._deep_columns()
            self.deep = True
        return moved

    def forget(self, gone: Set[int]) -> list[Any] | None:
        places = places_of(self.dicts, gone)
        if not places:
            return []
        if not self._flat_keys:  # other dicts may have the same containers as keys
            return None
        width = len(self.keys)
        left = self._inner(tuple(chain.from_iterable(self.values[place * width : (place + 1) * width] for place in places)))
        runs = list(kept_runs(places, len(self.dicts)))
        self.values = tuple(chain.from_iterable(self.values[run.start * width : run.stop * width] for run in runs))
        self.dicts = tuple(chain.from_iterable(self.dicts[run] for run in runs))
        return left

    def join(self, other: DictBatch) -> bool:
        if not (self._flat_keys and other._flat_keys and len(self.keys) == len(other.keys)):
            return False
        if not same_objects(self.keys, other.keys) and not (self._text_keys and other._text_keys and self.keys == other.keys):
            return False
        self.dicts += other.dicts
        self.values += other.values
        self._by_referents = self._by_referents and other._by_referents
        self._columns = sorted({*self._columns, *other._columns})
        self.deep = self.deep or other.deep
        return True

    def restore(self) -> list[Any]:
        self._now = None
        now = self._values_now()
        if now is None or not same_objects(self.values, now):
            for target, held in zip(self.dicts, self._rows(), strict=True):
                if not (same_objects(self.keys, tuple(target)) and same_objects(held, tuple(target.values()))):
                    target.clear()
                    target.update(zip(self.keys, held, strict=True))
        return []

    def _deep_columns(self) -> list[int]:
        width = len(self.keys)
        return [column for column in range(width) if deep_types(self.values[column::width])] if deep_types(self.values) else []

    def _inner(self, values: Objects) -> list[Any]:
        return inner(tuple(chain.from_iterable(values[column :: len(self.keys)] for column in self._columns)))

    def _rows(self) -> Iterator[Objects]:
        values = iter(self.values)
        return (tuple(islice(values, len(self.keys))) for _ in self.dicts)

    def _values_now(self) -> Objects | None:
        """Return the values of all dicts, or ``None`` if the keys of one are others.

        The keys are compared as one row: a dict has no key twice, so nothing can have moved from one dict to its neighbour unseen.
        """
        keys = tuple(chain.from_iterable(self.dicts))
        expected = self.keys * len(self.dicts)
        if not same_objects(expected, keys) and not (self._text_keys and keys == expected and set(map(type, keys)) == {str}):
            return None
        if self._by_referents:
            now = tuple(gc.get_referents(*self.dicts))
            if len(now) == len(self.values):
                return now
        return tuple(chain.from_iterable(map(dict.values, self.dicts)))
