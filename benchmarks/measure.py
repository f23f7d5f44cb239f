"""One operation, measured: what the server does for it, against Django rendering the same page again.

Seconds are the processor's, not the clock's: on a machine that does other things too, the clock charges a long render for every
interruption and a short update for none, and so would flatter us. Both sides are measured in turns, so that they meet the same weather.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from statistics import median
from time import process_time
from typing import Any

from django.template import Context, engines

from benchmarks.table_page import SOURCE, Operation, State, page
from djust.protocol.codec import encode
from djust.protocol.messages import Frame
from djust.template import compile_template, diff
from djust.view.changes import StateTracker

REPEATS = 7
#: Rounds that only warm caches up; a search has its full table before the first of them.
WARM = 2


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


def seconds(function: Callable[[], Any]) -> float:
    """Return the processor's seconds of one call."""
    began = process_time()
    function()
    return process_time() - began


def visible(state: State) -> State:
    """Return what the template sees."""
    return {name: value for name, value in state.items() if not name.startswith("_")}


def first_render(rows: int) -> tuple[Result, int]:
    """Measure the first HTML with its marks, of a state never seen before; also returns the bytes of Django's."""
    plan = compile_template(template())
    ours, django, written, rendered = [], [], "", ""
    for number in range(REPEATS + WARM):
        state = page(rows)
        for each in state["rows"]:
            each["name"] += f" of round {number}"
        began = process_time()
        values = plan.evaluate(Context(state))
        written = plan.write(values)
        ours.append(process_time() - began)
        began = process_time()
        rendered = template().render(state)
        django.append(process_time() - began)
        must_equal(plan.write(values, marks=False), rendered)
    result = Result(rows, "first HTML", len(written.encode()), median(ours[WARM:]), median(django[WARM:]))
    return result, len(rendered.encode())


def must_equal(ours: str, django: str) -> None:
    """Refuse to print figures of a wrong page: a fast mistake is no result."""
    if ours != django:
        raise SystemExit("the page that was measured is not the one that Django renders")


class Page:
    """A page as a session holds it: its state, the values that the browser shows, and what the state was then."""

    def __init__(self, rows: int) -> None:
        self.state = page(rows)
        self.plan, self.tracker = compile_template(template()), StateTracker()
        self.values = self.plan.evaluate(Context(visible(self.state)))
        self.tracker.hold(self.state)
        self.sent = ""

    def update(self) -> None:
        """Do what a session does between the handler and the socket."""
        changes = self.tracker.compare(self.state)
        new = self.plan.evaluate(Context(visible(self.state)), self.values, changes)
        self.sent = encode(Frame(1, (1,), diff(self.plan, self.values, new)))
        self.tracker.hold(self.state)
        self.values = new


def measure(operation: Operation, rows: int) -> Result:
    """Do the operation again and again on one page; time the update, and Django's render of the same state."""
    held, dice = Page(rows), random.Random(5)
    whole = page(rows)
    ours, django, sizes = [], [], []
    for _ in range(REPEATS + WARM):
        operation.do(held.state, dice)
        ours.append(seconds(held.update))
        django.append(seconds(lambda: template().render(whole)))
        sizes.append(len(held.sent.encode()))
    must_equal(held.plan.write(held.values, marks=False), template().render(visible(held.state)))
    return Result(rows, operation.name, round(median(sizes[WARM:])), median(ours[WARM:]), median(django[WARM:]))
