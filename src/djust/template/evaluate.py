"""What generated code calls while it evaluates: lookups with Django's semantics, printing, the bookkeeping of one run.

The fast paths stand in the generated source itself (exact ``dict``, exact ``str``); what arrives here is everything else. Where Django's
own code can be called, it is called.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from inspect import signature
from types import MemberDescriptorType
from typing import Any, Final
from uuid import UUID

from django.db.models.query_utils import DeferredAttribute
from django.template.base import Template, Variable, VariableDoesNotExist
from django.template.context import BaseContext, Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # the stubs leave it out

from djust.template.instrumentation import announce
from djust.types import Changes

logger = logging.getLogger("django.template")


class _Missing:
    """What a failed lookup gives."""

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing()

#: Exact types whose values are data and nothing else: never callable, looked at without running anyone's code.
PLAIN: Final = frozenset(
    (
        str,
        int,
        float,
        bool,
        type(None),
        SafeString,
        Decimal,
        dict,
        list,
        tuple,
        set,
        frozenset,
        datetime,
        date,
        time,
        timedelta,
        UUID,
        bytes,
    )
)
_MAPPINGS: Final = frozenset((dict, OrderedDict))
_INDEXED: Final = frozenset((list, tuple, str, SafeString))
_VIEWS: Final = frozenset(("items", "keys", "values"))
special = re.compile("[&<>\"']").search
_ESCAPES: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#x27;"}


#: Compiles a template that is called: (template, names of the elements around it, context) → its unit.
UnitOf = Callable[[Template, tuple[str, ...], Context], Any]


class Fixed(str):
    """A printed value that is no part of what a page is told apart by."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "*"


class Run:
    """The bookkeeping of one evaluation."""

    __slots__ = ("all", "ambient", "changed", "changes", "frames", "impure", "plain_ints", "unit_of", "volatile")

    def __init__(self, context: Context, changes: Changes | None, volatile: frozenset[int], unit_of: UnitOf) -> None:
        self.unit_of = unit_of
        self.changes = changes
        self.all = changes is None
        self.changed: frozenset[str] = frozenset() if changes is None else changes.names
        #: Ids of parts whose evaluation ran somebody's code (a method, a property): never skipped.
        self.volatile = set(volatile)
        #: Counts such lookups; the generated code compares before and after.
        self.impure = 0
        self.ambient: list[AbstractContextManager[Any]] = []
        self.frames: list[Any] = []
        self.plain_ints = ints_are_plain(context)

    def push_state(self, context: Context, template: Template) -> None:
        """Begin a template inside another: it has a render context of its own (``cycle``, ``ifchanged``, blocks)."""
        announce(template, context)
        state = context.render_context
        self.frames.append(state.template)
        state.template = template
        state.push()

    def pop_state(self, context: Context) -> None:
        context.render_context.pop()
        context.render_context.template = self.frames.pop()

    @staticmethod
    def extend(context: Context, parent: Template, levels: list[dict[str, Any]]) -> None:
        """Begin the *parent* of a template; put the blocks of templates that extend one another where Django looks for them."""
        announce(parent, context)
        state = context.render_context
        if BLOCK_CONTEXT_KEY not in state:
            state[BLOCK_CONTEXT_KEY] = BlockContext()
        for blocks in levels:
            state[BLOCK_CONTEXT_KEY].add_blocks(blocks)

    @staticmethod
    def include(template: Template, context: Context) -> str:
        """Print an included template into a string."""
        return plain(template.render(context))

    def call(self, template: Template, ancestors: tuple[str, ...], context: Context, previous: Any) -> tuple[Any, Any]:
        """Evaluate an included template by its own plan."""
        self.push_state(context, template)
        unit = self.unit_of(template, ancestors, context)
        same = previous is not None and previous[0] is unit
        values = unit.evaluate(context, previous[1] if same else None, self)
        self.pop_state(context)
        return unit, values

    def enter(self, manager: AbstractContextManager[Any]) -> None:
        """Enter an ambient scope (language, time zone); left by :meth:`leave`, or at the end of the run."""
        manager.__enter__()
        self.ambient.append(manager)

    def leave(self) -> None:
        self.ambient.pop().__exit__(None, None, None)

    def close(self) -> None:
        """Leave what an exception left open."""
        while self.ambient:
            self.leave()


def ints_are_plain(context: Context) -> bool:
    """Whether integers print as ``str()`` in the active language (no grouping)."""
    return bool(context.use_l10n is False or (localize(1234567, use_l10n=context.use_l10n) == "1234567"))


# -- lookups ---------------------------------------------------------------------------------------------------------


def root(context: Context, name: str, run: Run) -> Any:
    """Return the context's value of *name*, called if it is callable; ``MISSING`` when there is none."""
    for names in reversed(context.dicts):
        if name in names:
            value = names[name]
            return value if type(value) in PLAIN else walk(Root(value), ("",), context, run)
    return walk(context, (name,), context, run)


class Root:
    """Makes a value of the context the first step of a walk."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def walk(value: Any, bits: Sequence[str], context: Context, run: Run) -> Any:
    """Follow *bits* from *value* as ``Variable.resolve`` does; ``MISSING`` when a lookup fails."""
    bit = ""
    try:
        for bit in bits:
            kind = type(value)
            if kind is Root:
                value = value.value
            elif kind in _MAPPINGS and bit in value:
                value = value[bit]
            elif kind is dict and bit in _VIEWS:
                value = getattr(value, bit)()
                continue
            elif kind in _INDEXED and bit.isdecimal() and int(bit) < len(value):
                value = value[int(bit)]
            elif (found := _data_attribute(value, kind, bit)) is not MISSING:
                value = found
            else:
                run.impure += 1
                value = _step(value, bit)
            if type(value) not in PLAIN:
                value = called(value, context, run)
    except VariableDoesNotExist:
        _log_failure(bit, context)
        return MISSING
    except Exception as error:
        _log_failure(bit, context)
        if getattr(error, "silent_variable_failure", False):
            return string_if_invalid(context)
        raise
    return value


def _step(current: Any, bit: str) -> Any:
    """One lookup, in Django's order: key, attribute, index."""
    try:
        if not hasattr(type(current), "__getitem__"):
            raise TypeError
        return current[bit]
    except (TypeError, AttributeError, KeyError, ValueError, IndexError):
        pass
    try:
        if isinstance(current, BaseContext) and getattr(type(current), bit):
            raise AttributeError
        return getattr(current, bit)
    except (TypeError, AttributeError):
        if not isinstance(current, BaseContext) and bit in dir(current):
            raise  # a property raised it
    try:
        return current[int(bit)]
    except (IndexError, ValueError, KeyError, TypeError):
        raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (bit, current)) from None


def called(value: Any, context: Context, run: Run) -> Any:
    """Do with a callable what Django's templates do with it."""
    if not callable(value) or getattr(value, "do_not_call_in_templates", False):
        return value
    run.impure += 1
    if getattr(value, "alters_data", False):
        return string_if_invalid(context)
    try:
        return value()
    except TypeError:
        try:
            needed = signature(value)
        except ValueError:
            return string_if_invalid(context)
        try:
            needed.bind()
        except TypeError:  # it needs arguments
            return string_if_invalid(context)
        raise


def _log_failure(bit: str, context: Context) -> None:
    name = getattr(context, "template_name", None) or "unknown"
    logger.debug("Exception while resolving variable '%s' in template '%s'.", bit, name, exc_info=True)


_data_kinds: dict[tuple[type, str], bool] = {}


def _data_attribute(value: Any, kind: type, bit: str) -> Any:
    """Return the attribute if it is plain data of the object, read without running anyone's code; else ``MISSING``."""
    plain = _data_kinds.get((kind, bit))
    if plain is None:
        plain = _data_kinds[kind, bit] = _is_data(kind, bit)
    if not plain:
        return MISSING
    held = getattr(value, "__dict__", None)
    if held is not None and bit in held:
        return held[bit]
    return getattr(value, bit, MISSING) if _is_slot(getattr(kind, bit, None)) else MISSING


def _is_data(kind: type, bit: str) -> bool:
    subscriptable = hasattr(kind, "__getitem__") and not issubclass(kind, tuple)
    if (
        subscriptable
        or issubclass(kind, BaseContext)
        or (kind.__getattribute__ is not object.__getattribute__ and not issubclass(kind, tuple))
    ):
        return False
    for owner in kind.__mro__:
        if bit in owner.__dict__:
            descriptor = owner.__dict__[bit]
            if _is_slot(descriptor):
                return True
            if isinstance(descriptor, DeferredAttribute):  # a field: the object's own dict holds it, once loaded
                return not hasattr(type(descriptor), "__set__")
            return not hasattr(type(descriptor), "__get__")
    return True


def _is_slot(descriptor: Any) -> bool:
    return isinstance(descriptor, MemberDescriptorType) or type(descriptor).__name__ == "_tuplegetter"


def string_if_invalid(context: Context) -> str:
    """Return the engine's ``string_if_invalid``, as it stands in its settings."""
    if context.template is None:
        raise RuntimeError("the context is not bound to a template")
    text: str = context.template.engine.string_if_invalid
    return text


def invalid(variable: Variable, context: Context) -> str:
    """Return what stands for a missing variable (``string_if_invalid``)."""
    text = string_if_invalid(context)
    return text % variable if "%s" in text else text


def present(value: Any, variable: Variable) -> Any:
    """Return *value*, the argument of a filter; a missing one is an error there, as in Django."""
    if value is MISSING:
        raise VariableDoesNotExist("Failed lookup for key [%s]", (variable.var,))
    return value


# -- printing --------------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """Escape an exact ``str``; the same object comes back when there is nothing to escape."""
    return text.translate(_ESCAPES) if special(text) else text


def show(value: Any, context: Context, run: Run) -> str:
    """Print *value* as ``{{ value }}`` does; the result is an exact ``str``."""
    kind = type(value)
    if kind is str:
        return escaped(value) if context.autoescape else value
    if kind is SafeString:
        return plain(value)
    if kind is int and run.plain_ints:
        return str(value)
    if kind not in PLAIN:
        run.impure += 1  # somebody's __str__
    value = localize(template_localtime(value, use_tz=context.use_tz), use_l10n=context.use_l10n)
    if not context.autoescape:
        return plain(str(value))
    return plain(conditional_escape(value if isinstance(value, str) else str(value)))


def plain(text: str) -> str:
    """Return *text* as an exact ``str``."""
    return text if type(text) is str else "".join((text,))


# -- loops -----------------------------------------------------------------------------------------------------------


def loop_items(values: Any, reverse: bool) -> list[Any]:
    """Return the items that a ``{% for %}`` goes through."""
    if values is None or values is MISSING:
        return []
    if not hasattr(values, "__len__"):
        values = list(values)
    if len(values) < 1:
        return []
    return list(reversed(values)) if reverse else list(values)


def unpacked(item: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return the loop variables of one item of ``{% for a, b in … %}``."""
    try:
        length = len(item)
    except TypeError:
        length = 1
    if length != len(names):
        raise ValueError(f"Need {len(names)} values to unpack in for loop; got {length}. ")
    return dict(zip(names, item, strict=False))


def parentloop(context: Context) -> Any:
    return context.get("forloop", {})


def count(forloop: dict[str, Any], index: int, length: int) -> None:
    """Set the counters of ``forloop`` for the row *index*."""
    forloop["counter0"] = index
    forloop["counter"] = index + 1
    forloop["revcounter"] = length - index
    forloop["revcounter0"] = length - index - 1
    forloop["first"] = index == 0
    forloop["last"] = index == length - 1


#: What generated code sees.
NAMESPACE: Final = {
    made.__name__: made
    for made in (Fixed, Root, count, escaped, invalid, ints_are_plain, loop_items, parentloop, plain, present, root, show, unpacked, walk)
} | {"MISSING": MISSING, "PLAIN": PLAIN, "special": special}
