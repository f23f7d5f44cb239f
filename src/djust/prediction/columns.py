"""The fields of the rows of a list, as columns; after an event only those rows are read again that something happened to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from djust.identity import differing, places_of, same_objects
from djust.prediction.holdings import Held, told_member
from djust.prediction.lists import UNKNOWN, Listed
from djust.prediction.survey import Branching, Listing
from djust.prediction.telling import ABSENT, MOST_TEXT, arm_at, in_full, inside, told, truth_of, unsafe
from djust.prediction.trees import SAFE, Arm, Field, Member, Path, Row
from djust.template.lists import Rows
from djust.template.lookups import MISSING
from djust.types import Changes

#: Longer lists stay on the server, and what depends on them is not predicted.
MOST_CELLS: Final = 8_000
MOST_TEXT_IN_LIST: Final = 16_000
_FLAGS: Final = frozenset((bool, type(None)))


@dataclass(frozen=True, slots=True)
class Source:
    """What a list is read from: the loops over it that stand in the page, what these show, and what is in the collections they ask."""

    listings: tuple[Listing, ...]
    rows: tuple[Rows, ...]
    holders: Mapping[tuple[Path, bool], Held | None]

    @property
    def items(self) -> tuple[Any, ...]:
        return self.rows[0].items

    def same(self, other: Source) -> bool:
        """Whether this is the very same."""
        return self.listings == other.listings and same_objects(self.rows, other.rows) and self.holders == other.holders

    def touched(self, before: Source, listed: Any, changes: Changes | None) -> set[int] | None:
        """Return the rows that may not be as they were in *before*; None if that cannot be said."""
        if changes is None or type(listed) is not list or id(listed) not in changes.known or self.holders != before.holders:
            return None
        if self.listings != before.listings or not same_objects(self.items, before.items):
            return None
        found = set(places_of(self.items, changes.objects)) if changes.objects else set()
        for old, new in zip(before.rows, self.rows, strict=True):
            found.update(differing(old.rows, new.rows))
        return found


def read(fields: Sequence[Field], source: Source) -> Listed | tuple[()]:
    """Return all of a list; UNKNOWN if that is too much."""
    length = len(source.items)
    if length * max(len(fields), 1) > MOST_CELLS:
        return UNKNOWN
    return _bounded(Listed(length, tuple(tuple(_column(field, source)) for field in fields)))


def read_again(fields: Sequence[Field], source: Source, before: Listed, places: Iterable[int]) -> Listed | tuple[()]:
    """Return a list of which only the rows at *places* are other ones than *before*."""
    columns = [[*column] for column in before.columns]
    for place in places:
        for column, field in zip(columns, fields, strict=True):
            column[place] = _cell(field, source, place)
    return _bounded(Listed(before.length, tuple(map(tuple, columns))))


def _bounded(listed: Listed) -> Listed | tuple[()]:
    texts = sum(len(value) for column in listed.columns if str in set(map(type, column)) for value in column if type(value) is str)
    return listed if texts <= MOST_TEXT_IN_LIST else UNKNOWN


def _column(field: Field, source: Source) -> list[Any]:
    if isinstance(field, Member) and any(listing.sightings.always(field, truth=True) for listing in source.listings):
        holder = source.holders[field.holder, field.same]
        return [UNKNOWN if holder is None else holder.told(subject) for subject in _values(field.path, source.items)]
    if not isinstance(field, tuple) or not any(listing.sightings.always(field) for listing in source.listings):
        return [_cell(field, source, place) for place in range(len(source.items))]
    found = _values(field, source.items)
    kinds = set(map(type, found))
    if kinds <= _FLAGS:
        return found
    if kinds == {int} and min(found) >= -SAFE and max(found) <= SAFE:
        return found
    if kinds == {str} and max(map(len, found)) <= MOST_TEXT and not unsafe("".join(found)):
        return found
    return [_shown(value) for value in found]


def _values(field: tuple[str, ...], items: Sequence[Any]) -> list[Any]:
    if len(field) == 1 and set(map(type, items)) == {dict} and not hasattr(dict, field[0]):
        (name,) = field
        return [item.get(name, ABSENT) for item in items]
    return [inside(item, field) for item in items]


def _cell(field: Field, source: Source, place: int) -> Any:
    """Return what is told of one field of one row."""
    if isinstance(field, Arm):
        for listing, rows in zip(source.listings, source.rows, strict=True):
            if field in listing.sightings.arms:
                return _arm(listing.sightings.arms[field], source.items[place], rows.rows[place])
        return UNKNOWN
    if isinstance(field, Member):
        return _membership(field, source, place)
    value = inside(source.items[place], field)
    found = [told(listing.sightings, field, value, rows.rows[place]) for listing, rows in zip(source.listings, source.rows, strict=True)]
    full = [one for one in found if type(one) is not tuple]
    return full[0] if full else max(found, key=len)


def _membership(member: Member, source: Source, place: int) -> Any:
    subject = inside(source.items[place], member.path)
    for listing, rows in zip(source.listings, source.rows, strict=True):
        told_here = told_member(listing.sightings, member, source.holders[member.holder, member.same], subject, rows.rows[place])
        if told_here is not UNKNOWN:
            return told_here
    return UNKNOWN


def _arm(branching: Branching, item: Any, row: Any) -> Any:
    """Return which arm stands in a row, if only data decides that."""
    paths = [path for variable, path in branching.reads or () if isinstance(variable, Row)]
    return UNKNOWN if any(inside(item, path) is MISSING for path in paths) else arm_at(row, branching)


def _shown(value: Any) -> Any:
    found = in_full(value)
    return truth_of(value) if found is UNKNOWN else found
