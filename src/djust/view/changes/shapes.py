"""How an object that is no plain dict or list is read, and put back.

An object has up to three stores: what its built-in base keeps (a list's items, a dict's pairs …), its ``__slots__``, and its
``__dict__``. A *shape* reads all of them into one flat tuple, its shallow contents, and writes such a tuple back. It goes to the stores
themselves, past properties and overridden methods: an author's ``__setitem__`` is not to run when state is put back.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MemberDescriptorType, SimpleNamespace
from typing import Any, Final

Contents = tuple[Any, ...]

_HEAP_TYPE = 1 << 9  # set on classes that a class statement made
_POINTER = 8


class _Unset:
    """Stands for a slot, or a ``__dict__``, that has no value."""


UNSET: Final = _Unset()


@dataclass(frozen=True, slots=True)
class Store:
    """What one built-in base keeps."""

    read: Callable[[Any], Contents]
    write: Callable[[Any, Contents], None]


def _nothing_written(target: Any, contents: Contents) -> None:
    """An immutable base: it still has what it had."""


def _read_dict(target: dict[Any, Any]) -> Contents:
    return (*dict.keys(target), *dict.values(target))


def _write_dict(target: dict[Any, Any], contents: Contents) -> None:
    half = len(contents) // 2
    dict.clear(target)
    dict.update(target, zip(contents[:half], contents[half:], strict=True))


def _read_defaultdict(target: defaultdict[Any, Any]) -> Contents:
    return (target.default_factory, *_read_dict(target))


def _write_defaultdict(target: defaultdict[Any, Any], contents: Contents) -> None:
    target.default_factory = contents[0]
    _write_dict(target, contents[1:])


def _read_ordered(target: OrderedDict[Any, Any]) -> Contents:
    keys = tuple(OrderedDict.__iter__(target))
    return (*keys, *(dict.__getitem__(target, key) for key in keys))


def _write_ordered(target: OrderedDict[Any, Any], contents: Contents) -> None:
    half = len(contents) // 2
    OrderedDict.clear(target)
    for key, value in zip(contents[:half], contents[half:], strict=True):
        OrderedDict.__setitem__(target, key, value)


def _write_list(target: list[Any], contents: Contents) -> None:
    list.__setitem__(target, slice(None), contents)


def _write_set(target: set[Any], contents: Contents) -> None:
    set.clear(target)
    set.update(target, contents)


def _write_deque(target: deque[Any], contents: Contents) -> None:
    deque.clear(target)
    deque.extend(target, contents)


def _write_bytes(target: bytearray, contents: Contents) -> None:
    target[:] = contents[0]


def _write_error(target: BaseException, contents: Contents) -> None:
    target.args = contents[0]


_NOTHING = Store(lambda target: (), _nothing_written)
_STORES: Final[dict[type, Store]] = {
    OrderedDict: Store(_read_ordered, _write_ordered),
    defaultdict: Store(_read_defaultdict, _write_defaultdict),
    dict: Store(_read_dict, _write_dict),
    list: Store(lambda target: tuple(list.__iter__(target)), _write_list),
    set: Store(lambda target: tuple(set.__iter__(target)), _write_set),
    frozenset: Store(lambda target: tuple(frozenset.__iter__(target)), _nothing_written),
    tuple: Store(lambda target: tuple(tuple.__iter__(target)), _nothing_written),
    deque: Store(lambda target: tuple(deque.__iter__(target)), _write_deque),
    bytearray: Store(lambda target: (bytes(target),), _write_bytes),
    BaseException: Store(lambda target: (target.args,), _write_error),
} | dict.fromkeys((object, SimpleNamespace, int, float, complex, str, bytes, Decimal, date, datetime, time, timedelta), _NOTHING)


@dataclass(frozen=True, slots=True)
class Shape:
    """How to read and write objects of one type."""

    store: Store
    slots: tuple[MemberDescriptorType, ...]
    has_dict: bool

    @property
    def only_dict(self) -> bool:
        """Whether ``__dict__`` is the only store."""
        return self.has_dict and not self.slots and self.store is _NOTHING

    def read(self, target: Any) -> Contents:
        """Return the shallow contents of *target*."""
        contents = self.store.read(target)
        if self.slots:
            contents += tuple(_slot(slot, target) for slot in self.slots)
        if self.has_dict:
            contents += (target.__dict__,)
        return contents

    def write(self, target: Any, contents: Contents) -> None:
        """Put *contents*, as ``read`` gave them, back into *target*; what lies in its ``__dict__`` is a container of its own."""
        if self.has_dict:
            attributes = contents[-1]
            if target.__dict__ is not attributes:
                object.__setattr__(target, "__dict__", attributes)
            contents = contents[:-1]
        if self.slots:
            held = contents[-len(self.slots) :]
            for slot, value in zip(self.slots, held, strict=True):
                if value is not UNSET:
                    slot.__set__(target, value)
                elif _slot(slot, target) is not UNSET:
                    slot.__delete__(target)
            contents = contents[: -len(self.slots)]
        self.store.write(target, contents)


def _slot(slot: MemberDescriptorType, target: Any) -> Any:
    try:
        return slot.__get__(target)
    except AttributeError:
        return UNSET


def shape_of(type_: type) -> Shape | None:
    """Return how objects of *type_* are read, or ``None`` for a type that keeps something where Python cannot look."""
    base = next(parent for parent in type_.__mro__ if parent in _STORES)
    slots = tuple(
        member
        for parent in type_.__mro__
        if parent.__flags__ & _HEAP_TYPE and parent not in _STORES and "__slots__" in vars(parent)
        for member in vars(parent).values()
        if isinstance(member, MemberDescriptorType)
    )
    visible = len(slots) + bool(type_.__dictoffset__) + bool(type_.__weakrefoffset__)
    if type_.__basicsize__ - base.__basicsize__ > visible * _POINTER or type_.__itemsize__ != base.__itemsize__:  # fields of C
        return None
    return Shape(_STORES[base], slots, bool(type_.__dictoffset__))
