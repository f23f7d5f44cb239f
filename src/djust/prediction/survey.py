"""What a page shows of the state: which lists its loops go through, where it prints a value as it is, where it shows a value's truth.

Only what is found here ever travels to a browser as state (a condition that no arm shows, a value that only a filter saw, stay where
they are). A sighting knows by which *steps* through the values of the page it is reached: where one of them is not taken, the value is
not in the page at that moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template import defaultfilters

from djust.prediction.shown import Names, bare_name, is_variable, names_asked
from djust.prediction.trees import Arm, Field, Member, OutOfReach, Path, Row, Size, Slot, Tree, Turn, size_in, variables
from djust.prediction.walk import Scopes, conditions, in_rows, row_of
from djust.template.forms import Branch, Do, Enter, Form, Leave, Loop, Value
from djust.template.parts import Block, Kind, Part

#: The way through a tree of values to a block inside: the index of a part's value, and the arms that it may stand in, -1 for none; or None:
#: it is a loop, and what its first row shows counts.
Step = tuple[int, frozenset[int] | None]
Steps = tuple[Step, ...]
#: What is shown: what lies at a path, how much there is in a collection, what is in it.
Sight = Path | Size | Member


@dataclass(frozen=True, slots=True)
class Branching:
    """A branch: the way to the block it stands in, its index there, and what its conditions read; None where that is nobody's to know."""

    steps: Steps
    index: int
    reads: tuple[tuple[Slot | Row, Path], ...] | None


@dataclass(slots=True)
class Sightings:
    """Ways to places that show something: one of them suffices."""

    values: dict[Sight, list[Steps]] = field(default_factory=lambda: defaultdict(list))
    truths: dict[Sight, list[Steps]] = field(default_factory=lambda: defaultdict(list))
    #: The branches.
    arms: dict[Arm, Branching] = field(default_factory=dict)

    def always(self, sight: Sight, *, truth: bool = False) -> bool:
        """Whether the value of *sight*, or at least its *truth*, is in the page whatever it shows."""
        return () in self.values.get(sight, ()) or (truth and () in self.truths.get(sight, ()))


@dataclass(slots=True)
class Listing:
    """A loop over a list of the state."""

    row: Row
    steps: Steps
    index: int
    sightings: Sightings = field(default_factory=Sightings)


class Survey:
    """Goes through a template once.

    Attributes:
        page: What is shown outside of rows.
        listings: The loops over lists of the state, by the list's path.
        rows: What each loop binds to its rows, by its part's id; None where that is no row of such a list.
    """

    def __init__(self, block: Block, names: Names) -> None:
        self.page = Sightings()
        self.listings: dict[Path, list[Listing]] = defaultdict(list)
        self.rows: dict[int, Row | None] = {}
        self._block(block, Scopes(names.copy()), (), None)

    @property
    def lists(self) -> frozenset[Path]:
        return frozenset(self.listings)

    def members(self) -> Iterator[tuple[Path | None, Member]]:
        """Yield what is shown of what is in collections, with the list whose rows show it."""
        for listed, sightings in [(None, self.page), *((path, one.sightings) for path, found in self.listings.items() for one in found)]:
            yield from ((listed, sight) for sight in sightings.truths if isinstance(sight, Member))

    def sightings_of(self, row: Row | None) -> Sightings | None:
        """Return what is shown in rows of a loop, or outside of rows."""
        if row is None:
            return self.page
        return next((one.sightings for one in self.listings[row.path] if one.row is row), None)

    def always(self, variable: Any, path: Field | None, truth: bool) -> bool:
        """Whether a page always has the value, or the *truth*, of *variable* (of the field at *path* of it)."""
        if isinstance(variable, Slot):
            return variable.path in self.listings or self.page.always(variable.path, truth=truth)
        if isinstance(variable, Size | Member):
            return self.page.always(variable, truth=truth)
        if isinstance(variable, Row) and isinstance(path, tuple | Member):
            return any(one.row is variable and one.sightings.always(path, truth=truth) for one in self.listings[variable.path])
        return isinstance(variable, Arm | Turn) or isinstance(path, Arm)

    def _block(self, block: Block, scopes: Scopes, steps: Steps, listing: Listing | None) -> None:
        for item in block.items:
            if isinstance(item, Do | Enter | Leave):
                scopes.pass_by(item)
            elif isinstance(item, Part):
                self._part(item, scopes.names, steps, listing)
                scopes.pass_part(item)

    def _part(self, part: Part, names: Names, steps: Steps, listing: Listing | None) -> None:
        found = listing.sightings if listing else self.page
        if part.kind is Kind.BRANCH:
            if not _in_loop(steps):  # there it stands many times
                found.arms[Arm(part.id)] = Branching(steps, part.index, _reads(part, names))
            if isinstance(part.form, Branch):
                self._conditions(part, names, steps, listing)
            elif (row := row_of(names, part.form)) is not None:
                self._note([Slot(row.path)], steps, listing, truth=True)
            for number, arm in enumerate(part.arms):
                self._block(arm, Scopes(names.copy()), (*steps, (part.index, frozenset((number,)))), listing)
        elif part.kind is Kind.LOOP:
            self._loop(part, names, steps, listing)
        elif part.kind not in (Kind.CALL, Kind.OPAQUE):
            for forms in part.values if part.attributes else [part.printed]:
                self._string(forms, names, steps, listing)

    def _loop(self, part: Part, names: Names, steps: Steps, listing: Listing | None) -> None:
        row = self.rows[part.id] = None if listing or _in_loop(steps) else row_of(names, part.form)
        inside: Steps = (*steps, (part.index, None))  # of another list, or of one in a row: it may have no rows at all
        if row is not None:
            listing, inside = Listing(row, steps, part.index), ()
            self.listings[row.path].append(listing)
        self._block(part.arms[0], Scopes(in_rows(names, part.form, row)), inside, listing)

    def _conditions(self, part: Part, names: Names, steps: Steps, listing: Listing | None) -> None:
        """A condition was asked where no arm before its own stands."""
        arms = frozenset(range(-1, len(part.arms)))
        for number, condition in enumerate(conditions(part.form)):
            tree = None if condition is None else bare_name(names, condition)
            reached = (*steps, (part.index, arms - frozenset(range(number)))) if number else steps
            self._note(tree, reached, listing, truth=True)

    def _string(self, forms: Sequence[Form], names: Names, steps: Steps, listing: Listing | None) -> None:
        """Values in a string, and the first condition of each branch; what its arms print is not followed."""
        scopes = Scopes(names.copy())
        for form in forms:
            if isinstance(form, Do | Enter | Leave):
                scopes.pass_by(form)
            elif isinstance(form, Branch) and not form.lasting:
                condition = conditions(form)[0]
                tree = None if condition is None else bare_name(scopes.names, condition)
                self._note(tree, steps, listing, truth=True)
                if tree is not None and _shown_where_true(form, tree, scopes.names):
                    self._note(tree, steps, listing, truth=False)
            elif isinstance(form, Value):
                for tree, truth in _printed(form, scopes.names):
                    self._note(tree, steps, listing, truth=truth)

    def _note(self, tree: Tree | None, steps: Steps, listing: Listing | None, *, truth: bool) -> None:
        if not isinstance(tree, list) or not tree:
            return
        shown: Any = size_in(tree) or tree[0]
        if isinstance(tree[0], Row) and listing is not None and listing.row is tree[0]:
            (listing.sightings.truths if truth else listing.sightings.values)[tree[1]].append(steps)
        elif isinstance(shown, Slot | Size | Member):
            outer: Steps = (*listing.steps, (listing.index, None)) if listing else ()
            sight = shown.path if isinstance(shown, Slot) else shown
            (self.page.truths if truth else self.page.values)[sight].append(outer + steps)


def _shown_where_true(form: Branch, asked: Tree, names: Names) -> bool:
    """Whether a branch in a string prints the name that it asks for, as it is, where that is true: ``{% if n %}{{ n }}{% endif %}``."""
    tests = conditions(form)
    negated: Any = tests[0]
    arm = 0
    while negated.id == "not":
        negated, arm = negated.first, 1 - arm
    if arm and (len(tests) != 2 or tests[1] is not None):
        return False
    plain = all(not isinstance(one, Do | Enter | Leave) for one in form.arms[arm].body)
    values = [one for one in form.arms[arm].body if isinstance(one, Value)]
    return plain and any(tree == asked and not truth for one in values for tree, truth in _printed(one, names))


def _in_loop(steps: Steps) -> bool:
    return any(arms is None for _, arms in steps)


def _reads(part: Part, names: Names) -> tuple[tuple[Slot | Row, Path], ...] | None:
    """Return what decides which arm of a branch stands."""
    found: list[tuple[Slot | Row, Path]] = []
    if isinstance(part.form, Loop):
        row = row_of(names, part.form)
        return ((Slot(row.path), ()),) if row is not None else None
    if part.form.lasting:
        return None
    for condition in conditions(part.form):
        trees = [] if condition is None else names_asked(names, condition)
        if trees is None:
            return None
        for tree in trees:
            for variable, path in variables(tree):
                if isinstance(variable, Size | Turn):
                    found.append((Slot(variable.path if isinstance(variable, Size) else variable.row.path), ()))
                elif isinstance(variable, Slot | Row):
                    found.append((variable, path if isinstance(path, tuple) else ()))
    return tuple(found)


def _printed(form: Value, names: Names) -> Iterator[tuple[Tree, bool]]:
    """Yield the name that a value prints as it is, or whose truth it shows."""
    expression = getattr(form.node, "filter_expression", None)
    if expression is None or not expression.is_var or expression.var.lookups is None:
        return
    first = expression.filters[0][0] if expression.filters else None
    shows_truth = first in (defaultfilters.yesno, defaultfilters.default)
    shows_size = first is defaultfilters.length and len(expression.filters) == 1
    if not (is_variable(expression) or shows_truth or shows_size):
        return
    try:
        tree = names.find(expression.var.lookups[0], tuple(expression.var.lookups[1:]))
    except OutOfReach:
        return
    if shows_truth or bool(size_in(tree)) == shows_size:
        yield tree, shows_truth
