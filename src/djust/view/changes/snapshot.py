"""The walk through a state, and everything it held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from itertools import chain
from typing import Any

from djust.view.changes.batches import Batch
from djust.view.changes.exchange import Exchange, exchanged, inner
from djust.view.changes.grouping import batched, walkable
from djust.view.changes.kinds import Kind, Sort, kind_of, same_leaf


class Snapshot:
    """The containers reached from a state, level by level, and what lay in each of them.

    Args:
        state: name → value, as after a render.
    """

    def __init__(self, state: Mapping[str, object]) -> None:
        self.names: dict[str, object] = dict(state)
        self._levels: list[list[Batch]] = []
        #: the level of every container that can be walked, by its ``id()``; the batches keep each alive, so no id can come to mean another
        self._known: dict[int, int] = {}
        #: of containers that lie in several places of the level above: how many places there are beyond the first
        self._shared: dict[int, int] = {}
        #: whether a container was reached from two levels: only then can an inner one hold an outer one
        self._knotted = False
        self._lazy: dict[int, object] = {}
        self._opaque: dict[int, object] = {}
        reached = inner(tuple(self.names.values()))
        while reached:
            new = self._new(reached)
            level = list(batched(new)) if new else []
            if level:
                self._levels.append(level)
            reached = list(chain.from_iterable(batch.inner() for batch in level if batch.deep))

    @property
    def known(self) -> Container[int]:
        """The ids of the containers that were looked into; it follows the snapshot when that keeps up with a state."""
        return self._known  # a dict: nothing is asked faster, and a thousand rows are a thousand questions

    # -- what changed

    def changed_objects(self) -> set[int]:
        """Return the ids of the containers that changed, and of those from which one that changed is reached."""
        return self._reaching(self._edited() | set(self._lazy) | set(self._opaque))

    def edited_objects(self) -> set[int]:
        """Return the same without those of which that cannot be known."""
        return self._reaching(self._edited())

    def _edited(self) -> set[int]:
        return {id(target) for level in self._levels for batch in level for target in batch.changed()}

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
            for level in reversed(self._levels):
                for batch in level:
                    if batch.deep:
                        grown.update(list(map(id, batch.holders(grown))))
            again = self._knotted and len(grown) > before
        return grown

    # -- keeping up

    def keep_up(self, state: Mapping[str, object], *, again: bool) -> bool:
        """Bring the snapshot up to *state* by what changed; else return False: a new walk is due, and the snapshot is of no more use.

        Leaves may have taken the place of leaves, and containers may have come, gone, and moved within their level: then only those that
        came are walked.

        Args:
            again: Look at everything again; else what was seen when it was last asked what changed may be taken.
        """
        moved = exchanged(tuple(self.names.values()), tuple(state.values()))
        self.names = dict(state)
        alive: list[Any] = []  # until all is settled no id may come to mean another object
        depth = 0
        while depth < len(self._levels) or moved.left or moved.came:
            alive += moved.left
            settled = self._settle(depth, moved)
            if settled is None:
                return False
            below = self._level_keeps_up(depth, *settled, again=again)
            if below is None:
                return False
            moved, depth = below, depth + 1
        while self._levels and not self._levels[-1]:
            self._levels.pop()
        return True

    def _settle(self, depth: int, moved: Exchange) -> tuple[set[int], list[Any]] | None:
        """Count what left and came; return the ids of those that are gone for good, and what is new. None: that cannot be told."""
        if not moved.left and not moved.came:
            return set(), []
        fewer = len(moved.left) - len(moved.came)
        types = set(map(type, chain(moved.left, moved.came)))
        if self._knotted or fewer * 2 > len(self._known) or not walkable(types):
            return None
        counts = Counter(map(id, moved.came))
        counts.subtract(map(id, moved.left))
        gone, new = set(), set()
        for key, count in counts.items():
            if count == 0:
                continue
            place = self._known.get(key)
            if place == depth:
                count += self._shared.pop(key, 0)
            elif place is None and count > 0:
                count -= 1
                new.add(key)
            else:  # it is held from another level as well
                return None
            if count > 0:
                self._shared[key] = count
            elif count < 0:
                gone.add(key)
                del self._known[key]
        self._known.update(dict.fromkeys(new, depth))
        return gone, list({id(target): target for target in moved.came if id(target) in new}.values()) if new else []

    def _level_keeps_up(self, depth: int, gone: set[int], new: list[Any], *, again: bool) -> Exchange | None:
        """Let the batches of a level keep up; return what left and came below it."""
        if depth == len(self._levels):
            self._levels.append([])
        level = self._levels[depth]
        left: list[Any] = []
        came: list[Any] = []
        for batch in level:
            moved = batch.keep_up(again=again)
            forgotten = batch.forget(gone) if gone else []
            if moved is None or forgotten is None:
                return None
            left += moved.left
            left += forgotten
            came += moved.came
        for fresh in batched(new) if new else ():
            came += fresh.inner()
            if not any(type(batch) is type(fresh) and batch.join(fresh) for batch in level):
                level.append(fresh)
        if gone:
            self._levels[depth] = [batch for batch in level if len(batch)]
        return Exchange(left, came)

    # -- putting back

    def restore(self, state: dict[str, object]) -> list[str]:
        """Put names and contents back; return the names from which something is reached that may not be as it was."""
        for name in state.keys() - self.names.keys():
            del state[name]
        state.update(self.names)
        stubborn = set(self._opaque)
        for level in self._levels:
            for batch in level:
                stubborn.update(map(id, batch.restore()))
        unsure = self._reaching(stubborn)
        return [name for name, value in self.names.items() if id(value) in unsure]

    # -- the walk

    def _new(self, reached: list[Any]) -> list[Any]:
        """Return what is reached for the first time, and remember it."""
        types = set(map(type, reached))
        if not walkable(types):
            unwalkable: dict[Kind, dict[int, object]] = {Sort.LAZY: self._lazy, Sort.OPAQUE: self._opaque}
            blocked = {type_: into for type_ in types if (into := unwalkable.get(kind_of(type_))) is not None}
            for target in reached:
                if type(target) in blocked:
                    blocked[type(target)][id(target)] = target
            reached = [target for target in reached if type(target) not in blocked]
        ids = list(map(id, reached))
        before, depth = len(self._known), len(self._levels)
        earlier = not self._known.keys().isdisjoint(ids)
        if not earlier:
            self._known.update(dict.fromkeys(ids, depth))
            if len(self._known) == before + len(ids):
                return reached
        self._knotted = self._knotted or earlier
        if not self._knotted:
            self._shared.update((key, count - 1) for key, count in Counter(ids).items() if count > 1)
        first = {id(target): target for target in reached if self._known.get(id(target), depth) == depth}
        self._known.update(dict.fromkeys(first, depth))
        return list(first.values())
