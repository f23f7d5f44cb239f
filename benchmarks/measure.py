"""One operation, measured: what the server does for it, against rendering the same page again with Django and with Jinja2.

Seconds are the processor's, not the clock's: on a machine that does other things too, the clock charges a long render for every
interruption and a short update for none, and so would flatter us. All sides are measured in turns, so that they meet the same weather,
and the caches of the processor are as strange to an event as they are on a server between the events of one page.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import log
from statistics import linear_regression, median
from time import process_time
from typing import Any

import jinja2
from django.template import Context, engines

from benchmarks.table_page import SOURCE, Operation, State, page
from djust.protocol.codec import encode
from djust.protocol.messages import Frame
from djust.template import compile_template, diff
from djust.view.changes import StateTracker

#: Rounds that only warm caches up; a search has its full table before the first of them.
WARM = 2


def rounds(rows: int) -> int:
    """Return how often to measure on a page of so many rows."""
    return 15 if rows < 5000 else 5


@cache
def template() -> Any:
    """Return the page's template; Django must be set up."""
    return engines["django"].from_string(SOURCE)


@cache
def jinja() -> jinja2.Template:
    """Return the page's template as Jinja2 compiles it; its language is the same as far as this page goes."""
    return jinja2.Environment(autoescape=True, keep_trailing_newline=True).from_string(SOURCE)


@dataclass(frozen=True, slots=True)
class Result:
    """Medians of one operation on a page of so many rows, in seconds.

    Attributes:
        engine: Evaluating the template, comparing the values, writing the frame; after others have used the processor's caches.
        warm: The same for one event right after another of the same page.
        tracking: Finding out what the handler changed, and keeping what the page now shows.
        django: Rendering the whole page, as jinja does.
    """

    rows: int
    name: str
    bytes: int
    engine: float
    warm: float
    tracking: float
    django: float
    jinja: float


def seconds(function: Callable[[], Any]) -> float:
    """Return the processor's seconds of one call."""
    began = process_time()
    function()
    return process_time() - began


def visible(state: State) -> State:
    """Return what the template sees."""
    return {name: value for name, value in state.items() if not name.startswith("_")}


def must_equal(ours: str, theirs: str) -> None:
    """Refuse to print figures of a wrong page: a fast mistake is no result."""
    if ours != theirs:
        raise SystemExit("the page that was measured is not the one that Django renders")


def exponent(sizes: list[int], times: list[float]) -> float:
    """Return the power of the number of rows with which times grow: 1.0 is in step with it, 0 not at all."""
    return linear_regression(list(map(log, sizes)), list(map(log, times))).slope


def first_render(rows: int) -> tuple[Result, int]:
    """Measure the first HTML with its marks, of a state never seen before; also returns the bytes of Django's."""
    plan = compile_template(template())
    ours, tracking, django, other, written, rendered = [], [], [], [], "", ""
    for number in range(rounds(rows) // 2 + WARM):
        state = page(rows)
        for each in state["rows"]:
            each["name"] += f" of round {number}"
        began = process_time()
        values = plan.evaluate(Context(state))
        written = plan.write(values)
        ours.append(process_time() - began)
        tracking.append(seconds(lambda state=state: StateTracker().hold(state)))  # type: ignore[misc]
        began = process_time()
        rendered = template().render(state)
        django.append(process_time() - began)
        other.append(seconds(lambda state=state: jinja().render(state)))  # type: ignore[misc]
        must_equal(plan.write(values, marks=False), rendered)
    must_equal(jinja().render(state), rendered)
    middles = (median(times[WARM:]) for times in (ours, ours, tracking, django, other))
    return Result(rows, "first HTML", len(written.encode()), *middles), len(rendered.encode())


class Page:
    """A page as a session holds it: its state, the values that the browser shows, and what the state was then."""

    def __init__(self, rows: int) -> None:
        self.state = page(rows)
        self.plan, self.tracker = compile_template(template()), StateTracker()
        self.values = self.plan.evaluate(Context(visible(self.state)))
        self.tracker.hold(self.state)
        self.sent = ""

    def update(self) -> tuple[float, float]:
        """Do what a session does between the handler and the socket; return the seconds of the engine, and of change tracking."""
        started = process_time()
        changes = self.tracker.compare(self.state)
        compared = process_time()
        new = self.plan.evaluate(Context(visible(self.state)), self.values, changes)
        self.sent = encode(Frame(1, (1,), diff(self.plan, self.values, new)))
        encoded = process_time()
        self.tracker.hold(self.state)
        self.values = new
        return encoded - compared, process_time() - encoded + compared - started


def measure(operation: Operation, rows: int) -> Result:
    """Do the operation again and again on one page; time the update, and both full renders of such a page."""
    held, dice = Page(rows), random.Random(5)
    whole = page(rows)
    engine, warm, tracking, django, other, sizes = [], [], [], [], [], []
    for _ in range(rounds(rows) + WARM):
        operation.do(held.state, dice)
        took = held.update()
        engine.append(took[0])
        tracking.append(took[1])
        sizes.append(len(held.sent.encode()))
        django.append(seconds(lambda: template().render(whole)))
        other.append(seconds(lambda: jinja().render(whole)))
    for _ in range(rounds(rows) + WARM):
        operation.do(held.state, dice)
        warm.append(held.update()[0])
    must_equal(held.plan.write(held.values, marks=False), template().render(visible(held.state)))
    middles = (median(times[WARM:]) for times in (engine, warm, tracking, django, other))
    return Result(rows, operation.name, round(median(sizes[WARM:])), *middles)
