"""State as it is told in frames: whatever happens, the browser has what a fresh page would bring."""

from __future__ import annotations

import json
import os
import warnings
from typing import Any

import pytest

from djust.params import parameters_of
from djust.prediction import Forecast, State
from djust.prediction.lists import Listed, packed
from djust.view.changes import StateTracker
from tests.prediction.chance import Chance
from tests.prediction.interpreter import answers
from tests.prediction.world import View, forecast_of, function_of, plan_of, read

SEED = int(os.environ.get("DJUST_SEED", "7"))
PAGES, EVENTS = 200, 6


def travelled(value: Any) -> Any:
    return json.loads(json.dumps(value))


def plain(value: Any) -> Any:
    return {"rows": [value.row(index) for index in range(value.length)]} if isinstance(value, Listed) else value


def test_what_frames_tell_leads_to_what_a_fresh_page_would_say() -> None:
    questions: list[dict[str, Any]] = []
    expected: list[Any] = []
    counted: list[list[bool]] = []
    kinds = {"nothing": 0, "rows": 0, "order": 0, "whole": 0}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # "is" between constants, drawn by chance
        for number in range(PAGES):
            for told, fresh, change in frames_of(SEED * 100_000 + number):
                questions.append({"s": told, "p": [], "state": change})
                expected.append(travelled([plain(value) for value in fresh.values]))
                counted.append([isinstance(value, Listed) and not value.columns for value in fresh.values])
                text = json.dumps(change)
                kinds["nothing" if not change else "order" if '"o"' in text else "rows" if '"r"' in text else "whole"] += 1
    for question, answer, fresh, no_fields in zip(questions, answers(questions), expected, counted, strict=True):
        assert "error" not in answer, answer["error"]
        for now, then, only_length in zip(answer["after"], fresh, no_fields, strict=True):
            assert (len(now["rows"]) == len(then["rows"])) if only_length else (now == then), question

    assert min(kinds.values()) > 10, kinds


def frames_of(seed: int) -> list[tuple[list[Any], State, list[Any]]]:
    """Return, for the events on one page: what the browser knew, what is so afterwards, and what it is told."""
    chance = Chance(seed)
    source = chance.handler()
    template = chance.template(source)
    forecast = forecast_of(template, source)
    if not forecast:
        return []
    function, plan = function_of(source), plan_of(template)
    view, tracker = View(chance.state(rows=30)), StateTracker()
    values, state = read(forecast, plan, view)
    tracker.hold(vars(view))
    found = []
    for _ in range(EVENTS):
        try:
            function(view, **parameters_of(function).bind(chance.event()))
        except Exception:  # as in a session
            tracker.restore(vars(view))
        changes = tracker.compare(vars(view))
        values, later = read(forecast, plan, view, values, state, changes)
        tracker.hold(vars(view))
        _, fresh = read(forecast, plan, view)
        assert later.values == fresh.values, f"seed {seed}: {later.values} is not {fresh.values}\n{source}\n{template}"
        found.append((travelled(state.told()), fresh, travelled(later.changes(state))))
        state = later
    return found


def state_with(*rows: tuple[Any, ...]) -> State:
    return State((Listed(len(rows), tuple(zip(*rows, strict=True))),), (None,))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([(1, "a"), (2, "b")], [(1, "a"), (2, "c")], [0, {"r": [1, [2, "c"]]}]),
        ([(1, "a"), (2, "b"), (3, "c")], [(3, "c"), (1, "a"), (2, "b")], [0, {"o": [2, [0, 2]]}]),
        ([(1, "a"), (2, "b")], [(0, "x"), (1, "a"), (2, "b")], [0, {"o": [[-1, 1], [0, 2]], "r": [0, [0, "x"]]}]),
        ([(1, "a"), (2, "b")], [(2, "b")], [0, {"o": [1]}]),
        ([(1, True)], [(1, 1)], [0, {"r": [0, [1, 1]]}]),
        ([(1, "a")], [(1, "a")], []),
        ([(1, "a")], [(5, "x"), (6, "y")], [0, {"c": [[[5, 6]], ["01", ["x", "y"]]]}]),
    ],
)
def test_a_list_is_told_by_what_changed(before: list[Any], after: list[Any], expected: list[Any]) -> None:
    assert travelled(state_with(*after).changes(state_with(*before))) == expected


def test_numbers_are_told_in_runs_and_other_values_by_which_one_they_are() -> None:
    assert packed((True, False, (True,), True)) == ["0120", [True, False, (True,)]]
    assert packed((True, 1)) == ["01", [True, 1]]
    assert packed((3, 2, 1, 0)) == [[[3, 4, -1]]]
    assert packed(()) == [[]]
    assert packed((*"abcdefghijk",)) == [[[0, 11]], [*"abcdefghijk"]]


def test_a_forecast_of_nothing_reads_nothing() -> None:
    forecast: Forecast = forecast_of("<p>{{ count }}</p>", "def act(self):\n    pass\n")

    assert not forecast
    assert list(forecast.slots.order) == []
