"""Which containers left, and which came, between two looks at the same place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, Final, NamedTuple

from djust.identity import Objects, common_ends, differing, same_objects
from djust.view.changes.kinds import Sort, kind_of, same_leaf

#: For so many objects a loop is quicker than what is made for thousands of them.
_FEW: Final = 16


class Exchange(NamedTuple):
    """Containers that left a place and containers that came, each as often as it did; one that stayed may be in both, equally often."""

    left: list[Any]
    came: list[Any]


def deep_types(contents: Iterable[object]) -> set[type]:
    """Return the types in *contents* that are no leaves."""
    return {type_ for type_ in set(map(type, contents)) if kind_of(type_) is not Sort.LEAF}


def inner(contents: Objects) -> list[Any]:
    """Return what in *contents* is no leaf."""
    return _of_types(contents, deep_types(contents))


def same_contents(held: Objects, now: Objects) -> bool:
    """Whether a container that had *held* shows the same with *now* in it."""
    return same_objects(held, now) or (len(held) == len(now) and all(map(same_leaf, held, now)))


def exchanged(held: Objects, now: Objects) -> Exchange:
    """Compare what lay in a place with what lies there now."""
    if len(held) == len(now) <= _FEW:
        for before, after in zip(held, now, strict=True):
            if before is not after and not (kind_of(type(before)) is kind_of(type(after)) is Sort.LEAF):
                break
        else:
            return Exchange([], [])
    if same_objects(held, now):
        return Exchange([], [])
    before, after = _apart(held, now)
    if len(before) > 1 and len(after) > 1:
        left, came = set(map(id, before)), set(map(id, after))
        if len(left) == len(before) and len(came) == len(after):  # nothing lies here twice: what is in both only moved
            if left == came:
                return Exchange([], [])
            moved = left & came
            if moved:
                before = tuple(target for target in before if id(target) not in moved)
                after = tuple(target for target in after if id(target) not in moved)
    deep = deep_types(chain(before, after))
    return Exchange(_of_types(before, deep), _of_types(after, deep))


def _apart(held: Objects, now: Objects) -> tuple[Objects, Objects]:
    """Return what is left of two tuples without places at which they hold the same."""
    if len(held) == len(now):
        places = differing(held, now)
        if len(places) * 2 > len(held):
            return held, now
        return tuple(map(held.__getitem__, places)), tuple(map(now.__getitem__, places))
    start, end = common_ends(held, now)
    return held[start : len(held) - end], now[start : len(now) - end]


def _of_types(contents: Objects, types: set[type]) -> list[Any]:
    return [target for target in contents if type(target) in types] if types else []
