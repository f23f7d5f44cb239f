"""What some names of the state feed, as operations that show it again on a page that has moved on.

Operations of `diff` lead from one state of a page to the next. These lead from any: whole texts, whole attributes, whole ranges. They go
inside a branch or an included template only where what stands there does not depend on the names; else that travels as a whole.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Set
from dataclasses import dataclass
from typing import Any

from djust.template.diff import Displaced, absolute_part, morph_plain
from djust.template.parts import INSIDE, Block, Kind, Part
from djust.template.plan import Values
from djust.template.regions import Region
from djust.template.unit import Unit
from djust.types import Op


def fed(old: Values, new: Values, names: Set[str], perhaps: Set[str], broken: Container[Region] = frozenset()) -> list[Op]:
    """Return the operations that show what *names* feed, as it is in *new*; none where the page is no tree of parts.

    Args:
        old: The values before the names were written.
        names: Names of the state.
        perhaps: Names that may have been computed from them; a part that reads one of these is fed if it differs between *old* and *new*.
        broken: What :meth:`Plan.region` gave for the ranges whose marks the browser could not find.
    """
    if new.unit.opaque or old.unit is not new.unit or None in broken:
        return []
    return list(_Feeding(names, perhaps, new.volatile, broken).block(new.unit, new.unit.block, old.root, new.root))


@dataclass(frozen=True, slots=True)
class _Feeding:
    names: Set[str]
    perhaps: Set[str]
    #: Parts whose evaluation ran somebody's code, which may have read anything.
    volatile: Set[int]
    broken: Container[Region]
    #: Whether the names of the template at hand may be other ones: an included template's.
    elsewhere: bool = False

    def block(self, unit: Unit, block: Block, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Op]:
        """Yield the operations of a block that stands in both states."""
        for part in block.numbered:
            before, after = old[part.index], new[part.index]
            inside = self._inside(unit, part, before, after)
            if inside is None and self._is_fed(unit.reads.get(part.id), part.id in self.volatile, before, after):
                inside = self._whole(part, after)
            if inside:
                yield inside

    def _is_fed(self, reads: frozenset[str] | None, volatile: bool, before: Any, after: Any) -> bool:
        if reads is not None and not reads.isdisjoint(self.names):
            return True
        may_be = reads is None or volatile or self.elsewhere or not reads.isdisjoint(self.perhaps)
        return may_be and before is not after and bool(before != after)

    def _inside(self, unit: Unit, part: Part, before: Any, after: Any) -> Op | None:
        """Return the operation inside what stands in a range, [] where nothing there is fed; None where it cannot be told apart."""
        if part.kind is Kind.BRANCH:
            reads = unit.chosen.get(part.id)
            decided = reads is None or not (reads.isdisjoint(self.names) and reads.isdisjoint(self.perhaps))
            if decided or before is None or after is None or before[0] != after[0] or part.id in self.broken:
                return None
            inside = list(self.block(unit, part.arms[after[0]], before[1], after[1]))
        elif part.kind is Kind.CALL and before[0] is after[0] and not after[0].opaque and part.id not in self.broken:
            called = _Feeding(self.names, self.perhaps, self.volatile, self.broken, elsewhere=True)
            inside = list(called.block(after[0], after[0].block, before[1], after[1]))
        else:
            return None
        return [part.number, INSIDE, inside] if inside else []

    def _whole(self, part: Part, value: Any) -> Op | None:
        if part.id in self.broken and part.kind.is_range:
            return morph_plain(part, value)
        try:
            return absolute_part(part, value)
        except Displaced:  # the reply brings it, with the range around
            return None
