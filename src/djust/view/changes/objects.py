"""Objects with attributes, and every container that is neither a plain dict nor a plain list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain, compress
from operator import attrgetter
from typing import Any

from djust.identity import Objects, differing, places_of, same_objects
from djust.view.changes.batches import Batch
from djust.view.changes.exchange import Exchange, exchanged, inner, same_contents
from djust.view.changes.shapes import Shape


class InstanceBatch(Batch):
    """Objects that keep everything in ``__dict__``. That is a container of its own; here it is seen that it is still the object's."""

    __slots__ = ("_now", "attributes", "models", "objects", "states")

    deep = True

    def __init__(self, objects: Objects, *, models: bool) -> None:
        self.objects = objects
        self.models = models
        self.attributes, self.states = self._read()
        self._now: tuple[Objects, Objects] | None = None

    def __len__(self) -> int:
        return len(self.objects)

    def inner(self) -> list[Any]:
        return [*self.attributes, *self.states]

    def changed(self) -> list[Any]:
        self._now = self._read()
        changed: dict[int, None] = {}
        for held, now in zip((self.attributes, self.states), self._now, strict=True):
            if not same_objects(held, now):
                changed.update(dict.fromkeys(differing(held, now)))
        return [self.objects[place] for place in changed]

    def holders(self, ids: Set[int]) -> Iterator[Any]:
        for held in (self.attributes, self.states):
            for place in places_of(held, ids):
                yield self.objects[place]

    def keep_up(self, *, again: bool) -> Exchange:
        attributes, states = self._read() if again or self._now is None else self._now
        self._now = None
        (left, came), others = exchanged(self.attributes, attributes), exchanged(self.states, states)
        self.attributes, self.states = attributes, states
        return Exchange(left + others.left, came + others.came)

    def forget(self, gone: Set[int]) -> list[Any]:
        if not places_of(self.objects, gone):
            return []
        staying = [id(target) not in gone for target in self.objects]
        left = [*compress(self.attributes, (not stays for stays in staying)), *compress(self.states, (not stays for stays in staying))]
        self.objects = tuple(compress(self.objects, staying))
        self.attributes = tuple(compress(self.attributes, staying))
        self.states = tuple(compress(self.states, staying))
        return left

    def join(self, other: InstanceBatch) -> bool:
        if self.models is not other.models:
            return False
        self.objects += other.objects
        self.attributes += other.attributes
        self.states += other.states
        return True

    def restore(self) -> list[Any]:
        self._now = None
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

    def __init__(self, objects: Objects, shapes: list[Shape]) -> None:
        self.objects = objects
        self.shapes = shapes
        self.contents = self._read()
        self.deep = bool(self.inner())

    def __len__(self) -> int:
        return len(self.objects)

    def inner(self) -> list[Any]:
        return inner(tuple(chain.from_iterable(self.contents)))

    def changed(self) -> list[Any]:
        return [target for target, held, now in zip(self.objects, self.contents, self._read(), strict=True) if not same_contents(held, now)]

    def holders(self, ids: Set[int]) -> Iterable[Any]:
        return [target for target, held in zip(self.objects, self.contents, strict=True) if places_of(held, ids)]

    def keep_up(self, *, again: bool) -> Exchange:
        """These are few; they are read again in any case."""
        now = self._read()
        moved = exchanged(tuple(chain.from_iterable(self.contents)), tuple(chain.from_iterable(now)))
        self.contents = now
        self.deep = self.deep or bool(moved.came)
        return moved

    def forget(self, gone: Set[int]) -> list[Any]:
        if not places_of(self.objects, gone):
            return []
        going = [id(target) in gone for target in self.objects]
        staying = [not goes for goes in going]
        left = inner(tuple(chain.from_iterable(compress(self.contents, going))))
        self.objects = tuple(compress(self.objects, staying))
        self.shapes = list(compress(self.shapes, staying))
        self.contents = list(compress(self.contents, staying))
        return left

    def join(self, other: ObjectBatch) -> bool:
        self.objects += other.objects
        self.shapes += other.shapes
        self.contents += other.contents
        self.deep = self.deep or other.deep
        return True

    def restore(self) -> list[Any]:
        stubborn = []
        for target, shape, held in zip(self.objects, self.shapes, self.contents, strict=True):
            if not same_objects(held, shape.read(target)):
                try:
                    shape.write(target, held)
                except Exception:  # whatever an author's type does when it is written to; it is named in the log
                    stubborn.append(target)
        return stubborn

    def _read(self) -> list[Objects]:
        return [shape.read(target) for target, shape in zip(self.objects, self.shapes, strict=True)]
