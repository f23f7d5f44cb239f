"""One of a fixed set: ``Enum`` and ``Literal``."""

from __future__ import annotations

from enum import Enum
from typing import Any

from djust.params.mismatch import Mismatch
from djust.params.scalars import Converter, text_of


def _same(choice: object, value: object) -> bool:
    """``1 == True`` is not enough: a choice is met by a value of its own type."""
    return type(choice) is type(value) and choice == value


def _by_text(choices: dict[Any, Any], value: object) -> Any:
    """Find the choice that the browser would print as *value*; ``None`` when there is none."""
    if type(value) not in (str, int):
        return None
    try:
        wanted = text_of(value)
    except ValueError:  # more digits than Python prints, so no choice
        return None
    return choices.get(wanted)


def enum_converter(enum: type[Enum]) -> Converter:
    """By value, then by name; text such as ``"2"`` meets the value ``2``, and ``_missing_`` of the enum has the last word."""
    members = list(enum.__members__.values())
    texts = {text_of(member.value): member for member in reversed(members) if isinstance(member.value, str | int | float)}
    offered = ", ".join(repr(member.value) for member in enum)

    def convert(value: Any) -> Enum:
        if isinstance(value, enum):
            return value
        for member in members:
            if _same(member.value, value):
                return member
        found = _by_text(texts, value)
        if found is None and isinstance(value, str):
            found = enum.__members__.get(value)
        if found is None and type(value) in (str, int):
            try:
                found = enum(value)
            except (ValueError, TypeError, LookupError):
                found = None
        if not isinstance(found, enum):
            raise Mismatch(f"a value or name of {enum.__name__} ({offered})", value)
        return found

    return convert


def literal_converter(choices: tuple[Any, ...]) -> Converter:
    """The exact choice, else the one that is printed like the text that came (``"5"`` meets ``5``)."""
    texts = {text_of(choice): choice for choice in reversed(choices) if choice is not None and not isinstance(choice, Enum | bytes)}
    offered = ", ".join(map(repr, choices))

    def convert(value: Any) -> Any:
        for choice in choices:
            if _same(choice, value):
                return choice
        found = _by_text(texts, value)
        if found is not None:
            return found
        if value == "" and isinstance(value, str) and None in choices:
            return None
        raise Mismatch(f"one of {offered}", value)

    return convert
