"""One operation, measured: what the server does for it, against Django rendering the same page again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from statistics import median
from time import perf_counter
from typing import Any

from django.template import Context, engines

from benchmarks.table_page import SOURCE, Operation, State, page
from djust.protocol.codec import encode
from djust.protocol.messages import Frame
from djust.template import compile_template, diff
from djust.view.changes import StateTracker

REPEATS = 7


@cache
def template() -> Any:
    """Return the page's template; Django must be set up."""
    return engines["django"].from_string(SOURCE)


@dataclass(frozen=True, slots=True)
class Result:
    """Medians of one operation on a page of so many rows."""

    rows: int
    name: str
    bytes: int
    ours: float
    django: float

    @property
    def ratio(self) -> float:
        """How many times longer Django's full render takes."""
        return self.django / self.ours


def timed(function: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Return the median seconds of a call."""
    taken = []
    for _ in range(repeats):
        began = perf_counter()
        function()
        taken.append(perf_counter() - began)
    return median(taken)


def visible(state: State) -> State:
    """Return what the template sees."""
    return {name: value for name, value in state.items() if not name.startswith("_")}


def django_render(rows: int) -> float:
    """Return the median seconds of Django's own render of the page."""
    state = page(rows)
    return timed(lambda: template().render(state))


def first_render(rows: int) -> tuple[float, int, int]:
    """Return our seconds for the first HTML, its bytes, and the bytes of Django's."""
    state = page(rows)
    plan = compile_template(template())
    seconds = timed(lambda: plan.write(plan.evaluate(Context(state))))
    return seconds, len(plan.write(plan.evaluate(Context(state))).encode()), len(template().render(state).encode())


def measure(operation: Operation, rows: int, django: float) -> Result:
    """Do the operation again and again on one page; time what a session does between the handler and the socket."""
    state, dice = page(rows), random.Random(5)
    plan, tracker = compile_template(template()), StateTracker()
    values = plan.evaluate(Context(visible(state)))
    tracker.hold(state)
    taken, sizes = [], []
    for number in range(1, REPEATS + 3):
        operation.do(state, dice)
        began = perf_counter()
        changes = tracker.compare(state)
        new = plan.evaluate(Context(visible(state)), values, changes)
        text = encode(Frame(number, (number,), diff(plan, values, new)))
        tracker.hold(state)
        taken.append(perf_counter() - began)
        sizes.append(len(text.encode()))
        values = new
    # The first two warm caches up; a search has its full table before the first one.
    return Result(rows, operation.name, round(median(sizes[2:])), median(taken[2:]), django)
