"""Plain lists, the items of all in one flat tuple."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Set
from itertools import accumulate, chain, compress, islice
from typing import Any

from djust.identity import Objects, places_of, same_objects
from djust.view.changes.batches import Batch
from djust.view.changes.exchange import Exchange, exchanged, inner, same_contents


class ListBatch(Batch):
    """Plain lists."""

    __slots__ = ("_now", "lengths", "lists", "values")

    def __init__(self, lists: tuple[list[Any], ...]) -> None:
        self.lists = lists
        self.values, self.lengths = self._read()
        self._now: tuple[Objects, list[int]] | None = None
        self.deep = bool(self.inner())

    def __len__(self) -> int:
        return len(self.lists)

    def inner(self) -> list[Any]:
        return inner(self.values)

    def changed(self) -> list[list[Any]]:
        self._now = values, lengths = self._read()
        if lengths == self.lengths and same_objects(self.values, values):
            self._now = self.values, self.lengths
            return []
        now = iter(values)
        rows = zip(self.lists, self._rows(), lengths, strict=True)
        return [target for target, held, length in rows if not same_contents(held, tuple(islice(now, length)))]

    def holders(self, ids: Set[int]) -> Iterator[list[Any]]:
        places = places_of(self.values, ids)
        if len(self.lists) == 1:
            return iter(self.lists if places else ())
        ends = list(accumulate(self.lengths)) if places else []
        return (self.lists[bisect_right(ends, place)] for place in places)

    def keep_up(self, *, again: bool) -> Exchange:
        values, lengths = self._read() if again or self._now is None else self._now
        self._now = None
        moved = exchanged(self.values, values)
        self.values, self.lengths = values, lengths
        self.deep = self.deep or bool(moved.came)
        return moved

    def forget(self, gone: Set[int]) -> list[Any]:
        if not places_of(self.lists, gone):
            return []
        going = [id(target) in gone for target in self.lists]
        staying = [not goes for goes in going]
        left = inner(tuple(chain.from_iterable(compress(self._rows(), going))))
        self.values = tuple(chain.from_iterable(compress(self._rows(), staying)))
        self.lengths = list(compress(self.lengths, staying))
        self.lists = tuple(compress(self.lists, staying))
        return left

    def join(self, other: ListBatch) -> bool:
        self.lists += other.lists
        self.values += other.values
        self.lengths += other.lengths
        self.deep = self.deep or other.deep
        return True

    def restore(self) -> list[Any]:
        self._now = None
        values, lengths = self._read()
        if lengths != self.lengths or not same_objects(self.values, values):
            for target, held in zip(self.lists, self._rows(), strict=True):
                if not same_objects(held, tuple(target)):
                    target[:] = held
        return []

    def _read(self) -> tuple[Objects, list[int]]:
        values = tuple(self.lists[0]) if len(self.lists) == 1 else tuple(chain.from_iterable(self.lists))
        return values, list(map(len, self.lists))

    def _rows(self) -> Iterator[Objects]:
        values = iter(self.values)
        return (tuple(islice(values, length)) for length in self.lengths)
