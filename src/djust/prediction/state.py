"""What a browser may know of a page's state: read after each render, told with the page and then as changes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from djust.prediction import columns
from djust.prediction.columns import Source
from djust.prediction.holdings import held as held_in
from djust.prediction.holdings import held_for, told_member, told_size
from djust.prediction.lists import UNKNOWN, Listed, change, same
from djust.prediction.numbering import Slots
from djust.prediction.survey import Branching, Survey
from djust.prediction.telling import Root, arm_at, block_at, follow, reached, told
from djust.prediction.trees import Arm, Member, Size, Slot, Told
from djust.template.lookups import MISSING
from djust.types import Changes


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

    def read(self, root: Root, values: tuple[Any, ...], previous: State | None = None, changes: Changes | None = None) -> State:
        """Return the state of a page that shows *values*.

        Args:
            previous: What was read after the last render.
            changes: What is different since then, if that is known.
        """
        found: list[Any] = []
        held: list[Source | None] = []
        for number, slot in enumerate(self._slots.order):
            source = None
            if isinstance(slot, Slot) and slot.path in self._slots.fields:
                source, listed = self._source(slot, values, root), follow(root, slot.path)
                before = (None, None) if previous is None else (previous.held[number], previous.values[number])
                now = self._list(slot, listed, source, values, before, changes)
            else:
                now = self._value(slot, root, values)
            found.append(now)
            held.append(source)
        return State(tuple(found), tuple(held))

    def _value(self, slot: Told, root: Root, values: tuple[Any, ...]) -> Any:
        """Return what is told of anything but a list."""
        page = self._survey.page
        if isinstance(slot, Arm):
            return UNKNOWN if self._runs_code(page.arms[slot], root) else arm_at(values, page.arms[slot])
        if isinstance(slot, Size):
            return told_size(page, slot, held_in(follow(root, slot.path)), values)
        if isinstance(slot, Member):
            subject = follow(root, slot.path) if slot.path else slot.subject
            return told_member(page, slot, held_for(slot, follow(root, slot.holder)), subject, values)
        return told(page, slot.path, follow(root, slot.path), values)

    def _runs_code(self, branching: Branching, root: Root) -> bool:
        """Whether more than data of the state decides which arm stands: then who knows what turns it."""
        paths = [variable.path for variable, _ in branching.reads or () if isinstance(variable, Slot)]
        return any(follow(root, path) is MISSING and root(path[0]) is not MISSING for path in paths)

    def nothing(self) -> State:
        """Return the state of which nothing is known."""
        return State((UNKNOWN,) * len(self._slots.order), (None,) * len(self._slots.order))

    def _source(self, slot: Slot, values: tuple[Any, ...], root: Root) -> Source | None:
        """Return the loops over a list that stand; None for none."""
        standing = [
            (one, block[one.index]) for one in self._survey.listings[slot.path] if (block := block_at(values, one.steps)) is not None
        ]
        if not standing:
            return None
        listings, rows = zip(*standing, strict=True)
        asked = {(one.holder, one.same): one for one in self._slots.fields[slot.path] if isinstance(one, Member)}
        return Source(listings, rows, {key: held_for(one, follow(root, one.holder)) for key, one in asked.items()})

    def _list(
        self, slot: Slot, listed: Any, source: Source | None, values: Any, earlier: tuple[Source | None, Any], changes: Changes | None
    ) -> Any:
        if not (type(listed) in (list, tuple) or issubclass(type(listed), QuerySet)):
            return UNKNOWN
        fields = self._slots.fields[slot.path]
        if source is None:
            empty = type(listed) is list and not listed and reached(self._survey.page.truths, slot.path, values)
            return Listed(0, tuple(() for _ in fields)) if empty else UNKNOWN
        held, before = earlier
        if held is not None and isinstance(before, Listed):
            if source.same(held):
                return before
            places = source.touched(held, listed, changes)
            if places is not None and len(places) * 4 < before.length:
                return columns.read_again(fields, source, before, places)
        return columns.read(fields, source)
