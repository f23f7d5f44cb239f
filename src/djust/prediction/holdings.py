"""What is told of collections: how much there is in them, and what of that which the page asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from djust.prediction.lists import UNKNOWN
from djust.prediction.survey import Sightings
from djust.prediction.telling import in_full, reached
from djust.prediction.trees import Member, Size

#: What is compared as data: nobody's code runs.
_ITEMS: Final = frozenset((bool, int, float, str, bytes, type(None), Decimal, UUID, date, datetime))
_SETS: Final = frozenset((set, frozenset))
_LISTS: Final = frozenset((list, tuple))
#: Nothing is told of larger ones.
MOST_ITEMS: Final = 8_000


@dataclass(frozen=True, slots=True)
class Held:
    """What is in a collection at one moment: the things that are there once, and those that are there more often."""

    length: int
    once: frozenset[Any]
    more: frozenset[Any] = frozenset()

    def told(self, subject: Any) -> Any:
        """Return what is told of whether *subject* is in it."""
        if in_full(subject) is UNKNOWN:
            return UNKNOWN
        return True if subject in self.once else (True,) if subject in self.more else False


def held(value: Any) -> Held | None:
    """Return what is in *value*; None where it is no set or list of plain values, or too long."""
    kind = type(value)
    if not (kind in _SETS or kind in _LISTS) or len(value) > MOST_ITEMS or not set(map(type, value)) <= _ITEMS:
        return None
    once = frozenset(value)
    if len(once) == len(value):
        return Held(len(value), once)
    more = frozenset(one for one, times in Counter(value).items() if times > 1)
    return Held(len(value), once - more, more)


def held_for(member: Member, value: Any) -> Held | None:
    """Return what *member* is asked of, of the value at its holder."""
    if not member.same:
        return held(value)
    return None if in_full(value) is UNKNOWN else Held(1, frozenset((value,)))


def told_size(sightings: Sightings, size: Size, holder: Held | None, values: Any) -> Any:
    """Return what is told of the size of a collection on a page that shows *values*: the number where it prints that."""
    if holder is None:
        return UNKNOWN
    if reached(sightings.values, size, values):
        return holder.length
    return ((True,) if holder.length else 0) if reached(sightings.truths, size, values) else UNKNOWN


def told_member(sightings: Sightings, member: Member, holder: Held | None, subject: Any, values: Any) -> Any:
    """Return what is told of a membership on a page, or in a row, that shows *values*."""
    if holder is None or not reached(sightings.truths, member, values):
        return UNKNOWN
    return holder.told(subject)
