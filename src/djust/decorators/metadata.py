"""What decorators know about a handler: one object per function, which every decorator of a stack adds to.

A decorator records and returns the function; the dispatcher acts. Because all of them write to the same object, they may be
stacked in any order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

#: The attribute of a function that holds its `HandlerMeta`.
ATTRIBUTE: Final = "_djust"


@dataclass(slots=True)
class HandlerMeta:
    """What was said above one function.

    ``marked`` is what makes it callable from a page; the other fields of `event_handler` are its options.
    """

    marked: bool = False
    params: tuple[str, ...] | None = None
    description: str = ""
    coerce_types: bool = True
    expose_api: bool = False
    serialize: Callable[..., Any] | str | None = None
    atomic: bool = False


def meta_of(function: Callable[..., Any]) -> HandlerMeta:
    """Return the metadata of *function*, made empty when no decorator has written any."""
    found = getattr(function, ATTRIBUTE, None)
    if not isinstance(found, HandlerMeta):
        found = HandlerMeta()
        setattr(function, ATTRIBUTE, found)
    return found


def read_meta(function: object) -> HandlerMeta | None:
    """Return the metadata of *function*, None when it has none."""
    found = getattr(function, ATTRIBUTE, None)
    return found if isinstance(found, HandlerMeta) else None
