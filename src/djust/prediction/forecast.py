"""Everything together: what can be predicted on the pages of one template, and why the rest cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.template import Context

from djust.prediction.effects import Pruner, effects, reads, rows_in
from djust.prediction.entries import Entries, Written, trees_in
from djust.prediction.members import edited
from djust.prediction.numbering import Numbers, Slots
from djust.prediction.parameters import parameters_in
from djust.prediction.scope import World
from djust.prediction.shown import Names
from djust.prediction.source import Definition, statements_of
from djust.prediction.state import Reader
from djust.prediction.survey import Survey
from djust.prediction.trees import Constant, Field, Local, OutOfReach, Path, Size, Slot, Told, Tree
from djust.template.parts import Part
from djust.template.texts import text_of
from djust.template.unit import Unit

#: Programs and parts of a page together take at most so many bytes; a handler that would need more is not predicted.
LIMIT: Final = 8_192


@dataclass(frozen=True, slots=True)
class Optimistic:
    """A handler that asks to be predicted: its source, or why there is none, and its parameters as they travel."""

    definition: Definition | str
    parameters: list[list[Any]]


class Forecast:
    """What a browser can work out by itself on the pages of one template.

    Attributes:
        statements: Of each handler that is predicted its program, with names.
        reasons: Of each other one why it is not.
        left_out: Parts that show what handlers write and that wait for the server, with the reason.
    """

    def __init__(self, unit: Unit, handlers: Mapping[str, Optimistic], world: World, *, autoescape: bool = True) -> None:
        self.handlers = handlers
        self.statements: dict[str, list[Tree]] = {}
        self._rows: dict[str, dict[Local, Path]] = {}
        self.reasons: dict[str, str] = {name: one.definition for name, one in handlers.items() if isinstance(one.definition, str)}
        self._properties = world.properties
        collections = {path for one in handlers.values() if not isinstance(one.definition, str) for path in edited(one.definition)}
        self._names = Names(world.shadowed, collections)
        self.survey = self._surveyed(unit, world) if not unit.opaque else None
        self.left_out: list[tuple[Part, str]] = []
        self.entries: list[Any] = []
        self.slots = Slots([], (), frozenset())
        if self.survey is None or not autoescape:
            why = "the page's template has no parts" if unit.opaque else "the template engine does not escape"
            self.reasons |= dict.fromkeys(handlers.keys() - self.reasons.keys(), why)
            return
        shown = frozenset(sight for sight in (*self.survey.page.values, *self.survey.page.truths) if isinstance(sight, tuple))
        world = replace(
            world, shown=shown, lists=self.survey.lists, members=self._members(False), same=self._members(True), sized=self._sized()
        )
        read = {name: statements_of(one.definition, world) for name, one in handlers.items() if not isinstance(one.definition, str)}
        while read:
            self._work_out(unit, read)
            if not read or self.weight() <= LIMIT:
                break
            heaviest = max(read, key=lambda name: len(json.dumps(self.program(name))))
            self.reasons[heaviest] = f"what the browser needs for it is more than {LIMIT} bytes"
            del read[heaviest]
        if not read:
            self.entries, self.statements = [], {}
        self.reader = Reader(self.survey, self.slots)

    def _work_out(self, unit: Unit, read: dict[str, list[Tree]]) -> None:
        """Find the parts that *read* handlers draw, the state that takes, and what is left of their programs; forget those of no effect."""
        assert self.survey is not None
        lists = self.survey.lists
        # Whatever is computed may be computed from what they write.
        written = Written(touched={(name,) for name in self._properties})
        for statements in read.values():
            written |= effects(statements, lists)
        entries = Entries(self.survey, written)
        self.entries = entries.block(unit.block, self._names)
        self.left_out = entries.left_out
        looked_at = [each for statements in read.values() for each in sorted(reads(statements), key=repr) if self._shown(*each)]
        self.slots = Slots(self.entries, looked_at, lists)
        self._rows = {name: rows_in(body) for name, body in read.items()}
        self.statements = {name: Pruner(body, self.slots.order, self.slots.fields).program(body) for name, body in read.items()}
        trees = trees_in(self.entries)
        for name, statements in self.statements.items():
            draws = effects(statements, lists, self._rows[name])
            if not any(map(draws.touches, trees)):
                self.reasons[name] = self._why(effects(read[name], lists))
        idle = self.statements.keys() & self.reasons.keys()
        for name in idle:
            del read[name], self.statements[name]
        if idle and read:
            self._work_out(unit, read)

    def _surveyed(self, unit: Unit, world: World) -> Survey:
        """Go through a template: once more, if handlers have collections, when it is known which of them its loops go through."""
        survey = Survey(unit.block, self._names)
        others = self._names.collections - survey.lists
        if not others:
            return survey
        self._names = Names(world.shadowed, self._names.collections, others)
        return Survey(unit.block, self._names)

    def _members(self, same: bool) -> dict[Path, tuple[tuple[Path | None, Any], ...]]:
        assert self.survey is not None
        found: dict[Path, dict[tuple[Path | None, Any], None]] = {}
        for listed, member in self.survey.members():
            # A value that the page prints needs no look at rows.
            if member.same == same and not (same and self.survey.page.always(member.holder)):
                found.setdefault(member.holder, {})[listed, member.subject] = None
        return {holder: tuple(subjects) for holder, subjects in found.items()}

    def _sized(self) -> frozenset[Path]:
        """Return the collections of which the page shows how much there is in them, or whether there is anything."""
        assert self.survey is not None
        page = self.survey.page
        return frozenset(path for path in self._names.sized if Size(path) in page.values or Size(path) in page.truths)

    def _shown(self, told: Told, field: Field | None) -> bool:
        """Whether the page ever shows something of what a program reads."""
        assert self.survey is not None
        sight: Any = told.path if isinstance(told, Slot) else told
        if field is None:
            page = self.survey.page
            return sight in self.survey.listings or sight in page.values or sight in page.truths
        return any(field in one.sightings.values or field in one.sightings.truths for one in self.survey.listings.get(sight, ()))

    def _why(self, written: Written) -> str:
        names = sorted({".".join(path) for path in (*written.slots, *written.lists, *(path for path, _ in written.fields))})
        if not names:
            return "nothing that it assigns can be worked out in the browser"
        reasons = "; ".join(sorted({f"<{part.element}>: {reason}" for part, reason in self.left_out})[:3])
        return f"no part of the page shows {', '.join(names)} in a way that the browser can draw" + (f" ({reasons})" if reasons else "")

    @property
    def roots(self) -> frozenset[str]:
        """The names of the state that have to do with it."""
        return self.slots.roots()

    # -- as it travels -----------------------------------------------------------------------------------------------------

    def __bool__(self) -> bool:
        return bool(self.statements)

    def program(self, name: str) -> list[Any]:
        """Return the program of a handler, as ``o`` of ``data-handlers``."""
        told, fixed = parameters_in(self.handlers[name].parameters)
        numbers = Numbers(self.slots, [parameter[0] for parameter in told])
        return [told, numbers.program([*fixed, *self.statements[name]], self._rows[name])]

    def parts(self, text_of: Callable[[Constant], str] | None = None) -> list[Any]:
        """Return the parts, in the language that *text_of* gives constants in."""
        return Numbers(self.slots, text_of=text_of or language_text).entries(self.entries)

    def weight(self) -> int:
        """Return how many bytes programs and parts take."""
        told = [self.parts(_some_text), [self.program(name) for name in self.statements]]
        return len(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def _some_text(constant: Constant) -> str:
    return str(constant.node)


def language_text(constant: Constant) -> str:
    """Return what a tag prints that depends on nothing but the active language.

    Raises:
        OutOfReach: It fails, or it is markup where text is needed.
    """
    try:
        printed = str(constant.node.render(Context()))
    except Exception as error:  # a URL that is none, say: the page says so where it is shown
        raise OutOfReach(f"a tag fails: {error}") from None
    if not constant.as_text:
        return printed
    text = text_of(printed)
    if text is None:
        raise OutOfReach("a tag prints markup")
    return text
