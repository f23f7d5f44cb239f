"""A handler and a template without a page around them: what is forecast, and what the server makes of it."""

from __future__ import annotations

import ast
import copy
import linecache
from collections.abc import Callable
from itertools import count
from typing import Any

from django.template import Context, engines

from djust.prediction import ABSENT, Forecast, Optimistic, OutOfReach, State, World, read_source, told_parameters
from djust.template import Plan, Values, compile_template
from djust.template.lookups import MISSING
from djust.types import ALL, Changes

_files = count()


def function_of(source: str) -> Callable[..., Any]:
    """Define the one function of *source*, so that its source can be found again."""
    name = f"<handler {next(_files)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {}
    exec(compile(source, name, "exec"), namespace)
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef)
    function: Callable[..., Any] = namespace[definition.name]
    return function


def plan_of(template: str) -> Plan:
    return compile_template(engines["django"].from_string(template))


def forecast_of(template: str, *handlers: str, **world: Any) -> Forecast:
    """Forecast the handlers of a template."""
    unit = plan_of(template).unit
    assert unit is not None
    told = {}
    for source in handlers:
        function = function_of(source)
        definition: Any
        try:
            definition = read_source(function)
        except OutOfReach as reason:
            definition = str(reason)
        told[function.__name__] = Optimistic(definition, told_parameters(function, coerce=True, allowed=None))
    return Forecast(unit, told, World(frozenset(), **world))


class View:
    """The state of a page, and nothing else."""

    def __init__(self, state: dict[str, Any]) -> None:
        vars(self).update(copy.deepcopy(state))


def state_of(forecast: Forecast, view: View, values: Values, previous: State | None = None) -> State:
    return forecast.reader.read(lambda name: vars(view).get(name, MISSING), values.root, previous)


def read(
    forecast: Forecast, plan: Plan, view: View, values: Values | None = None, previous: State | None = None, changes: Changes | None = ALL
) -> tuple[Values, State]:
    """Render, and read the state, as a page does after an event."""
    values = plan.evaluate(Context(vars(view)), previous=values, changed=changes)
    return values, forecast.reader.read(lambda name: vars(view).get(name, ABSENT), values.root, previous, changes)


def evaluated(plan: Plan, view: View) -> Values:
    return plan.evaluate(Context(vars(view)))
