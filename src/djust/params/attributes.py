"""The value of an attribute that a page sets: converted as its class annotates it, else as the value that it replaces."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise

from djust.errors import UsageError
from djust.params.converters import Builder, Unsupported
from djust.params.scalars import SCALARS, Converter, registrations, to_str
from djust.params.signature import Unresolvable, read_annotations, resolve_in

_CONTAINERS: dict[type, Any] = {list: list[str], set: set[str], frozenset: frozenset[str], tuple: tuple[str, ...]}


def convert_attribute(owner: type, name: str, value: Any, current: object) -> Any:
    """Return *value* as the attribute *name* of an *owner* takes it.

    Args:
        current: What the attribute holds now; its type counts where the class has no annotation, and None stands for text.

    Raises:
        Mismatch: The value is not of that type, or nothing says which type that is.
        UsageError: The annotation cannot be used.
    """
    return (annotated(owner, name) or _like(current, name))(value)


def annotated(owner: type, name: str) -> Converter | None:
    """Return the converter for an attribute's annotation, None when no class of *owner*'s annotates it.

    Raises:
        UsageError: The annotation cannot be used.
    """
    return _annotated(owner, name, registrations())


@lru_cache(maxsize=1_000)
def _annotated(owner: type, name: str, _registrations: int) -> Converter | None:
    for ancestor in owner.__mro__:
        written = read_annotations(ancestor)
        if name in written:
            try:
                return Builder().build(resolve_in(written[name], ancestor))
            except (Unresolvable, Unsupported) as error:
                raise UsageError(f"{owner.__qualname__}.{name} cannot be set from a page: {error}.") from None
    return None


def _like(current: object, name: str) -> Converter:
    kind = type(current)
    if kind in SCALARS:
        return SCALARS[kind]
    if isinstance(current, Enum):
        return Builder().build(kind)
    if current is None or isinstance(current, str | Promise):
        return to_str  # plain text, even where markup stood: what a person typed is never safe
    if kind in _CONTAINERS:
        return Builder().build(_CONTAINERS[kind])
    raise UsageError(
        f"{name} holds a {kind.__name__}, which is no plain value; say in the class what a page may set: {name}: int, Item | None, …"
    )
