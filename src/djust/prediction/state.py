"""What a browser may know of a page's state: read after each render, told with the page and then as changes.

Values are read as data: keys of dictionaries and plain attributes. Where somebody's code would run (a property, a relation, ``__bool__``)
the value is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db.models import QuerySet

from djust.prediction.lists import UNKNOWN, Listed, change, same
from djust.prediction.numbering import Field, Slots
from djust.prediction.survey import Listing, Sightings, Steps, Survey
from djust.prediction.trees import SAFE, Arm, Path, Slot
from djust.template.lists import Rows
from djust.template.lookups import MISSING, PLAIN, data_attribute

#: What a template takes for false and prints as nothing: there is no such name.
ABSENT: Final = object()
#: Reads a name of the state: ABSENT where a template finds none, MISSING where it is not to be told.
Root = Callable[[str], Any]

#: Longer lists and texts stay on the server, and what depends on them is not predicted.
MOST_CELLS: Final = 8_000
MOST_TEXT: Final = 4_000
MOST_IN_LIST: Final = 16_000
_unsafe = re.compile("[\0\r\ud800-\udfff]").search
_SMALL: Final = frozenset((bool, type(None)))


class State:
    """What a browser is told at one moment: one value for each slot."""

    __slots__ = ("held", "values")

    def __init__(self, values: tuple[Any, ...], held: tuple[Any, ...]) -> None:
        self.values = values
        #: What each list was read from: where that is the same object, it is not read again.
        self.held = held

    def told(self) -> list[Any]:
        """Return all of it, by slot."""
        return [value.told() if isinstance(value, Listed) else value for value in self.values]

    def changes(self, before: State | None) -> list[Any]:
        """Return what a browser that knows *before* is told: slot, value, slot, value, …; all of it to one that knows nothing."""
        found: list[Any] = []
        if before is None:
            return [item for pair in enumerate(self.told()) for item in pair]
        for slot, (old, new) in enumerate(zip(before.values, self.values, strict=True)):
            if isinstance(old, Listed) and isinstance(new, Listed):
                told = change(old, new)
                if told is not None:
                    found += [slot, told]
            elif not same(old, new):
                found += [slot, new.told() if isinstance(new, Listed) else new]
        return found


class Reader:
    """Reads the state of the pages of one template."""

    def __init__(self, survey: Survey, slots: Slots) -> None:
        self._survey = survey
        self._slots = slots

    def read(self, root: Root, values: tuple[Any, ...], previous: State | None) -> State:
        """Return the state of a page that shows *values*."""
        found, held = [], []
        for number, slot in enumerate(self._slots.order):
            source: Any = None
            if isinstance(slot, Arm):
                steps, index = self._survey.page.arms[slot]
                told = _arm(values, steps, index)
            elif slot.path in self._slots.fields:
                told, source = self._list(slot, root, values, previous, number)
            else:
                told = _scalar(self._survey.page, slot.path, _value(root, slot.path), values)
            found.append(told)
            held.append(source)
        return State(tuple(found), tuple(held))

    def nothing(self) -> State:
        """Return the state of which nothing is known."""
        return State((UNKNOWN,) * len(self._slots.order), (None,) * len(self._slots.order))

    def _list(self, slot: Slot, root: Root, values: tuple[Any, ...], previous: State | None, number: int) -> tuple[Any, Any]:
        listed = _value(root, slot.path)
        if not (type(listed) in (list, tuple) or issubclass(type(listed), QuerySet)):
            return UNKNOWN, None
        standing = [(one, rows) for one in self._survey.listings[slot.path] if (rows := _rows(values, one)) is not None]
        if not standing:
            empty = type(listed) is list and not listed and _reached(self._survey.page.truths, slot.path, values)
            return (Listed(0, tuple(() for _ in self._slots.fields[slot.path])) if empty else UNKNOWN), None
        source = [rows for _, rows in standing]
        if previous is not None and previous.held[number] is not None and all(map(_is, previous.held[number], source)):
            return previous.values[number], source
        return self._columns(slot.path, standing), source

    def _columns(self, path: Path, standing: Sequence[tuple[Listing, Rows]]) -> Any:
        fields = self._slots.fields[path]
        items = standing[0][1].items
        if len(items) * max(len(fields), 1) > MOST_CELLS:
            return UNKNOWN
        columns = tuple(tuple(_column(field, items, standing)) for field in fields)
        written = sum(len(value) for column in columns for value in column if type(value) is str)
        return Listed(len(items), columns) if written <= MOST_IN_LIST else UNKNOWN


def _is(one: Any, other: Any) -> bool:
    return one is other


# -- what is shown -------------------------------------------------------------------------------------------------------


def _block(values: Any, steps: Steps) -> Any:
    """Return the values of the block that *steps* lead to, None where one of them is not taken."""
    for index, arms in steps:
        taken = values[index]
        if (-1 if taken is None else taken[0]) not in arms:
            return None
        values = taken[1] if taken is not None else ()
    return values


def _reached(ways: dict[Path, list[Steps]], path: Path, values: Any) -> bool:
    return any(_block(values, steps) is not None for steps in ways.get(path, ()))


def _arm(values: Any, steps: Steps, index: int) -> Any:
    block = _block(values, steps)
    if block is None:
        return UNKNOWN
    return None if block[index] is None else block[index][0]


def _rows(values: Any, listing: Listing) -> Rows | None:
    block = _block(values, listing.steps)
    return None if block is None else block[listing.index]


def _scalar(sightings: Sightings, path: Path, value: Any, values: Any) -> Any:
    if value is MISSING:
        return UNKNOWN
    if value is ABSENT:
        return (False,) if _reached(sightings.truths, path, values) else UNKNOWN
    shown = _reached(sightings.values, path, values)
    told = _told(value) if shown else UNKNOWN
    if told == UNKNOWN and type(told) is tuple and (shown or _reached(sightings.truths, path, values)):
        return value if type(value) is bool else (bool(value),) if type(value) in PLAIN else UNKNOWN
    return told


def _told(value: Any) -> Any:
    """Return what is told of a value that the page prints."""
    kind = type(value)
    if kind in _SMALL or (kind is int and -SAFE <= value <= SAFE):
        return value
    if kind is str and len(value) <= MOST_TEXT and not _unsafe(value):
        return value
    return UNKNOWN


# -- rows ----------------------------------------------------------------------------------------------------------------


def _column(field: Field, items: Sequence[Any], standing: Sequence[tuple[Listing, Rows]]) -> list[Any]:
    """Return what is told of one field of all rows."""
    if isinstance(field, Arm):
        for listing, rows in standing:
            if field in listing.sightings.arms:
                steps, index = listing.sightings.arms[field]
                return [_arm(row, steps, index) for row in rows.rows]
        return [UNKNOWN] * len(items)
    found = [_inside(item, field) for item in items]
    if any(listing.sightings.always(field) for listing, _ in standing):
        if set(map(type, found)) <= _SMALL:
            return found
        return [_scalar(_ALL, field, value, ()) for value in found]
    return [_first_told([(one.sightings, rows.rows[index]) for one, rows in standing], field, value) for index, value in enumerate(found)]


def _first_told(standing: Sequence[tuple[Sightings, Any]], field: Path, value: Any) -> Any:
    told: Any = UNKNOWN
    for sightings, row in standing:
        told = _scalar(sightings, field, value, row)
        if type(told) is not tuple:
            return told
    return told


class _Everything(dict[Path, list[Steps]]):
    def get(self, path: Any, default: Any = None) -> Any:
        return ((),)


#: Where every value is shown.
_ALL: Final = Sightings(values=_Everything())


# -- values --------------------------------------------------------------------------------------------------------------


def _value(root: Root, path: Path) -> Any:
    value = root(path[0])
    return value if value is MISSING or value is ABSENT else _inside(value, path[1:])


def _inside(value: Any, path: Path) -> Any:
    """Follow *path* from *value* through data only."""
    for name in path:
        kind = type(value)
        if kind is dict:
            value = value.get(name, MISSING if hasattr(dict, name) else ABSENT)
        else:
            value = data_attribute(value, kind, name)
        if value is MISSING or value is ABSENT:
            break
    return value
