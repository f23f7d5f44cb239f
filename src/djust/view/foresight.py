"""What the browser of a page can predict: the class's handlers and its template, worked out once, and what it may know of the state.

Nothing here costs anything on pages without an `optimistic` handler.
"""

from __future__ import annotations

import ast
import inspect
import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db.models import QuerySet
from django.utils.formats import localize
from django.utils.translation import get_language

from djust.prediction import ABSENT, Forecast, Optimistic, OutOfReach, State, World, read_source, told_parameters
from djust.template import Plan, Values
from djust.template.lookups import MISSING
from djust.template.unit import Unit
from djust.types import Changes
from djust.view.registry import RESERVED, Handler, Registry

logger = logging.getLogger("djust")

#: Plans that are one template for good, with what was found out for each class of views.
_forecasts: WeakKeyDictionary[Plan, dict[type, Forecast | None]] = WeakKeyDictionary()
#: Parts as they travel, by language.
_parts: WeakKeyDictionary[Forecast, dict[str | None, str]] = WeakKeyDictionary()

#: Where the methods come from that change no state of a view.
_OURS: Final = "djust."


def forecast_of(view_class: type, registry: Registry, plan: Plan) -> Forecast | None:
    """Return what can be predicted on pages of *view_class* with this template; None where nothing asks for it."""
    if not registry.optimistic or plan.unit is None:
        return None
    known = _forecasts.setdefault(plan, {})
    if view_class not in known:
        try:
            known[view_class] = _forecast(view_class, registry, plan, plan.unit)
        except Exception:  # of ours: no page may fail because nobody can foresee what it does
            logger.exception("%s: its optimistic handlers could not be foreseen. Please report this", view_class.__qualname__)
            known[view_class] = None
    return known[view_class]


def _forecast(view_class: type, registry: Registry, plan: Plan, unit: Unit) -> Forecast:
    called = registry.optimistic if plan.names_vary else registry.optimistic & plan.handlers
    handlers = {name: _asked(registry.handlers[name]) for name in sorted(called)}
    return Forecast(unit, handlers, world_of(view_class, registry), autoescape=plan.template.engine.autoescape)


def _asked(handler: Handler) -> Optimistic:
    meta = handler.meta
    definition = "its body runs in the background, after the reply" if meta.background else handler.definition or "there is no source"
    return Optimistic(definition, told_parameters(handler.function, coerce=meta.coerce_types, allowed=meta.params))


def world_of(view_class: type, registry: Registry) -> World:
    """Return which names of a view are more than data, and which of its methods change none."""
    owners = {name: next(kind for kind in view_class.__mro__ if name in vars(kind)) for name in dir(view_class)}
    harmless = frozenset(name for name, owner in owners.items() if owner.__module__.startswith(_OURS) and not name.startswith("__"))
    return World(properties=registry.properties | registry.actions, harmless=harmless, shadowed=_shadowed(view_class))


def _shadowed(view_class: type) -> frozenset[str]:
    """Return the names that a ``get_context_data`` of the author's writes out: what stands under them may be anything."""
    found: set[str] = set()
    for kind in view_class.__mro__:
        function = vars(kind).get("get_context_data")
        if kind.__module__.startswith(_OURS) or not inspect.isfunction(function):
            continue
        try:
            found |= set(_words(read_source(function)))
        except OutOfReach:
            continue  # what can be seen of it while it runs must do
    return frozenset(found)


def _words(definition: ast.AST) -> Iterator[str]:
    for node in ast.walk(definition):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.keyword) and node.arg is not None:
            yield node.arg


def read(page: Any, names: Mapping[str, Any], previous: Values | None, changes: Changes | None = None) -> State | None:
    """Return what the browser may know of a page that was just rendered with *names*; None where nothing is predicted."""
    forecast = forecast_of(type(page.view), page.registry, page.plan)
    if not forecast or (previous is not None and previous.told is None):
        return None
    # Numbers in the language at hand must print as a browser prints them.
    if previous is None and not (localize(1234567) == "1234567" and _names_agree(page, names, forecast)):
        return None
    before: State | None = previous.told if previous is not None and previous.unit is page.values.unit else None
    try:
        return forecast.reader.read(_Roots(page, names).read, page.values.root, before, changes)
    except Exception:  # of ours, as above
        logger.exception("%s: what its browser may know could not be told; its handlers wait for the server. Please report this", page.name)
        return forecast.reader.nothing()


def _names_agree(page: Any, names: Mapping[str, Any], forecast: Forecast) -> bool:
    """Whether the template sees the state itself, and nothing that ``get_context_data`` put in its place."""
    roots = _Roots(page, names)
    return not page.registry.adds_context or all(roots.agrees(name) for name in forecast.roots)


class _Roots:
    """Reads the names of a view's state as its template sees them."""

    def __init__(self, page: Any, names: Mapping[str, Any]) -> None:
        self._own = vars(page.view)
        self._constants = page.registry.constants
        self._properties = page.registry.properties
        self._names = names
        self._elsewhere = page.context_names

    def agrees(self, name: str) -> bool:
        """Whether the template sees under *name* what the view has under it."""
        if name in self._properties:
            return True  # it is no data, and nothing is said of it
        own = self._own.get(name, self._constants.get(name, MISSING))
        if name not in self._names:
            return own is MISSING or name in RESERVED
        seen = self._names[name]
        return seen is own or (isinstance(own, QuerySet) and isinstance(seen, QuerySet))

    def read(self, name: str) -> Any:
        """Return the value of *name*, ABSENT where a template finds none, MISSING where it is nobody's business here."""
        if name in self._properties or name in RESERVED:
            return MISSING
        if name in self._names:
            return self._names[name] if self.agrees(name) else MISSING
        return MISSING if name in self._elsewhere else ABSENT


# -- as it travels -------------------------------------------------------------------------------------------------------


def _parts_of(forecast: Forecast) -> str:
    known = _parts.setdefault(forecast, {})
    language = get_language()
    if language not in known:
        known[language] = _json(forecast.parts())
    return known[language]


def told(page: Any) -> str:
    """Return ``data-prediction`` of a page; '' where nothing is predicted."""
    state = page.values.told
    forecast = forecast_of(type(page.view), page.registry, page.plan)
    return f'{{"s":{_json(state.told())},"p":{_parts_of(forecast)}}}' if forecast and state is not None else ""


def program(page: Any, handler: Handler) -> list[Any] | None:
    """Return the program of a handler; None where it is not predicted on this page."""
    if not handler.meta.optimistic or page.values.told is None:
        return None
    forecast = forecast_of(type(page.view), page.registry, page.plan)
    return forecast.program(handler.name) if forecast and handler.name in forecast.statements else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
