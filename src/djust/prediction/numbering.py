"""Trees as they travel: numbers for variables and fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from djust.prediction.entries import trees_in
from djust.prediction.lowering import END, Lowering, field_text
from djust.prediction.trees import (
    Constant,
    Field,
    Local,
    Member,
    OutOfReach,
    Path,
    Row,
    Size,
    Slot,
    Told,
    Tree,
    Turn,
    Variable,
    unknown,
    variables,
)
from djust.template.parts import ATTRIBUTES, INSIDE, ROWS


class Slots:
    """What a page has of the state: values, lists with the fields of their rows, arms.

    Attributes:
        order: The slots by number.
        fields: The fields of the rows of each list, by number.
    """

    def __init__(self, entries: list[Any], read: Sequence[tuple[Told, Field | None]], lists: frozenset[Path]) -> None:
        self.order: list[Told] = []
        self.fields: dict[Path, list[Field]] = {}
        for tree in trees_in(entries):
            for variable, field in variables(tree):
                if isinstance(variable, Row):
                    self._take(Slot(variable.path), field, lists)
                elif isinstance(variable, Told):
                    self._take(variable, None, lists)
        for variable, field in read:
            self._take(variable, field, lists)

    def roots(self) -> frozenset[str]:
        """Return the names of the state that are told of."""
        found = {slot.path[0] for slot in self.order if isinstance(slot, Slot | Size)}
        members = [one for one in (*self.order, *(field for fields in self.fields.values() for field in fields)) if isinstance(one, Member)]
        found |= {member.holder[0] for member in members}
        return frozenset(found | {one.subject[0] for one in self.order if isinstance(one, Member) and isinstance(one.subject, tuple)})

    def _take(self, slot: Told, field: Field | None, lists: frozenset[Path]) -> None:
        if slot not in self.order:
            self.order.append(slot)
            if isinstance(slot, Slot) and slot.path in lists:
                self.fields[slot.path] = []
        if field is not None and isinstance(slot, Slot) and field not in self.fields[slot.path]:
            self.fields[slot.path].append(field)


class Numbers:
    """Writes trees with the numbers of one handler, or of the page.

    Args:
        parameters: The handler's, in order.
        text_of: What a constant of the template prints in the language at hand.
    """

    def __init__(self, slots: Slots, parameters: Sequence[str] = (), text_of: Callable[[Constant], str] | None = None) -> None:
        self._fields = slots.fields
        self._numbers: dict[Variable, int] = {slot: number for number, slot in enumerate(slots.order)}
        self._row = len(slots.order)
        self._text_of = text_of
        self._rows: Mapping[Local, Path] = {}
        self._lowering = Lowering(self._fields, self._rows)
        for name in parameters:
            self._number(Local(name))

    def _number(self, variable: Variable) -> int:
        if isinstance(variable, Row):
            return self._row  # no two of them are open at once
        if isinstance(variable, Turn):
            return self._row + 1
        return self._numbers.setdefault(variable, len(self._numbers))

    def tree(self, tree: Tree) -> Any:
        """Return an expression as it travels."""
        return self._written(self._lowering.value(tree))

    def _written(self, tree: Tree) -> Any:
        if isinstance(tree, Constant):
            return self._text_of(tree) if self._text_of else ""
        if not isinstance(tree, list) or not tree:
            return tree
        if isinstance(tree[0], Variable):
            listed = self._rows.get(tree[0]) if isinstance(tree[0], Local) else getattr(tree[0], "path", None)
            fields = [self._fields[listed].index(tree[1])] if len(tree) > 1 and listed is not None else []
            return [self._number(tree[0]), *fields]
        return [tree[0], *(self._number(one) if isinstance(one, Variable) else self._written(one) for one in tree[1:])]

    # -- programs ----------------------------------------------------------------------------------------------------------

    def program(self, statements: list[Tree], rows: Mapping[Local, Path]) -> list[Any]:
        """Return the statements of a program as they travel; *rows* says of which list a variable holds a row."""
        self._rows = rows
        self._lowering = Lowering(self._fields, rows)
        return [self._statement(one) for one in statements]

    def _statement(self, one: Tree) -> list[Any]:
        match one:
            case ["=", target, tree]:
                return ["=", self.tree(tree), self._number(target)]
            case ["=", target, tree, field]:
                return ["=", self.tree(tree), self._number(target), self._fields[self._rows[target]].index(field)]
            case ["if", test, then, otherwise, doubtful]:
                condition = self._written(self._lowering.condition(test))
                ways = [[self._statement(inner) for inner in way] for way in (then, otherwise)]
                return _short(["if", condition, *ways, [self._number(slot) for slot in doubtful]])
            case ["each", listed, row, body, doubtful]:
                inside = [self._statement(inner) for inner in body]
                return _short(["each", self._written(listed), self._number(row), inside, [self._number(slot) for slot in doubtful]])
            case ["del", listed, row]:
                changed = ["del", [listed], self._lowering.row(listed, row)]
                return ["=", self._written(changed), self._number(listed)]
            case ["add", listed, place, fields]:
                given = [self._lowering.value(fields.get(field, unknown())) for field in self._fields[listed.path]]
                changed = ["add", [listed], END if place is None else self._lowering.value(place), *given]
                return ["=", self._written(changed), self._number(listed)]
            case ["end"]:
                return ["if", unknown()]
        return list(one)

    # -- parts -------------------------------------------------------------------------------------------------------------

    def entries(self, entries: list[Any]) -> list[Any]:
        """Return the entries of a block as they travel, less those that this language puts out of reach."""
        found = []
        for number, code, *rest in entries:
            with suppress(OutOfReach):
                if code == ATTRIBUTES:
                    found += [[number, code, self.tree(tree), name] for name, tree in rest[0].items()]
                else:
                    found.append([number, code, *self._entry(code, rest)])
        return found

    def _entry(self, code: int, rest: list[Any]) -> list[Any]:
        if code == INSIDE:
            stands, ways, *fallback = rest
            return [self.tree(stands), [[self.tree(html), self.entries(inside)] for html, inside in ways], *map(self.tree, fallback)]
        if code == ROWS:
            slot, row, outside, inside, html, everything = rest
            numbers = [self._number(one) for one in outside]
            return [[self._number(slot)], self._number(row), numbers, self.entries(inside), self.tree(html), self.tree(everything)]
        tree, *is_field = rest
        return [self.tree(field_text(tree) if is_field else tree)]


def _short(statement: list[Any]) -> list[Any]:
    """Return *statement* without what is empty at its end."""
    while not statement[-1]:
        statement.pop()
    return statement
