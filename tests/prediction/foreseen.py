"""One handler on one page: what the browser draws, held against what the server's next page shows."""

from __future__ import annotations

from typing import Any

from djust.params import parameters_of
from djust.template import diff
from tests.prediction.interpreter import answers
from tests.prediction.shown import covered, drawn, wrong
from tests.prediction.world import View, evaluated, forecast_of, function_of, plan_of, state_of


def foreseen(template: str, source: str, state: dict[str, Any], **given: Any) -> str:
    """Return how much of what a handler does is predicted: ``"all"``, ``"some"`` or ``"nothing"``; what is drawn is right.

    Where the handler changes nothing on the page it is ``"all"`` if nothing is drawn.
    """
    forecast, plan, view = forecast_of(template, source), plan_of(template), View(state)
    if not forecast:
        return "nothing"
    before = evaluated(plan, view)
    question: dict[str, Any] = {"s": state_of(forecast, view, before).told(), "p": forecast.parts(), "given": given}
    function = function_of(source)
    question["program"] = forecast.program(function.__name__)
    function(view, **parameters_of(function).bind(given))
    after = evaluated(plan, view)
    (answer,) = answers([question])
    assert "error" not in answer, answer["error"]
    assert plan.unit is not None
    assert list(wrong(plan.unit.block, answer["ops"], before.root, after.root)) == []
    actual = drawn(diff(plan, before, after))
    if covered(drawn(answer["ops"]), actual):
        return "all"
    return "some" if answer["ops"] else "nothing"


def told(template: str, source: str, state: dict[str, Any]) -> list[Any]:
    """Return the slots that a page is told."""
    view = View(state)
    return state_of(forecast_of(template, source), view, evaluated(plan_of(template), view)).told()
