"""The parts of a page that a prediction can draw, as entries (``docs/internals/wire.md``, 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, fields
from typing import Any

from djust.prediction.markup import Markup, decoded
from djust.prediction.shown import Names
from djust.prediction.survey import Survey
from djust.prediction.trees import Arm, Field, Member, OutOfReach, Path, Row, Size, Slot, Tree, Turn, asked, overlap, unknown, variables
from djust.prediction.walk import Scopes, in_rows
from djust.template.forms import Branch, Do, Enter, Leave, Loop
from djust.template.parts import ATTRIBUTES, INSIDE, ROWS, TAG_SOURCE, Block, Kind, Part
from djust.template.texts import attribute_text, text_of

#: The code of an entry whose operation is text.
TEXT = 0


@dataclass(frozen=True, slots=True)
class Written:
    """What handlers change in a way that a browser can follow."""

    slots: Set[Path] = field(default_factory=frozenset)
    #: Fields of rows, by list.
    fields: Set[tuple[Path, Field]] = field(default_factory=frozenset)
    #: Lists that get or lose rows, and those of them that get some.
    lists: Set[Path] = field(default_factory=frozenset)
    grown: Set[Path] = field(default_factory=frozenset)
    #: What they change in any way: paths, and fields of rows.
    touched: Set[Path] = field(default_factory=frozenset)
    touched_fields: Set[tuple[Path, Path]] = field(default_factory=frozenset)
    #: What is in collections, as far as no row asks.
    members: Set[Member] = field(default_factory=frozenset)

    def __or__(self, other: Written) -> Written:
        return Written(*(getattr(self, one.name) | getattr(other, one.name) for one in fields(self)))

    def may_change(self, variable: Slot | Row, path: Path) -> bool:
        """Whether *variable*, or what is at *path* of it, may be another one afterwards."""
        if isinstance(variable, Row) and any(one == variable.path and overlap(path, other) for one, other in self.touched_fields):
            return True
        return any(overlap(variable.path, one) for one in self.touched)

    def touches(self, tree: Tree) -> bool:
        """Whether the value of *tree* may be another afterwards."""
        for variable, path in variables(tree):
            if isinstance(variable, Slot | Size) and (variable.path in self.slots or variable.path in self.lists):
                return True
            if isinstance(variable, Member) and variable in self.members:
                return True
            if isinstance(variable, Turn) and variable.row.path in self.lists:
                return True
            if isinstance(variable, Row) and (variable.path, path) in self.fields:
                return True
        return False


class Entries:
    """Writes the entries of one template for what is *written*.

    Attributes:
        left_out: Why parts that show something of it are not among them: the part and the reason.
    """

    def __init__(self, survey: Survey, written: Written) -> None:
        self._survey = survey
        self._written = written
        self._markup = Markup(survey.rows)
        self._row: Row | None = None  # the row that is written at the moment
        self.left_out: list[tuple[Part, str]] = []

    def block(self, block: Block, names: Names) -> list[Tree]:
        """Return the entries of *block*."""
        scopes = Scopes(names.copy())
        found = []
        for item in block.items:
            if isinstance(item, Do | Enter | Leave):
                scopes.pass_by(item)
            elif isinstance(item, Part):
                tell = _ENTRIES.get(item.kind)
                if tell is not None and item.number >= 0:
                    try:
                        entry = tell(self, item, scopes.names.copy())
                    except OutOfReach as reason:
                        self.left_out.append((item, str(reason)))
                    else:
                        if entry is not None:
                            found.append([item.number, *entry])
                scopes.pass_part(item)
        return found

    # -- strings -----------------------------------------------------------------------------------------------------------

    def text(self, part: Part, names: Names) -> list[Any] | None:
        """The text of an element or a range."""
        if part.element == "head" or (part.drops_newline and part.kind is not Kind.RAW):
            raise OutOfReach("text that a parser puts elsewhere")
        tree = self._markup.string(part.printed, Scopes(names), decoded(lambda source: text_of(source, part.nul)))
        return [TEXT, tree] if self._written.touches(tree) else None

    def raw(self, part: Part, names: Names) -> list[Any] | None:
        """The text of ``title`` or ``textarea``; scripts and styles are no text for people."""
        if not part.decoded:
            raise OutOfReach(f"the content of <{part.element}>")
        entry = self.text(part, names)
        return [*entry, 1] if entry and part.drops_newline else entry

    def tag(self, part: Part, names: Names) -> list[Any] | None:
        if not part.attributes:
            tree = self._markup.string([*part.printed], Scopes(names))
            return [TAG_SOURCE, ["cat", *(tree[1:] if tree[0] == "cat" else [tree]), part.end]] if self._written.touches(tree) else None
        told = {}
        for name, quote, forms in zip(part.attributes, part.quotes, part.values, strict=True):
            try:
                tree = self._markup.string(forms, Scopes(names.copy()), decoded(_attribute(quote)))
            except OutOfReach as reason:
                self.left_out.append((part, f"{name}: {reason}"))
                continue
            if self._written.touches(tree):
                told[name] = tree
        return [ATTRIBUTES, told] if told else None

    # -- blocks ------------------------------------------------------------------------------------------------------------

    def branch(self, part: Part, names: Names) -> list[Any] | None:
        """A branch that turns, or in which something changes."""
        inside = [self.block(arm, names) for arm in part.arms]
        try:
            stands = self._stands(part, names)
        except OutOfReach as reason:
            stands = None
            self.left_out.append((part, f"its condition: {reason}"))
        sightings = self._survey.sightings_of(self._row)
        reads = sightings.arms[Arm(part.id)].reads if sightings else None
        if reads is not None and not any(self._written.may_change(*each) for each in reads):
            # Which arm stands the server knows; no handler turns it.
            return [INSIDE, self._arm(part), [[unknown(), entries] for entries in inside]] if any(inside) else None
        if stands is None:
            return None
        ways = [[self._html(part, number, names), entries] for number, entries in enumerate(inside)]
        told: list[Any] = [INSIDE, stands, ways]
        if not all(self._survey.always(*each) for test in _tests(stands) for each in asked(test)):
            told.append(self._arm(part))
        return told

    def _arm(self, part: Part) -> Tree:
        """Return the arm that the server says stands."""
        return [self._row, Arm(part.id)] if self._row is not None else [Arm(part.id)]

    def _stands(self, part: Part, names: Names) -> Tree:
        """Return the tree of the arm that stands."""
        if not isinstance(part.form, Loop):
            return self._markup.arm(part.form, names) if isinstance(part.form, Branch) else None
        row = self._survey.rows.get(part.arms[0].parts[0].id)
        if row is None:
            raise OutOfReach("a loop that goes through no list of the state")
        return ["if", ["len", [Slot(row.path)]], 0, 1]

    def _html(self, part: Part, number: int, names: Names) -> Tree:
        try:
            return self._markup.block(part.arms[number], names)
        except OutOfReach as reason:
            self.left_out.append((part, f"arm {number}: {reason}"))
            return unknown()

    def loop(self, part: Part, names: Names) -> list[Any] | None:
        """A loop over a list of the state."""
        row = self._survey.rows.get(part.id)
        if row is None:
            return None
        outer, self._row = self._row, row
        inside = self.block(part.arms[0], in_rows(names, part.form, row))
        self._row = outer
        if not inside and row.path not in self._written.lists:
            return None
        html, everything = unknown(), unknown()
        if row.path in self._written.grown:
            try:
                html, everything = self._markup.row(part, names), self._markup.rows(part, names)
            except OutOfReach as reason:
                self.left_out.append((part, f"a new row: {reason}"))
        found = {variable for tree in trees_in(inside) for variable, _ in variables(tree)}
        outside = {Slot(one.row.path) if isinstance(one, Turn) else one for one in found if isinstance(one, Slot | Size | Member | Turn)}
        return [ROWS, Slot(row.path), row, sorted(outside, key=repr), inside, html, everything]


def _tests(stands: Tree) -> Iterator[Tree]:
    """Yield the conditions of the arms, from the tree of the one that stands."""
    while isinstance(stands, list):
        yield stands[1]
        stands = stands[3]


def _attribute(quote: str) -> Callable[[str], str | None]:
    return lambda source: attribute_text(source, quote)


def trees_in(entries: list[Any]) -> list[Tree]:
    """Return all expressions in *entries*, those of rows and arms too."""
    found: list[Tree] = []
    for _, code, *rest in entries:
        if code == ATTRIBUTES:
            found += rest[0].values()
        elif code == INSIDE:
            stands, ways, *fallback = rest
            found += [stands, *fallback]
            for html, inside in ways:
                found += [html, *trees_in(inside)]
        elif code == ROWS:
            slot, _row, _reads, inside, html, everything = rest
            found += [["len", [slot]], html, everything, *trees_in(inside)]
        else:
            found.append(rest[0])
    return found


_ENTRIES: dict[Kind, Callable[[Entries, Part, Names], list[Any] | None]] = {
    Kind.CONTENT: Entries.text,
    Kind.VALUE: Entries.text,
    Kind.RAW: Entries.raw,
    Kind.TAG: Entries.tag,
    Kind.BRANCH: Entries.branch,
    Kind.LOOP: Entries.loop,
}
