"""What a program changes, and what is left of it where a page shows only a part of that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set

from djust.prediction.entries import Written
from djust.prediction.trees import (
    Field,
    Local,
    Member,
    Path,
    Size,
    Slot,
    Told,
    Tree,
    Variable,
    is_unknown,
    operation,
    overlap,
    unknown,
    variables,
)


def rows_in(statements: list[Tree]) -> dict[Local, Path]:
    """Return of which list each variable of a program holds a row."""
    found: dict[Local, Path] = {}
    for one in each_statement(statements):
        if one[0] == "each":
            found[one[2]] = one[1][0].path
        elif one[0] == "=" and len(one) == 3 and isinstance(one[1], Local) and isinstance(one[2], list):
            tree = one[2]
            if tree[:1] == ["at"]:
                found[one[1]] = tree[1][0].path
            elif len(tree) == 1 and tree[0] in found:
                found[one[1]] = found[tree[0]]
    return found


def each_statement(statements: list[Tree]) -> Iterator[Tree]:
    """Yield every statement, those inside others after the one that holds them."""
    for one in statements:
        yield one
        for inner in one[2:4] if one[0] == "if" else one[3:4] if one[0] == "each" else one[1:] if one[0] == "tried" else ():
            yield from each_statement(inner)


def effects(statements: list[Tree], lists: Set[Path], rows: Mapping[Local, Path] | None = None) -> Written:
    """Return what a program changes in a way that a browser can follow; *rows*: what `rows_in` gave before it was pruned."""
    slots: set[Path] = set()
    fields: set[tuple[Path, Field]] = set()
    members: set[Member] = set()
    moved: set[Path] = set()
    grown: set[Path] = set()
    touched: set[Path] = set()
    touched_fields: set[tuple[Path, Path]] = set()
    rows = rows_in(statements) if rows is None else rows
    for one in each_statement(statements):
        if one[0] in ("=", "add", "del") and isinstance(one[1], Slot | Size):
            touched.add(one[1].path)
        elif one[0] == "=" and isinstance(one[-1] if len(one) == 4 else one[1], Member):
            touched.add((one[-1] if len(one) == 4 else one[1]).holder)
        elif one[0] == "=" and len(one) == 4 and one[1] in rows:
            touched_fields.add((rows[one[1]], one[3]))
        match one:
            case ["=", Slot(path) | Size(path), tree] if not is_unknown(tree) and path not in lists:
                slots.add(path)
            case ["=", Member() as member, tree] if not is_unknown(tree):
                members.add(member)
            case ["=", Local() as row, tree, tuple() | Member() as field] if not is_unknown(tree) and row in rows:
                fields.add((rows[row], field))
            case ["add", Slot(path), *_]:
                moved.add(path)
                grown.add(path)
            case ["del", Slot(path), *_]:
                moved.add(path)
    return Written(slots, fields, moved, grown, touched, touched_fields, members)


def reads(statements: list[Tree]) -> set[tuple[Told, Field | None]]:
    """Return what a program reads: (what is told, None), or (list, field)."""
    rows = rows_in(statements)
    found: set[tuple[Told, Field | None]] = set()
    for one in each_statement(statements):
        for tree in _expressions(one):
            for variable, path in variables(tree):
                if isinstance(variable, Slot | Size | Member):
                    found.add((variable, None))
                elif isinstance(variable, Local) and variable in rows and isinstance(path, tuple | Member):
                    found.add((Slot(rows[variable]), path))
    return found


def _expressions(statement: Tree) -> list[Tree]:
    code = statement[0]
    if code == "add":
        return [statement[2], *statement[3].values()]
    return [statement[2]] if code in ("=", "del") else [statement[1]] if code in ("if", "each") else []


class Pruner:
    """Takes out of a program what a page has no slot for.

    Args:
        slots: What the page has.
        fields: Of each list among them the fields of its rows.
    """

    def __init__(self, statements: list[Tree], slots: Collection[Variable], fields: Mapping[Path, Sequence[Field]]) -> None:
        self._slots = slots
        self._fields = fields
        self._rows = rows_in(statements)
        # What is set and read within one run of the handler is a variable of its own.
        self._own = {one[1] for one in each_statement(statements) if one[0] == "=" and isinstance(one[1], Slot | Size | Member)}

    def program(self, statements: list[Tree]) -> list[Tree]:
        """Return what is left of a whole program."""
        kept = self.block(statements)
        while kept and kept[-1] == ["end"]:
            kept.pop()
        used = {variable for one in each_statement(kept) for tree in _expressions(one) for variable, _ in variables(tree)}
        used |= {one[1] for one in each_statement(kept) if len(one) == 4 and one[0] == "="}
        return _without_unused(kept, used)

    def block(self, statements: list[Tree]) -> list[Tree]:
        """Return what is left of *statements*."""
        kept: list[Tree] = []
        for one in statements:
            kept += getattr(self, _METHODS.get(one[0], "same"))(one)
            if kept and kept[-1][0] in ("end", "break"):
                break
        return kept

    def same(self, one: Tree) -> list[Tree]:
        return [one]

    def assignment(self, one: Tree) -> list[Tree]:
        target, tree = one[1], self.tree(one[2])
        if len(one) == 4:
            known = self._fields.get(self._rows.get(target, ()), ())
            fields = [field for field in known if _hangs_on(field, one[3])]
            return [["=", target, tree if field == one[3] else unknown(), field] for field in fields]
        if isinstance(target, Local):
            return [["=", target, tree]]
        if isinstance(target, Size | Member):
            return [["=", target if target in self._slots else _own(target), tree]]
        below = [slot for slot in self._slots if slot != target and self._lies_in(slot, target.path)]
        found = [["=", target, tree]] if target in self._slots else [] if below else [["=", _own(target), tree]]
        return [*found, *(["=", slot, unknown()] for slot in below)]

    def _lies_in(self, slot: Variable, path: Path) -> bool:
        """Whether *slot* tells something of what lies in, or comes of, the value at *path*: a list does whose rows ask what is in that."""
        if isinstance(slot, Member):
            return overlap(slot.holder, path) or bool(slot.path and overlap(slot.path, path))
        if not isinstance(slot, Slot | Size):
            return False
        asked = [field for field in self._fields.get(slot.path, ()) if isinstance(field, Member) and isinstance(slot, Slot)]
        # What a value is compared with is written with the value.
        there = [member.holder for member in asked if not (member.same and member.holder == path)]
        return slot.path[: len(path)] == path or any(overlap(holder, path) for holder in there)

    def choice(self, one: Tree) -> list[Tree]:
        _, test, then, otherwise, doubtful = one
        ways = [self.block(then), self.block(otherwise)]
        if not any(ways) and (then or otherwise):  # a test without any ways makes sure that it can be told: that one stays
            return []
        forgotten = self.forgotten(doubtful)
        test = self.tree(test)
        return given_up(forgotten) if is_unknown(test) else [["if", test, *ways, forgotten]]

    def forgotten(self, doubtful: Sequence[Slot | Size | Member]) -> list[Told]:
        """Return those slots of the page that are unknown when *doubtful* ones are."""
        found = [each[1] for slot in doubtful for each in self.assignment(["=", slot, unknown()])]
        return list(dict.fromkeys(variable for variable in found if not isinstance(variable, Local)))

    def each(self, one: Tree) -> list[Tree]:
        _, listed, row, body, doubtful = one
        forgotten = self.forgotten(doubtful)
        if listed[0] not in self._slots:
            return given_up(forgotten)
        body = self.block(body)
        return [["each", listed, row, body, forgotten]] if body else []

    def taken(self, one: Tree) -> list[Tree]:
        if one[1] not in self._slots:
            return []
        tree = self.tree(one[2])
        return [["=", one[1], unknown()]] if is_unknown(tree) else [["del", one[1], tree]]

    def added(self, one: Tree) -> list[Tree]:
        if one[1] not in self._slots:
            return []
        place = one[2] if one[2] is None else self.tree(one[2])
        if is_unknown(place):
            return [["=", one[1], unknown()]]
        known = self._fields[one[1].path]
        return [["add", one[1], place, {path: self.tree(tree) for path, tree in one[3].items() if path in known}]]

    def tree(self, tree: Tree) -> Tree:
        """Return an expression without what no page can know."""
        if not isinstance(tree, list) or not tree:
            return tree
        variable = tree[0]
        if isinstance(variable, Slot | Size | Member):
            return tree if variable in self._slots else [_own(variable)] if variable in self._own else unknown()
        if isinstance(variable, Local):
            known = self._fields.get(self._rows.get(variable, ()), ())
            return tree if len(tree) == 1 or tree[1] in known else unknown()
        operands = [self.tree(one) for one in tree[1:]]
        return operation(variable, *operands)


def _own(told: Slot | Size | Member) -> Local:
    if isinstance(told, Member):
        return Local(f"{told.subject} in self.{'.'.join(told.holder)}")
    name = "self." + ".".join(told.path)
    return Local(f"len({name})" if isinstance(told, Size) else name)


def _hangs_on(field: Field, written: Field) -> bool:
    """Whether *field* of a row may be another when *written* is."""
    if isinstance(written, tuple):
        return field[: len(written)] == written if isinstance(field, tuple) else isinstance(field, Member) and overlap(field.path, written)
    return field == written


_METHODS: dict[str, str] = {"=": "assignment", "if": "choice", "each": "each", "del": "taken", "add": "added"}


def given_up(slots: Sequence[Told]) -> list[Tree]:
    """Return the end of a program behind which the handler may write to *slots*."""
    return [*(["=", slot, unknown()] for slot in slots), ["end"]]


def _without_unused(statements: list[Tree], used: Set[Variable]) -> list[Tree]:
    """Return *statements* without those that set a variable which nothing reads."""
    kept: list[Tree] = []
    for one in statements:
        if one[0] == "=" and len(one) == 3 and isinstance(one[1], Local) and one[1] not in used:
            continue
        if one[0] == "if":
            one = [*one[:2], *(_without_unused(way, used) for way in one[2:4]), *one[4:]]
        elif one[0] == "each":
            one = [*one[:3], _without_unused(one[3], used), *one[4:]]
        kept.append(one)
    return kept
