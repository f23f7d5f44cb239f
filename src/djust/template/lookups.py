"""Looking a name up with the semantics of ``Variable.resolve``.

The fast paths stand in the generated source itself (exact ``dict``); what arrives here is everything else.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from inspect import getattr_static, signature
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Model
from django.db.models.query_utils import DeferredAttribute
from django.template.base import Variable, VariableDoesNotExist
from django.template.context import BaseContext, Context
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from djust.template.evaluate import Run

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
            elif (found := data_attribute(value, kind, bit)) is not MISSING:
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


#: Under which name an object of a type holds what an attribute says; "" where finding out would run code.
_data_names: dict[tuple[type, str], str] = {}


def data_attribute(value: Any, kind: type, bit: str) -> Any:
    """Return the attribute if it is plain data of the object, read without running anyone's code; else ``MISSING``."""
    name = _data_names.get((kind, bit))
    if name is None:
        name = _primary_key(kind) if bit == "pk" else bit
        name = _data_names[kind, bit] = name if _is_data(kind, name) else ""
    if not name:
        return MISSING
    held = getattr(value, "__dict__", None)
    if held is not None and name in held:
        return held[name]
    return getattr(value, name, MISSING) if _is_slot(getattr(kind, name, None)) else MISSING


def _primary_key(kind: type) -> str:
    """Return the field that ``pk`` stands for: Django's property does nothing but read it."""
    if not issubclass(kind, Model) or kind._get_pk_val is not Model._get_pk_val or kind._meta.pk is None:
        return "pk"
    return kind._meta.pk.attname if getattr_static(kind, "pk") is getattr_static(Model, "pk") else "pk"


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
