"""Words that several families use: round trips through states, and rows to fill lists with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.browser.oracle.case import State


def tour(*states: State) -> list[State]:
    """Return *states* and the first one again: what an update did, another must undo."""
    return [*states, states[0]]


def values(name: str, *each: Any) -> list[State]:
    """Return a tour of states that hold one name."""
    return tour(*({name: value} for value in each))


def rows(ids: Iterable[int], **more: Any) -> list[dict[str, Any]]:
    """Return a row for each of *ids*, with a name made of its id."""
    return [{"id": each, "name": f"name {each}", "on": each % 2 == 0, **more} for each in ids]


#: Orders that a list goes through: grown at both ends and within, shrunk, reversed, shuffled, emptied, back.
ORDERS: tuple[tuple[int, ...], ...] = (
    (1, 2, 3),
    (1, 2, 3, 4),
    (9, 1, 2, 3, 4),
    (9, 1, 7, 2, 4),
    (4, 2, 7, 1, 9),
    (2, 9, 5, 4),
    (),
    (3, 1),
    (1, 2, 3),
)


def lists(name: str = "items", **more: Any) -> list[State]:
    """Return the states of a list that goes through ``ORDERS``."""
    return [{name: rows(order, **more)} for order in ORDERS]
