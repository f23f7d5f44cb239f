"""Several values in one parameter: ``list``, ``tuple``, ``set``, ``frozenset``, ``dict`` and their abstract forms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from math import isfinite
from typing import Any

from djust.params.mismatch import Mismatch
from djust.params.scalars import Converter


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is not a finite number")
    return number


def read_json(text: str, expected: str) -> Any:
    """Parse *text*, or say that *expected* was; NaN and infinities are refused, nesting is bounded by the parser."""
    try:
        return json.loads(text, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        raise Mismatch(expected, text, "what begins with [ or { is read as JSON") from None


def _elements(value: Any, expected: str) -> Iterable[Any]:
    """Return the values in *value*: a JSON array, one string with commas, or one value alone."""
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("["):
            parsed = read_json(text, expected)
            return parsed if isinstance(parsed, list) else [parsed]
        return [element.strip() for element in text.split(",")] if text else []
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if value is None or isinstance(value, dict):
        raise Mismatch(expected, value, "send a JSON array, or one string with commas")
    return [value]


def each(elements: Iterable[Any], convert: Converter) -> list[Any]:
    """Convert all of *elements*; a mismatch says which one it was."""
    converted = []
    for index, element in enumerate(elements):
        try:
            converted.append(convert(element))
        except Mismatch as mismatch:
            raise mismatch.under(f"[{index}]") from None
    return converted


def sequence_converter(make: Callable[[list[Any]], Any], convert_all: Callable[[Iterable[Any]], list[Any]]) -> Converter:
    """Any number of elements, put into a new container by *make* (``list``, ``tuple``, ``set`` …)."""
    expected = f"several values ({getattr(make, '__name__', 'list')})"

    def convert(value: Any) -> Any:
        converted = convert_all(_elements(value, expected))
        try:
            return make(converted)
        except TypeError:  # a set of what has no hash
            raise Mismatch(expected, value, "its elements cannot be in a set; annotate a list") from None

    return convert


def fixed_tuple_converter(members: Sequence[Converter]) -> Converter:
    """``tuple[int, str]``: exactly one value for each member."""
    expected = f"exactly {len(members)} values (tuple)"

    def convert(value: Any) -> tuple[Any, ...]:
        elements = list(_elements(value, expected))
        if len(elements) != len(members):
            raise Mismatch(expected, value)
        return tuple(each(zip(members, elements, strict=True), lambda pair: pair[0](pair[1])))

    return convert


def dict_converter(key: Converter, element: Converter) -> Converter:
    """An object, or its JSON; keys and values by their own converters."""
    expected = "an object (dict)"

    def convert(value: Any) -> dict[Any, Any]:
        found = read_json(value, expected) if isinstance(value, str) else value
        if not isinstance(found, dict):
            raise Mismatch(expected, value, 'send a JSON object, such as data-filter:json or a text like {"a": 1}')
        converted: dict[Any, Any] = {}
        for name, content in found.items():
            try:
                converted[key(name)] = element(content)
            except Mismatch as mismatch:
                raise mismatch.under(f"[{str(name)[:40]!r}]") from None
            except TypeError:
                raise Mismatch("keys that can be keys of a dict", name) from None
        return converted

    return convert
