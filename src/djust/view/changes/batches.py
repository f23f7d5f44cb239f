"""Containers of one kind, held and checked together.

A page of a thousand rows is a thousand dicts with the same keys: their values lie here in one flat tuple, and one pass in C says whether
any of them is another object now. Only when that fails does Python look at single containers.
"""

from __future__ import annotations

import gc
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from itertools import accumulate, chain, compress, islice
from operator import attrgetter
from typing import Any

from djust.view.changes.identity import Objects, differing, same_objects
from djust.view.changes.kinds import Sort, kind_of, same_leaf
from djust.view.changes.shapes import Shape


def inner(contents: Objects) -> list[Any]:
    """Return what in *contents* is no leaf."""
    deep = _deep_types(contents)
    return [target for target in contents if type(target) in deep] if deep else []


def _deep_types(contents: Iterable[object]) -> set[type]:
    return {type_ for type_ in set(map(type, contents)) if kind_of(type_) is not Sort.LEAF}


def same_contents(held: Objects, now: Objects) -> bool:
    """Whether a container that had *held* shows the same with *now* in it."""
    return same_objects(held, now) or (len(held) == len(now) and all(map(same_leaf, held, now)))


def _replaced_leaves(held: Objects, now: Objects) -> bool:
    """Whether at each place that differs one leaf took the place of another, so that no container came or went."""
    places = differing(held, now)
    return all(kind_of(type(held[place])) is Sort.LEAF and kind_of(type(now[place])) is Sort.LEAF for place in places)


def _hits(contents: Iterable[object], ids: Container[int]) -> Iterator[bool]:
    return map(ids.__contains__, map(id, contents))


class Batch(ABC):
    """Some containers and their shallow contents."""

    __slots__ = ()

    @abstractmethod
    def inner(self) -> list[Any]:
        """Return what lies in the containers and is no leaf."""

    @abstractmethod
    def changed(self) -> Iterable[Any]:
        """Yield the containers that do not show what they showed."""

    @abstractmethod
    def holders(self, ids: Container[int]) -> Iterable[Any]:
        """Yield the containers in which one of *ids* lies."""

    @abstractmethod
    def hold_leaves(self) -> bool:
        """Take over what replaced something else, if all of it is leaves for leaves; else say no, and hold nothing new."""

    @abstractmethod
    def restore(self) -> list[Any]:
        """Put the held contents back; return the containers that would not take them."""


class DictBatch(Batch):
    """Plain dicts with the same keys in the same order."""

    __slots__ = ("_by_referents", "_deep", "_text_keys", "dicts", "keys", "values")

    def __init__(self, keys: Objects, dicts: list[dict[Any, Any]]) -> None:
        self.keys = keys
        self.dicts = dicts
        self.values: Objects = tuple(chain.from_iterable(map(dict.values, dicts)))
        self._text_keys = all(type(key) is str for key in keys)
        # The collector lists the values of dicts three times faster. It lists them as the tables store them: that is their order in nearly
        # every dict, and, as long as the keys stay as they are, in each of these if it is so today.
        self._by_referents = same_objects(self.values, tuple(gc.get_referents(*dicts)))
        width = len(keys)
        deep = bool(_deep_types(self.values))
        #: the columns in which something is no leaf
        self._deep = [column for column in range(width) if _deep_types(self.values[column::width])] if deep else []

    def inner(self) -> list[Any]:
        return inner(tuple(chain(self.keys, *(self.values[column :: len(self.keys)] for column in self._deep))))

    def changed(self) -> Iterator[dict[Any, Any]]:
        now = self._values_now()
        if now is not None:
            if same_objects(self.values, now):
                return
            width = len(self.keys)
            places = [place for place in differing(self.values, now) if not same_leaf(self.values[place], now[place])]
            for row in dict.fromkeys(place // width for place in places):
                yield self.dicts[row]
            return
        for target, held in zip(self.dicts, self._rows(), strict=True):
            if not (same_contents(self.keys, tuple(target)) and same_contents(held, tuple(target.values()))):
                yield target

    def holders(self, ids: Container[int]) -> Iterator[dict[Any, Any]]:
        if any(_hits(self.keys, ids)):
            yield from self.dicts
        for column in self._deep:
            yield from compress(self.dicts, _hits(self.values[column :: len(self.keys)], ids))

    def hold_leaves(self) -> bool:
        now = self._values_now()
        if now is None:
            return False
        if not same_objects(self.values, now):
            if not _replaced_leaves(self.values, now):
                return False
            self.values = now
        return True

    def restore(self) -> list[Any]:
        now = self._values_now()
        if now is None or not same_objects(self.values, now):
            for target, held in zip(self.dicts, self._rows(), strict=True):
                if not (same_objects(self.keys, tuple(target)) and same_objects(held, tuple(target.values()))):
                    target.clear()
                    target.update(zip(self.keys, held, strict=True))
        return []

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


class ListBatch(Batch):
    """Plain lists."""

    __slots__ = ("lengths", "lists", "values")

    def __init__(self, lists: list[list[Any]]) -> None:
        self.lists = lists
        self.values: Objects = tuple(chain.from_iterable(lists))
        self.lengths = list(map(len, lists))

    def inner(self) -> list[Any]:
        return inner(self.values)

    def changed(self) -> Iterator[list[Any]]:
        if not self._same():
            for target, held in zip(self.lists, self._rows(), strict=True):
                if not same_contents(held, tuple(target)):
                    yield target

    def holders(self, ids: Container[int]) -> Iterator[list[Any]]:
        places = list(compress(range(len(self.values)), _hits(self.values, ids)))
        ends = list(accumulate(self.lengths)) if places else []
        for place in places:
            yield self.lists[bisect_right(ends, place)]

    def hold_leaves(self) -> bool:
        if self._same():
            return True
        now = tuple(chain.from_iterable(self.lists))
        if list(map(len, self.lists)) != self.lengths or not _replaced_leaves(self.values, now):
            return False
        self.values = now
        return True

    def restore(self) -> list[Any]:
        if not self._same():
            for target, held in zip(self.lists, self._rows(), strict=True):
                if not same_objects(held, tuple(target)):
                    target[:] = held
        return []

    def _same(self) -> bool:
        return list(map(len, self.lists)) == self.lengths and same_objects(self.values, tuple(chain.from_iterable(self.lists)))

    def _rows(self) -> Iterator[Objects]:
        values = iter(self.values)
        return (tuple(islice(values, length)) for length in self.lengths)


class InstanceBatch(Batch):
    """Objects that keep everything in ``__dict__``. That is a container of its own; here it is seen that it is still the object's."""

    __slots__ = ("attributes", "models", "objects", "states")

    def __init__(self, objects: list[Any], *, models: bool) -> None:
        self.objects = objects
        self.models = models
        self.attributes, self.states = self._read()

    def inner(self) -> list[Any]:
        return [*self.attributes, *self.states]

    def changed(self) -> Iterator[Any]:
        attributes, states = self._read()
        for held, now in ((self.attributes, attributes), (self.states, states)):
            if not same_objects(held, now):
                yield from (self.objects[place] for place in differing(held, now))

    def holders(self, ids: Container[int]) -> Iterator[Any]:
        yield from compress(self.objects, _hits(self.attributes, ids))
        yield from compress(self.objects, _hits(self.states, ids))

    def hold_leaves(self) -> bool:
        return not any(True for _ in self.changed())

    def restore(self) -> list[Any]:
        now, _ = self._read()
        for place in differing(self.attributes, now):
            object.__setattr__(self.objects[place], "__dict__", self.attributes[place])
        return []

    def _read(self) -> tuple[Objects, Objects]:
        """Return each object's attributes and, of models, those of the ``ModelState`` (database, loaded relations)."""
        attributes = tuple(map(attrgetter("__dict__"), self.objects))
        return attributes, tuple(map(attrgetter("_state.__dict__"), self.objects)) if self.models else ()


class ObjectBatch(Batch):
    """Everything else that can be walked, each with its shape."""

    __slots__ = ("contents", "objects", "shapes")

    def __init__(self, objects: list[Any], shapes: list[Shape]) -> None:
        self.objects = objects
        self.shapes = shapes
        self.contents: list[Objects] = [shape.read(target) for target, shape in zip(objects, shapes, strict=True)]

    def inner(self) -> list[Any]:
        return inner(tuple(chain.from_iterable(self.contents)))

    def changed(self) -> Iterator[Any]:
        for target, shape, held in self._each():
            if not same_contents(held, shape.read(target)):
                yield target

    def holders(self, ids: Container[int]) -> Iterator[Any]:
        for target, _, held in self._each():
            if any(_hits(held, ids)):
                yield target

    def hold_leaves(self) -> bool:
        """These are few, so any change asks for a new walk."""
        return all(same_contents(held, shape.read(target)) for target, shape, held in self._each())

    def restore(self) -> list[Any]:
        stubborn = []
        for target, shape, held in self._each():
            if not same_objects(held, shape.read(target)):
                try:
                    shape.write(target, held)
                except Exception:  # whatever an author's type does when it is written to; it is named in the log
                    stubborn.append(target)
        return stubborn

    def _each(self) -> Iterable[tuple[Any, Shape, Objects]]:
        return zip(self.objects, self.shapes, self.contents, strict=True)
