"""Where a program may end before the handler does.

A test that cannot be told ends a program, and what it did so far is shown. What the handler may write behind that point is not known any
more: it becomes unknown with the end, so that nothing is drawn from what it was. This pass finds out what that is, for each test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from djust.prediction.effects import each_statement, given_up, rows_in
from djust.prediction.trees import Local, Member, Path, Size, Slot, Tree, is_unknown

Slots = frozenset[Slot | Size | Member]


class Endings:
    """Goes through a program as it was read, the statements behind its possible ends included.

    Two codes stand only there: ``["fail"]``, where Python raises, and ``["tried", statements, statements]``, the second of which are
    done when the first raise.
    """

    def __init__(self, statements: list[Tree]) -> None:
        self._rows: Mapping[Local, Path] = rows_in(statements)
        self._caught = False

    def block(self, statements: list[Tree], after: Slots = frozenset()) -> list[Tree]:
        """Return *statements* with what their ends forget; *after*: what may be written behind them."""
        kept: list[Tree] = []
        for at, one in enumerate(statements):
            kept += self._statement(one, self._writes(statements[at + 1 :]) | after)
            if kept and kept[-1][0] in ("end", "break"):
                break
        return kept

    def _statement(self, one: Tree, later: Slots) -> list[Tree]:
        match one:
            case ["if", test, then, otherwise]:
                doubtful = _ordered(later | self._writes(then) | self._writes(otherwise))
                if is_unknown(test):
                    return given_up(doubtful)
                return [["if", test, self.block(then, later), self.block(otherwise, later), doubtful]]
            case ["each", listed, row, body]:
                inside = later | self._writes(body)
                return [["each", listed, row, self.block(body, inside), _ordered(inside)]]
            case ["tried", body, caught]:
                outer, self._caught = self._caught, True
                inner = self.block(body, later | self._writes(caught))
                self._caught = outer
                return inner
            case ["fail"]:
                return given_up(_ordered(later)) if self._caught else [["end"]]
        return [*self._made_sure(one, later), one, *self._was_there(one, later)] if self._caught else [one]

    def _made_sure(self, one: Tree, later: Slots) -> list[Tree]:
        """Inside ``try``: a test that ends the program where *one* would, so that what comes instead of it is known to be unknown."""
        match one:
            case ["=", Local() as row, _, _]:
                place: Tree = [row]
            case ["del", listed, index] if not isinstance(index, list):
                place = ["at", [listed], index]
            case ["del", _, place]:
                pass
            case _:
                return []
        return [["if", ["is", place, None], [], [], _ordered(later | self._writes([one]))]]

    def _was_there(self, one: Tree, later: Slots) -> list[Tree]:
        """Behind what takes out a row, inside ``try``: where it was not in the list, nothing is known of that any more."""
        return [["if", ["len", [one[1]]], [], [], _ordered(later | self._writes([one]))]] if one[0] == "del" else []

    def _writes(self, statements: Iterable[Tree]) -> Slots:
        found: set[Slot | Size | Member] = set()
        for one in each_statement(list(statements)):
            if one[0] in ("add", "del") or (one[0] == "=" and isinstance(one[1], Slot | Size | Member)):
                found.add(one[1])
            elif one[0] == "=" and len(one) == 4 and one[1] in self._rows:
                found.add(Slot(self._rows[one[1]]))
        return frozenset(found)


def _ordered(slots: Iterable[Slot | Size | Member]) -> list[Slot | Size | Member]:
    return sorted(slots, key=lambda slot: (slot.holder if isinstance(slot, Member) else slot.path, repr(slot)))


def secured(statements: list[Tree]) -> list[Any]:
    """Return a program that shows nothing made of what the handler may write behind the program's end."""
    return Endings(statements).block(statements)
