"""What a view's template sees."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping
from contextlib import AbstractContextManager
from typing import Any, Final

from django.http import HttpRequest
from django.template import RequestContext, Template
from django.template.context import RenderContext

from djust.view import actions, querysets
from djust.view.registry import RESERVED, Registry

#: What context processors give that stays as it is while a page lives.
_STEADY: Final = frozenset({"csrf_token", "messages"})
#: Told by the exact type: asking a lazy ``user`` with ``isinstance`` would load it.
_CONSTANT: Final = frozenset({str, int, float, bool, bytes, type(None)})


def state_of(view: object) -> dict[str, Any]:
    """Return what is held for a page between its events: every instance attribute but the framework's, private ones too."""
    return {name: value for name, value in vars(view).items() if name not in RESERVED}


class ViewNames(dict[str, Any]):
    """The names of a view's template: public state, class attributes, and properties, which are read when asked for and once per
    render."""

    __slots__ = ("_properties", "_view")

    def __init__(self, view: object, registry: Registry) -> None:
        super().__init__(_plain_names(view, registry))
        self._view = view
        self._properties = registry.properties

    def __missing__(self, name: str) -> Any:
        if name not in self._properties:
            raise KeyError(name)
        self[name] = value = getattr(self._view, name)
        return value

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or name in self._properties

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401 - this *is* get

    def __iter__(self) -> Iterator[str]:
        yield from dict.__iter__(self)
        yield from [name for name in self._properties if not dict.__contains__(self, name)]

    def keys(self) -> Any:
        return KeysView(self)

    def values(self) -> Any:
        return [self[name] for name in list(self)]

    def items(self) -> Any:
        return [(name, self[name]) for name in list(self)]

    def __len__(self) -> int:
        return sum(1 for _ in self)


def names_of(view: object, registry: Registry) -> dict[str, Any]:
    """Return the template's names; a plain dictionary where the class has no property."""
    return ViewNames(view, registry) if registry.properties else _plain_names(view, registry)


def _plain_names(view: object, registry: Registry) -> dict[str, Any]:
    """Return public state over class attributes; a QuerySet as a fresh one, so that each render asks the database, once."""
    names = dict(registry.constants)
    if registry.actions:
        names.update(actions.states(view))
    for name, value in vars(view).items():
        if name[0] != "_" and name not in RESERVED:
            names[name] = value
    for name, value in names.items():
        if querysets.is_queryset(value):
            names[name] = querysets.for_a_render(value)
    return names


def forget_rows(state: Mapping[str, Any]) -> None:
    """Make the QuerySets of a state ask again when they are next read: an event must not see the rows of an earlier one."""
    for value in state.values():
        if querysets.is_queryset(value):
            querysets.forget_rows(value)


def volatile_names(held: Mapping[str, Any]) -> frozenset[str]:
    """Return those of the context processors' names whose values may differ at each render (``user``, ``perms``, ``request``)."""
    return frozenset(name for name, value in held.items() if name not in _STEADY and type(value) not in _CONSTANT)


class LiveContext(RequestContext):
    """A `RequestContext` whose processors ran when the page was mounted; what they gave is held for the page."""

    _processors_index: int

    def __init__(self, request: HttpRequest, names: dict[str, Any], held: dict[str, Any], *, autoescape: bool) -> None:
        vars(self).update(_EMPTY)  # what Django's own begins with, at a third of the price
        self.autoescape = autoescape
        self.render_context = RenderContext()
        self.request = request
        #: The names as they are: `update()` would copy them and so read every property. What the template sets comes behind them, for
        #: the author may keep that dictionary.
        self.dicts = [dict(_CONSTANTS), {}, names, {}]
        self._held = held

    def bind_template(self, template: Template) -> AbstractContextManager[None]:
        return _Binding(self, template)


class _Binding(AbstractContextManager[None]):
    """While it lasts, the context has a template, and what the processors gave."""

    __slots__ = ("_context", "_template")

    def __init__(self, context: LiveContext, template: Template) -> None:
        self._context = context
        self._template = template

    def __enter__(self) -> None:
        context = self._context
        if context.template is not None:
            raise RuntimeError("Context is already bound to a template")
        context.template = self._template
        context.dicts[context._processors_index] = context._held

    def __exit__(self, *raised: object) -> None:
        context = self._context
        context.template = None
        context.dicts[context._processors_index] = {}


#: What a context of a request has when nothing is in it, and the names that every context has.
_EMPTY: Final = vars(RequestContext(None))  # type: ignore[arg-type]  # it is nobody's
_CONSTANTS: Final = _EMPTY["dicts"][0]


def processed(request: HttpRequest, template: Template) -> dict[str, Any]:
    """Run the context processors of the template's engine."""
    context = RequestContext(request)
    with context.bind_template(template):
        return dict(context.dicts[1])  # 0 is what every context has; after it comes the place of the processors
