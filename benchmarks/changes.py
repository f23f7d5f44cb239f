"""What it costs to know what changed: time and memory of ``StateTracker`` on pages of rows.

Run it as ``python -m benchmarks.changes``.
"""

from __future__ import annotations

import gc
import os
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

import django

from djust.view.changes import StateTracker

SIZES = (100, 1000, 10_000)
REPEATS = 50

State = dict[str, Any]


@dataclass
class Row:
    """A row as an object."""

    id: int
    name: str
    price: float
    liked: bool
    note: str | None


def dicts(rows: int) -> State:
    """Return a page whose rows are dicts with five keys."""
    return {"rows": [vars(row).copy() for row in objects(rows)["rows"]], "count": 0, "query": ""}


def objects(rows: int) -> State:
    """Return a page whose rows are dataclass instances."""
    return {"rows": [Row(number, f"Row {number}", number * 1.5, False, None) for number in range(rows)], "count": 0, "query": ""}


def nested(rows: int) -> State:
    """Return a page whose rows hold a list each."""
    state = dicts(rows)
    for row in state["rows"]:
        row["tags"] = ["new", "hot"]
    return state


def models(rows: int) -> State:
    """Return a page whose rows are unsaved model instances."""
    from django.contrib.contenttypes.models import ContentType

    return {"rows": [ContentType(pk=number, app_label="shop", model=f"m{number}") for number in range(rows)], "count": 0, "query": ""}


def microseconds(function: Callable[[], object]) -> float:
    """Return the median time of a call."""
    taken = []
    for _ in range(REPEATS):
        began = perf_counter()
        function()
        taken.append(perf_counter() - began)
    return median(taken) * 1e6


def figures(make: Callable[[int], State], rows: int) -> str:
    """Return one line of the table."""
    state = make(rows)
    for row in state["rows"]:
        if not isinstance(row, dict):
            vars(row)  # the instance's own cost, which any reader of it would cause
    gc.collect()
    tracemalloc.start()
    tracker = StateTracker()
    tracker.hold(state)
    gc.collect()
    memory = tracemalloc.get_traced_memory()[0] / rows
    tracemalloc.stop()

    row = state["rows"][rows // 2]
    attributes = row if isinstance(row, dict) else vars(row)

    def event() -> None:
        attributes["liked"] = not attributes.get("liked")
        tracker.compare(state)
        tracker.hold(state)

    event()
    unchanged = microseconds(lambda: tracker.compare(state))
    toggled = microseconds(event)
    walked = microseconds(lambda: StateTracker().hold(state))
    return f"{make.__name__:<10}{rows:>8}{unchanged:>12.0f}{toggled:>14.0f}{walked:>12.0f}{memory:>12.0f}"


def main() -> None:
    """Measure and print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    print(
        f"{'rows are':<10}{'rows':>8}{'unchanged':>12}{'one toggled':>14}{'first walk':>12}{'bytes/row':>12}      (times in microseconds)"
    )
    for make in (dicts, objects, nested, models):
        for rows in SIZES:
            print(figures(make, rows), flush=True)


if __name__ == "__main__":
    main()
