"""What a view class offers: its event handlers, and the class-level names that its template may read.

Both are worked out once, when the class is created, so that mistakes are errors at import.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from djust.decorators.computed import MEMOS
from djust.decorators.metadata import HandlerMeta, read_meta
from djust.decorators.reactivity import State
from djust.errors import UsageError
from djust.prediction import OutOfReach, read_source
from djust.prediction.source import Definition
from djust.view.hooks import Hook, hooks_of

#: Instance attributes that are no state.
RESERVED: Final = frozenset({"request", "args", "kwargs", "head", "_djust", MEMOS})

#: Names of djust's that an author may want for a handler, or for state: nothing of djust's own calls them.
FREE: Final = frozenset({"resume", "run", "subscribe", "unsubscribe"})

#: What ``resume`` of a view may be.
POLICIES: Final = ("", "every-event", "never")

#: Class attributes of these exact types cannot change in place, so a template part that reads one never needs a second look.
_CONSTANT: Final = (str, int, float, bool, bytes, complex, type(None))


@dataclass(frozen=True, slots=True)
class Handler:
    """A method that pages may call."""

    name: str
    function: Callable[..., Any]
    meta: HandlerMeta
    is_async: bool
    #: Of an `optimistic` handler its source, or why there is none.
    definition: Definition | str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """What one view class offers."""

    handlers: Mapping[str, Handler]
    #: Server functions: called by scripts, on an instance of their own.
    functions: Mapping[str, Handler]
    #: Public names that are neither handlers nor the framework's: unmarked methods, for a better error text.
    methods: frozenset[str]
    #: Class attributes that a template may read.
    constants: Mapping[str, Any]
    #: Properties and other descriptors, read when the template reads them.
    properties: frozenset[str]
    #: Names whose value may differ without any assignment on the instance.
    volatile: frozenset[str]
    #: Whether the class has a ``get_context_data`` of its own.
    adds_context: bool
    #: What runs before ``mount``, in order.
    hooks: tuple[Hook, ...] = ()
    #: Handlers under whose names the template finds what came of them.
    actions: frozenset[str] = frozenset()
    #: Attributes declared with `state()`, with what makes their defaults.
    states: Mapping[str, State] = field(default_factory=dict)
    #: Handlers whose outcome the browser shows before the server has it.
    optimistic: frozenset[str] = frozenset()


EMPTY: Final = Registry({}, {}, frozenset(), {}, frozenset(), frozenset(), False)


def register(view_class: type, base: type) -> Registry:
    """Work out what *view_class* offers beyond the framework's *base* class.

    Raises:
        UsageError: A handler has a name that Django or djust calls itself, or ``resume`` says something unknown.
    """
    _refuse_policy(view_class)
    own = _own_attributes(view_class, base)
    handlers: dict[str, Handler] = {}
    functions: dict[str, Handler] = {}
    states: dict[str, State] = {}
    methods, constants, properties = set(), {}, set()
    for name, value in own.items():
        meta = read_meta(value)
        if meta is not None and (meta.marked or meta.function):
            _refuse_name(view_class, base, name)
            _refuse_serializer(view_class, name, meta)
            offered = functions if meta.function else handlers
            definition = _definition(value) if meta.optimistic else None
            offered[name] = Handler(name, value, meta, inspect.iscoroutinefunction(value), definition)
        elif isinstance(value, State):
            states[name] = value
        elif name.startswith("_") or hasattr(base, name):
            continue
        elif inspect.isroutine(value) or isinstance(value, (type, classmethod, staticmethod)):
            methods.add(name)
        elif hasattr(type(value), "__get__"):
            properties.add(name)
        else:
            constants[name] = value
    _refuse_mount(view_class)
    mutable = {name for name, value in constants.items() if not isinstance(value, _CONSTANT)}
    return Registry(
        handlers=handlers,
        functions=functions,
        methods=frozenset(methods),
        constants=constants,
        properties=frozenset(properties),
        volatile=frozenset(mutable | properties),
        adds_context=getattr(view_class, "get_context_data", None) is not getattr(base, "get_context_data", None),
        hooks=hooks_of(view_class),
        states=states,
        actions=frozenset(name for name, handler in handlers.items() if handler.meta.action),
        optimistic=frozenset(name for name, handler in handlers.items() if handler.meta.optimistic),
    )


def _definition(function: Callable[..., Any]) -> Definition | str:
    """Return a handler's source, read now: the file may be another one later."""
    try:
        return read_source(function)
    except OutOfReach as reason:
        return str(reason)


def _own_attributes(view_class: type, base: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for ancestor in reversed(view_class.__mro__):
        if ancestor not in base.__mro__:
            found.update(vars(ancestor))
    return {name: value for name, value in found.items() if not (name.startswith("__") and name.endswith("__"))}


def _refuse_policy(view_class: type) -> None:
    wanted = getattr(view_class, "resume", "")
    if isinstance(wanted, str) and wanted not in POLICIES:
        known = ", ".join(map(repr, POLICIES))
        raise UsageError(f"{view_class.__qualname__}.resume: expected one of {known}, got {wanted!r}.")


def _refuse_mount(view_class: type) -> None:
    """``mount`` is called with the request; without a place for it Python would count arguments, at the first visit."""
    try:
        inspect.signature(view_class.mount).bind_partial(None, None)  # type: ignore[attr-defined]  # every view has it
    except ValueError:  # nothing is known of it
        return
    except TypeError:
        taken = inspect.signature(view_class.mount)  # type: ignore[attr-defined]
        hint = "Write def mount(self, request, **kwargs); kwargs are the arguments of its URL."
        raise UsageError(f"{view_class.__qualname__}.mount: expected a method that takes the request, got mount{taken}. {hint}") from None


def _refuse_serializer(view_class: type, name: str, meta: HandlerMeta) -> None:
    if isinstance(meta.serialize, str) and not callable(getattr(view_class, meta.serialize, None)):
        where = f"{view_class.__qualname__}.{name}"
        raise UsageError(f"{where}: serialize={meta.serialize!r} names no method of the view. Write def {meta.serialize}(self, result).")


def _refuse_name(view_class: type, base: type, name: str) -> None:
    where = f"{view_class.__qualname__}.{name}"
    if name.startswith("_"):
        raise UsageError(f"{where}: a handler's name cannot begin with an underscore; private names are never callable.")
    if (hasattr(base, name) and name not in FREE) or name in RESERVED:
        raise UsageError(f"{where}: {name!r} is a name that Django or djust calls itself; give the handler another one.")
    methods = [method.lower() for method in getattr(view_class, "http_method_names", ())]
    if name in methods:
        raise UsageError(
            f"{where}: with {name!r} in http_method_names Django would run this handler for any HTTP {name.upper()}, past every guard. "
            f"Take {name!r} out of http_method_names, or rename the handler."
        )
