"""Where a program may end before the handler does.

A test that cannot be told ends a program, and what it did so far is shown. That is right for what nothing later writes; anything else
must not be shown as if it were the last word: it becomes unknown with the end. This pass finds out what that is, for each test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from djust.prediction.effects import each_statement, rows_in
from djust.prediction.trees import Local, Path, Slot, Tree, is_unknown, unknown

Slots = frozenset[Slot]


class Endings:
    """Goes through a program as it was read, the statements behind its possible ends included.

    Two codes stand only there: ``["fail"]``, where Python raises, and ``["caught", statements]``, what is done then.
    """

    def __init__(self, statements: list[Tree]) -> None:
        self._rows: Mapping[Local, Path] = rows_in(statements)
        self._caught = False

    def block(self, statements: list[Tree], before: Slots = frozenset(), after: Slots = frozenset()) -> list[Tree]:
        """Return *statements* with what their ends forget.

        Args:
            before: What was written on the way here.
            after: What may be written behind them.
        """
        kept: list[Tree] = []
        for at, one in enumerate(statements):
            later = self._writes(statements[at + 1 :]) | after
            kept += self._statement(one, before, later)
            if kept and kept[-1][0] in ("end", "break"):
                break
            before |= self._writes([one])
        return kept

    def _statement(self, one: Tree, before: Slots, later: Slots) -> list[Tree]:
        code = one[0]
        if code == "if":
            return self._choice(one, before, later)
        if code == "each":
            return self._each(one, before, later)
        if code == "tried":
            outer, self._caught = self._caught, True
            inner = self.block(one[1], before, later | self._writes(one[2]))
            self._caught = outer
            return inner
        if code == "fail":
            return [*_forgotten(_common(before, later)), ["end"]] if self._caught else [["end"]]
        if self._caught and (code in ("del", "add") or len(one) == 4):
            return [*_forgotten(_common(before, later)), one]  # it may raise
        return [one]

    def _choice(self, one: Tree, before: Slots, later: Slots) -> list[Tree]:
        _, test, *ways = one
        doubtful = _common(before, later | frozenset().union(*map(self._writes, ways)))
        if is_unknown(test):
            return [*_forgotten(doubtful), ["end"]]
        then, otherwise = (self.block(way, before, later) for way in (*ways, [])[:2])
        return [["if", test, then, otherwise, doubtful]]

    def _each(self, one: Tree, before: Slots, later: Slots) -> list[Tree]:
        _, listed, row, body = one
        inside = self._writes(body)
        doubtful = _common(before, later | inside)
        guard = [["if", ["is", ["len", listed], None], [], [], doubtful]] if doubtful else []
        # What an earlier time round did to the fields of its own row no later one does again.
        return [*guard, ["each", listed, row, self.block(body, before | self._writes(body, row), later | inside)]]

    def _writes(self, statements: Iterable[Tree], but: Local | None = None) -> Slots:
        """Return what *statements* write, less the fields of the row in the variable *but*."""
        found: set[Slot] = set()
        for one in each_statement(list(statements)):
            if but is not None and len(one) == 4 and one[1] == but:
                continue
            if one[0] in ("add", "del") or (one[0] == "=" and isinstance(one[1], Slot)):
                found.add(one[1])
            elif one[0] == "=" and len(one) == 4 and one[1] in self._rows:
                found.add(Slot(self._rows[one[1]]))
        return frozenset(found)


def _common(before: Slots, later: Slots) -> list[Slot]:
    """Return what of *before* is written again, or lies in something that is, or around it."""
    found = [slot for slot in before if any(_overlap(slot.path, other.path) for other in later)]
    return sorted(found, key=lambda slot: slot.path)


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _forgotten(slots: Iterable[Slot]) -> list[Tree]:
    return [["=", slot, unknown()] for slot in slots]


def secured(statements: list[Tree]) -> list[Any]:
    """Return a program that shows nothing which the handler may write again behind the program's end."""
    return Endings(statements).block(statements)
