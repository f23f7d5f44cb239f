"""The walk through a state, and everything it held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.db.models import Model

from djust.view.changes.batches import Batch, DictBatch, InstanceBatch, ListBatch, ObjectBatch, inner
from djust.view.changes.identity import Objects, same_objects
from djust.view.changes.kinds import Kind, Sort, kind_of, same_leaf
from djust.view.changes.shapes import Shape


class Snapshot:
    """The containers reached from a state, level by level, and what lay in each of them.

    Args:
        state: name → value, as after a render.
    """

    def __init__(self, state: Mapping[str, object]) -> None:
        self.names: dict[str, object] = dict(state)
        #: ``id()`` of every container that can be walked; each is kept alive by its batch, so no id can come to mean another object
        self.known: set[int] = set()
        self._batches: list[Batch] = []
        self._lazy: dict[int, object] = {}
        self._opaque: dict[int, object] = {}
        #: the batches with containers in their containers, outer ones first
        self._parents: list[Batch] = []
        #: whether anything was reached twice: only then can an inner container hold an outer one
        self._tangled = False
        reached = inner(tuple(self.names.values()))
        while reached:
            reached = self._walk(reached)

    # -- what changed

    def changed_objects(self) -> set[int]:
        """Return the ids of the containers that changed, and of those from which one that changed is reached."""
        changed = set(self._lazy) | set(self._opaque)
        for batch in self._batches:
            changed.update(map(id, batch.changed()))
        return self._reaching(changed)

    def changed_names(self, state: Mapping[str, object], objects: set[int]) -> frozenset[str]:
        """Return the names that are new, gone, bound to something else, or bound to one of *objects*."""
        held = self.names
        changed = set(held.keys() ^ state.keys())
        for name in held.keys() & state.keys():
            if id(held[name]) in objects or not same_leaf(held[name], state[name]):
                changed.add(name)
        return frozenset(changed)

    def _reaching(self, changed: set[int]) -> set[int]:
        grown = set(changed)
        again = bool(changed)
        while again:
            before = len(grown)
            for parent in reversed(self._parents):
                grown.update(list(map(id, parent.holders(grown))))
            again = self._tangled and len(grown) > before
        return grown

    # -- keeping up

    def hold_leaves(self, state: Mapping[str, object]) -> bool:
        """Bring the snapshot up to *state* if only leaves were replaced by leaves since; else return False: a new walk is due.

        What is already taken over when a later container says no does no harm: the snapshot is then thrown away.
        """
        if not same_objects(tuple(self.names), tuple(state)):
            return False
        for name, value in state.items():
            held = self.names[name]
            if held is not value:
                if not (kind_of(type(held)) is Sort.LEAF and kind_of(type(value)) is Sort.LEAF):
                    return False
                self.names[name] = value
        return all(batch.hold_leaves() for batch in self._batches)

    # -- putting back

    def restore(self, state: dict[str, object]) -> list[str]:
        """Put names and contents back; return the names from which something is reached that may not be as it was."""
        for name in state.keys() - self.names.keys():
            del state[name]
        state.update(self.names)
        stubborn = set(self._opaque)
        for batch in self._batches:
            stubborn.update(map(id, batch.restore()))
        unsure = self._reaching(stubborn)
        return [name for name, value in self.names.items() if id(value) in unsure]

    # -- the walk

    def _walk(self, reached: list[Any]) -> list[Any]:
        """Hold the containers among *reached* that are new; return what lies in them and is no leaf."""
        deeper: list[Any] = []
        for batch in _batched(self._new(reached)):
            self._batches.append(batch)
            if inner_ones := batch.inner():
                self._parents.append(batch)
                deeper += inner_ones
        return deeper

    def _new(self, reached: list[Any]) -> Iterable[Any]:
        """Return what is reached for the first time, and remember it."""
        unwalkable: dict[Kind, dict[int, object]] = {Sort.LAZY: self._lazy, Sort.OPAQUE: self._opaque}
        blocked = {type_: into for type_ in set(map(type, reached)) if (into := unwalkable.get(kind_of(type_))) is not None}
        if blocked:
            for target in reached:
                if type(target) in blocked:
                    blocked[type(target)][id(target)] = target
            reached = [target for target in reached if type(target) not in blocked]
        ids = list(map(id, reached))
        before = len(self.known)
        if self.known.isdisjoint(ids):
            self.known.update(ids)
            if len(self.known) == before + len(ids):
                return reached
            self._tangled = True
            return dict(zip(ids, reached, strict=True)).values()
        self._tangled = True
        new = {key: target for key, target in zip(ids, reached, strict=True) if key not in self.known}
        self.known.update(new)
        return new.values()


def _batched(targets: Iterable[Any]) -> Iterator[Batch]:
    """Put containers of one kind together."""
    dicts: list[dict[Any, Any]] = []
    lists: list[list[Any]] = []
    instances: list[Any] = []
    models: list[Any] = []
    objects: list[Any] = []
    shapes: list[Shape] = []
    for target in targets:
        kind = kind_of(type(target))
        if kind is Sort.DICT:
            dicts.append(target)
        elif kind is Sort.LIST:
            lists.append(target)
        elif isinstance(kind, Shape):
            if not kind.only_dict:
                objects.append(target)
                shapes.append(kind)
            elif issubclass(type(target), Model):
                models.append(target)
            else:
                instances.append(target)
    yield from (DictBatch(keys, group) for keys, group in _by_keys(dicts))
    if lists:
        yield ListBatch(lists)
    if instances:
        yield InstanceBatch(instances, models=False)
    if models:
        yield InstanceBatch(models, models=True)
    if objects:
        yield ObjectBatch(objects, shapes)


def _by_keys(dicts: list[dict[Any, Any]]) -> Iterable[tuple[Objects, list[dict[Any, Any]]]]:
    """Group dicts by their keys and the order of these: by equality where all are plain text, else by identity (``1 == True``)."""
    if not dicts:
        return []
    first = tuple(dicts[0])
    if same_objects(first * len(dicts), tuple(chain.from_iterable(dicts))):
        return [(first, dicts)]
    groups: dict[Objects, tuple[Objects, list[dict[Any, Any]]]] = {}
    for target in dicts:
        keys = tuple(target)
        mark = keys if all(type(key) is str for key in keys) else tuple(map(id, keys))
        groups.setdefault(mark, (keys, []))[1].append(target)
    return groups.values()
