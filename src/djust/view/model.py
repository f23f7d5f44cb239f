"""``dj-model``: an attribute of the view follows a field of the page.

What a page may set is a closed list: names that the template binds, and of those only what is public state of the author's own. Whatever
else a browser sends (another attribute, a private one, a method, something of `LiveView`) is refused and nothing is set.
"""

from __future__ import annotations

import inspect
from typing import Any, Final

from djust.decorators.metadata import HandlerMeta
from djust.errors import InvalidParams
from djust.params.attributes import annotated, convert_attribute
from djust.params.mismatch import Mismatch
from djust.view.live_view import LiveView
from djust.view.registry import RESERVED, Handler

#: How the browser calls it; no method can have this name.
NAME: Final = "dj-model"


def _follow(self: Any, **values: Any) -> None:
    """Set attributes of a view to what was typed: all of them, or none."""
    bound: frozenset[str] = self._djust.plan.models
    converted: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, value in values.items():
        if reason := _refused(self, name, bound):
            problems[name[:40]] = reason
            continue
        try:
            converted[name] = convert_attribute(type(self), name, value, getattr(self, name, None))
        except Mismatch as mismatch:
            problems.update({name + place: problem for place, problem in mismatch.problems.items()})
    if problems:
        raise InvalidParams(problems, handler=NAME)
    for name, value in converted.items():
        setattr(self, name, value)


def _refused(view: Any, name: str, bound: frozenset[str]) -> str:
    """Return why a page may not set this name, '' when it may."""
    if name not in bound:
        return f'expected a name that the template binds ({", ".join(sorted(bound)) or "none"}); write dj-model="{name[:40]}" on its field'
    reason = never(type(view), name)
    registry = view._djust_registry
    known = name in vars(view) or name in registry.constants or name in registry.properties
    if reason or known or annotated(type(view), name) is not None:
        return reason
    return f"expected an attribute of the view; set self.{name} in mount()"


def never(view_class: type[LiveView], name: str) -> str:
    """Return why no page of the class may ever set this name, '' when that depends on its state."""
    registry = view_class._djust_registry
    if name in RESERVED or name in registry.handlers or name in registry.methods or hasattr(LiveView, name):
        return "expected the name of an attribute, this is one of a method or of LiveView itself; choose another name"
    if name in registry.properties and not _settable(view_class, name):
        return "expected an attribute that can be set; give the property a setter"
    return ""


def _settable(view_class: type, name: str) -> bool:
    found = inspect.getattr_static(view_class, name)
    return found.fset is not None if isinstance(found, property) else hasattr(type(found), "__set__")


#: Called like a method that the author marked, so that it is an event like any other: order, rate, reply, state put back.
HANDLER: Final = Handler(NAME, _follow, HandlerMeta(marked=True, description="Sets what the template binds to fields."), is_async=False)
