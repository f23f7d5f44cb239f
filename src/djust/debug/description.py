"""What a page can do and what it is made of, for the panel: written into the page, as JSON."""

from __future__ import annotations

import inspect
import json
from typing import Any
from weakref import WeakKeyDictionary

from djust.debug.values import shown_names
from djust.explain.report import report
from djust.params import parameters_of
from djust.source_line import line_of_function
from djust.template import Plan
from djust.view.context import state_of
from djust.view.page import Page
from djust.view.registry import Handler

_reports: WeakKeyDictionary[Plan, str] = WeakKeyDictionary()


def of(page: Page) -> str:
    """Return what the panel is told about *page*."""
    called = page.plan.handlers
    told = {
        "view": f"{type(page.view).__module__}.{page.name}",
        "template": page.template.name or "",
        "handlers": [_handler(each, each.name in called) for each in page.registry.handlers.values()],
        "functions": [_handler(each, False) for each in page.registry.functions.values()],
        "report": _report(page.plan),
        "state": shown_names(state_of(page.view)),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _handler(handler: Handler, called: bool) -> dict[str, Any]:
    line = line_of_function(handler.function)
    return {
        "name": handler.name,
        "line": str(line) if line is not None else "",
        "description": handler.meta.description,
        "params": _parameters(handler),
        "said": sorted(handler.meta.said),
        "called": called,
    }


def _parameters(handler: Handler) -> list[dict[str, Any]]:
    unresolved = parameters_of(handler.function).unresolved
    allowed = handler.meta.params
    found = []
    for parameter in list(inspect.signature(handler.function).parameters.values())[1:]:
        if allowed is not None and parameter.name not in allowed and parameter.kind is not parameter.VAR_KEYWORD:
            continue
        kind = "" if parameter.annotation is parameter.empty else inspect.formatannotation(parameter.annotation)
        prefix = "**" if parameter.kind is parameter.VAR_KEYWORD else "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
        told: dict[str, Any] = {"name": prefix + parameter.name, "type": kind.strip("'")}
        if parameter.default is not parameter.empty:
            told["default"] = repr(parameter.default)
        if parameter.name in unresolved:
            told["wrong"] = unresolved[parameter.name]
        found.append(told)
    return found


def _report(plan: Plan) -> str:
    if plan not in _reports:
        _reports[plan] = report(plan)
    return _reports[plan]
