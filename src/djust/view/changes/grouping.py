"""Puts containers of one kind together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db.models import Model

from djust.identity import Objects, same_objects
from djust.view.changes.batches import Batch
from djust.view.changes.dicts import DictBatch
from djust.view.changes.kinds import Sort, kind_of
from djust.view.changes.lists import ListBatch
from djust.view.changes.objects import InstanceBatch, ObjectBatch
from djust.view.changes.shapes import Shape


def batched(targets: Sequence[Any]) -> Iterator[Batch]:
    """Yield a batch for each kind of container in *targets*."""
    types = set(map(type, targets))
    if types == {dict}:  # the rows of a page: none needs to be looked at by itself
        yield from (DictBatch(keys, group) for keys, group in _by_keys(tuple(targets)))
        return
    models: list[Any] = []
    instances: list[Any] = []
    objects: list[Any] = []
    shapes: list[Shape] = []
    for type_ in types:
        kind = kind_of(type_)
        if not isinstance(kind, Shape):
            continue
        group = [target for target in targets if type(target) is type_]
        if not kind.only_dict:
            objects += group
            shapes += [kind] * len(group)
        elif issubclass(type_, Model):
            models += group
        else:
            instances += group
    if dict in types:
        yield from (DictBatch(keys, group) for keys, group in _by_keys(tuple(target for target in targets if type(target) is dict)))
    if list in types:
        yield ListBatch(tuple(target for target in targets if type(target) is list))
    if instances:
        yield InstanceBatch(tuple(instances), models=False)
    if models:
        yield InstanceBatch(tuple(models), models=True)
    if objects:
        yield ObjectBatch(tuple(objects), shapes)


def walkable(types: Iterable[type]) -> bool:
    """Whether containers of these types can all be looked into."""
    return all(kind_of(type_) not in (Sort.LAZY, Sort.OPAQUE) for type_ in types)


def _by_keys(dicts: tuple[dict[Any, Any], ...]) -> Iterable[tuple[Objects, tuple[dict[Any, Any], ...]]]:
    """Group dicts by their keys and the order of these: by equality where all are plain text, else by identity (``1 == True``)."""
    first = tuple(dicts[0])
    if same_objects(first * len(dicts), tuple(chain.from_iterable(dicts))):
        return [(first, dicts)]
    groups: dict[Objects, tuple[Objects, list[dict[Any, Any]]]] = {}
    for target in dicts:
        keys = tuple(target)
        mark = keys if all(type(key) is str for key in keys) else tuple(map(id, keys))
        groups.setdefault(mark, (keys, []))[1].append(target)
    return [(keys, tuple(group)) for keys, group in groups.values()]
