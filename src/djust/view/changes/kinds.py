"""What a type is for the walk: a leaf, a container, or something whose inside nobody can see."""

from __future__ import annotations

import datetime
import ipaddress
import logging
import pathlib
import re
import threading
import types
import uuid
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from django.db.models import Field, QuerySet
from django.db.models.base import ModelState
from django.db.models.manager import BaseManager
from django.db.models.options import Options
from django.forms.renderers import BaseRenderer
from django.http import HttpRequest
from django.template import Engine
from django.template.backends.base import BaseEngine
from django.template.base import Template
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from djust.view.changes.shapes import UNSET, Shape, shape_of


class NoState:
    """A base of what djust holds for a page: it can be reached from state that refers to its view, and is none of it.

    What a tracker remembers would else be state itself, and twice as much after each event.
    """

    __slots__ = ()


class Sort(Enum):
    """The kinds that need no reading and writing of their own."""

    #: has no inside, or one that does not change
    LEAF = "leaf"
    #: a plain dict
    DICT = "dict"
    #: a plain list
    LIST = "list"
    #: evaluated afresh whenever it is read (a QuerySet, a translated text): changed each time, and nothing to put back
    LAZY = "lazy"
    #: an iterator, a file, an object of C: changed each time, and cannot be put back
    OPAQUE = "opaque"


Kind = Sort | Shape

_EXACT_LEAVES: Final[tuple[type, ...]] = (
    type(None), bool, int, float, complex, str, bytes, SafeString, Decimal, uuid.UUID, range, slice, object, type(...),
    type(NotImplemented), type(UNSET), datetime.date, datetime.datetime, datetime.time,
    datetime.timedelta, re.Pattern, ModelState,
)  # fmt: skip
#: Immutable, or configuration of the process: what hangs below is no state of a page. (A ModelState is read by its model instance.)
_LEAF_BASES: Final = (
    type, types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType, property, Enum, datetime.tzinfo,
    pathlib.PurePath, ipaddress.IPv4Address, ipaddress.IPv6Address, ipaddress.IPv4Network, ipaddress.IPv6Network,
    type(threading.Lock()), type(threading.RLock()), logging.Logger, logging.LoggerAdapter, Field, Options, BaseRenderer, Engine,
    BaseEngine, Template, HttpRequest, NoState,
)  # fmt: skip
_LAZY_BASES: Final = (QuerySet, BaseManager, Promise)

_kinds: dict[type, Kind] = {dict: Sort.DICT, list: Sort.LIST}
_kinds.update((leaf, Sort.LEAF) for leaf in _EXACT_LEAVES)


def kind_of(type_: type) -> Kind:
    """Return what objects of exactly *type_* are."""
    kind = _kinds.get(type_)
    if kind is None:
        kind = _kinds[type_] = _classified(type_)
    return kind


def _classified(type_: type) -> Kind:
    if issubclass(type_, _LEAF_BASES):
        return Sort.LEAF
    if issubclass(type_, _LAZY_BASES):
        return Sort.LAZY
    return shape_of(type_) or Sort.OPAQUE


#: Types whose equal values are the same to every template. Not float and Decimal (``-0.0``, ``1.0`` and ``1.00`` are equal and printed
#: differently), not SafeString (equal to its unsafe text).
_EQUAL_IS_SAME: Final = frozenset({str, int, bool, bytes, type(None), uuid.UUID, datetime.date, datetime.timedelta, range})


def same_leaf(held: Any, now: Any) -> bool:
    """Whether *now* shows exactly what *held* showed: the same object, or an equal one of the same, harmless type."""
    if held is now:
        return True
    kind = type(held)
    if kind is not type(now):
        return False
    if kind in _EQUAL_IS_SAME:
        return bool(held == now)
    if kind is datetime.datetime or kind is datetime.time:  # equal moments in two time zones are printed differently
        return held.tzinfo is now.tzinfo and held.fold == now.fold and bool(held == now)
    if kind is tuple:
        return len(held) == len(now) and all(map(same_leaf, held, now))
    return False
