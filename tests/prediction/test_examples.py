"""The examples that both sides share: here that this is what handlers and templates become, in the client that it is understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from djust.params import parameters_of
from djust.prediction.lists import Listed, packed
from djust.prediction.state import State
from tests.prediction.world import View, evaluated, forecast_of, function_of, plan_of, state_of

EXAMPLES = json.loads((Path(__file__).parent.parent / "wire" / "prediction.json").read_text())
CASES = {case["name"]: case for case in EXAMPLES["cases"]}


def travelled(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("name", CASES)
def test_a_handler_and_a_template_become_the_program_and_the_parts_of_the_example(name: str) -> None:
    case = CASES[name]
    forecast = forecast_of(case["template"], case["handler"])
    view = View(case["context"])
    state = state_of(forecast, view, evaluated(plan_of(case["template"]), view))
    (handler,) = forecast.statements

    assert travelled(forecast.program(handler)) == case["program"]
    assert travelled({"s": state.told(), "p": forecast.parts()}) == case["data"]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case["ops"]])
def test_the_state_that_an_example_predicts_is_that_of_the_server_where_it_is_known(name: str) -> None:
    case = CASES[name]
    function = function_of(case["handler"])
    forecast = forecast_of(case["template"], case["handler"])
    view = View(case["context"])
    function(view, **parameters_of(function).bind(*case["event"]))
    state = state_of(forecast, view, evaluated(plan_of(case["template"]), view))

    told = zip(case["data"]["s"], travelled(state.told()), case["after"], strict=True)
    predicted = [(unpacked(now), unpacked(after)) for before, now, after in told if after not in (before, []) and now != []]
    assert predicted, "the example predicts nothing that the page shows"
    assert all(now == after for now, after in predicted), predicted


@pytest.mark.parametrize(("column", "values"), EXAMPLES["columns"])
def test_a_column_is_packed_as_the_example_says(column: Any, values: list[Any]) -> None:
    held = tuple(tuple(value) if isinstance(value, list) else value for value in values)

    assert travelled(packed(held)) == column


def unpacked(value: Any) -> Any:
    if not isinstance(value, dict):
        return tuple(value) if isinstance(value, list) else value
    columns: list[tuple[Any, ...]] = []
    for order, *values in value["c"]:
        places: list[int] = []
        for run in order:
            first, length, step = (*run, 0 if run[0] < 0 else 1)[:3] if isinstance(run, list) else (int(run), 1, 0)
            places += [first + step * i for i in range(length)]
        cells = [values[0][place] for place in places] if values else places
        columns.append(tuple(tuple(cell) if isinstance(cell, list) else cell for cell in cells))
    return Listed(len(columns[0]), tuple(columns))


@pytest.mark.parametrize("patch", EXAMPLES["patches"], ids=lambda patch: json.dumps(patch["state"])[:40])
def test_a_change_of_state_is_told_as_the_example_says(patch: Any) -> None:
    before, after = (State(tuple(map(unpacked, patch[when])), ()) for when in ("before", "after"))

    assert travelled(after.changes(before)) == patch["state"]
