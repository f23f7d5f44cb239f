"""What the browser is told about handlers: ``data-handlers`` of the configuration element (docs/internals/wire.md, 4 and 8).

Each feature that acts in the browser has a function here, which gives its fields for a handler. Only handlers that the page can call are
told of, and only what their decorators say: no page is a list of what its view could do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from weakref import WeakKeyDictionary

from djust.params import parameters_of
from djust.prediction.parameters import told_parameters
from djust.template import Plan
from djust.template.bindings import called_in
from djust.view import foresight
from djust.view.page import Page
from djust.view.registry import Handler

Fields = Mapping[str, Any]
#: Gives what the browser is to know about one handler of a page; nothing where the feature is not asked for.
Recorder = Callable[[Page, Handler], Fields]


def _pace(page: Page, handler: Handler) -> Fields:
    """``d: [wait, longest?]``, ``t: [interval, leading?, trailing?]``, in milliseconds."""
    fields: dict[str, Any] = {}
    if debounce := handler.meta.debounce:
        fields["d"] = [_ms(debounce.wait), *([] if debounce.max_wait is None else [_ms(debounce.max_wait)])]
    if throttle := handler.meta.throttle:
        edges = [] if throttle.leading and throttle.trailing else [int(throttle.leading), int(throttle.trailing)]
        fields["t"] = [_ms(throttle.interval), *edges]
    return fields


def _caching(page: Page, handler: Handler) -> Fields:
    """``c: [ttl, [key params]]``, as they are sent: of a record its fields."""
    caching = handler.meta.cache
    if caching is None:
        return {}
    sources = parameters_of(handler.function).sources
    return {"c": [_ms(caching.ttl), list(dict.fromkeys(sent for name in caching.key_params for sent in sources(name)))]}


def _client_state(page: Page, handler: Handler) -> Fields:
    """``s: [keys]``: those that are parameters, with their kinds where a value is converted; those of the others come with the reply."""
    meta = handler.meta
    if not meta.client_state:
        return {}
    kinds = {told[0]: told for told in told_parameters(handler.function, coerce=meta.coerce_types, allowed=meta.params)}
    found = [kinds[key] for key in meta.client_state if key in kinds and kinds[key][1] != "-"]
    return {"s": [told[:2] if told[1] in ("int", "bool") else told[0] for told in found]} if found else {}


def _prediction(page: Page, handler: Handler) -> Fields:
    """``o: program``"""
    program = foresight.program(page, handler)
    return {"o": program} if program else {}


#: In the order in which their fields are written.
RECORDERS: Final[tuple[Recorder, ...]] = (_pace, _caching, _client_state, _prediction)

#: Plans that are one template for good, with what was found out for each class of views: the text, by the names that are told.
_written: WeakKeyDictionary[Plan, dict[tuple[type, frozenset[str], bool], str]] = WeakKeyDictionary()


def called_by(page: Page, html: str = "") -> frozenset[str]:
    """Return the names of those handlers, of which the browser has to know something, that *html* or later updates of a page call.

    A template says which it calls; where it does not, because a variable writes the name or the attributes come with a value (a form's
    widget has some), what stands in the page counts.
    """
    acting = frozenset(name for name, handler in page.registry.handlers.items() if handler.meta.acts_in_browser)
    named = acting if not acting or page.plan.names_vary else acting & page.plan.handlers
    return named if named == acting else named | (acting & called_in(html))


def handlers_of(page: Page, called: frozenset[str]) -> str:
    """Return, as JSON, what the browser is to know about the handlers that a page calls; '' for nothing."""
    if not called:
        return ""
    known = _written.setdefault(page.plan, {}) if page.plan.unit else {}
    key = type(page.view), called, page.values.told is not None
    if key not in known:
        told = {name: fields for name in sorted(called) if (fields := _fields(page, page.registry.handlers[name]))}
        known[key] = json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""
    return known[key]


def _fields(page: Page, handler: Handler) -> Fields:
    fields: dict[str, Any] = {}
    for record in RECORDERS:
        fields |= record(page, handler)
    parameters = parameters_of(handler.function)
    allowed = handler.meta.params
    by_position = [name for name in parameters.positional if allowed is None or name in allowed]
    # Only who looks a value up by its name needs to know what `fn(1, 'a')` calls it.
    published = {each if isinstance(each, str) else each[0] for each in fields.get("s", ())}
    wanted = {*published, *fields.get("c", (0, ()))[1]}
    if by_position and ("o" in fields or wanted & {*by_position}):
        fields["p"] = by_position
    return fields


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
