"""The language of event attributes and of the values that elements carry: as `client/src/events/attribute.ts` and ``values.ts`` read it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from djust.testing.refusals import CannotBeDone

_CALL: Final = re.compile(r"\s*([^\W\d]\w*)\s*(?:\((.*)\)\s*)?", re.DOTALL)
_LITERAL: Final = re.compile(
    r"""\s*(?:(?P<quote>['"])(?P<text>(?:\\.|(?!(?P=quote))[^\\])*)(?P=quote)"""
    r"|(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)|(?P<word>true|false|null|none))\s*(?P<more>,|$)",
    re.IGNORECASE | re.DOTALL,
)
_NAME: Final = re.compile(r"(dj-value-|data-(?:dj-)?)([^:]+)(?::(.+))?")
_ESCAPES: Final = {"n": "\n", "t": "\t"}
_WORDS: Final = {"true": True, "false": False, "null": None, "none": None}
#: Past it JavaScript would round, so a number travels as its digits.
_SAFE: Final = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Call:
    """What an event attribute says."""

    handler: str
    args: list[Any]


def parse_call(source: str) -> Call:
    """Read ``save`` or ``pick(1, 'a', true, null)``.

    Raises:
        CannotBeDone: It is no such thing; the browser would report it and send nothing.
    """
    found = _CALL.fullmatch(source)
    if found is None:
        raise _malformed(source)
    rest = found[2] or ""
    args: list[Any] = []
    at, more = 0, bool(rest.strip())
    while more:
        literal = _LITERAL.match(rest, at)
        if literal is None:
            raise _malformed(source)
        args.append(_meaning(literal))
        at, more = literal.end(), bool(literal["more"])
    return Call(found[1], args)


def own_values(attributes: Mapping[str, str]) -> dict[str, Any]:
    """Return what ``data-*`` and ``dj-value-*`` of an element say; the latter win."""
    data: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for name, text in attributes.items():
        found = _NAME.fullmatch(name)
        if found is None:
            continue
        target = values if found[1] == "dj-value-" else data
        target[found[2].replace("-", "_")] = _converted(name, found[3], text) if found[3] else text
    return {**data, **values}


def _meaning(literal: re.Match[str]) -> Any:
    if literal["quote"]:
        return re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[1]), literal["text"], flags=re.DOTALL)
    return _number(literal["number"]) if literal["number"] else _WORDS[literal["word"].lower()]


def _number(digits: str) -> int | float | str:
    if not digits.removeprefix("-").removeprefix("+").isdigit():
        return float(digits)
    number = int(digits)
    return number if -_SAFE <= number <= _SAFE else digits


def _bool(text: str) -> bool:
    if text.lower() in ("", "true", "1", "on", "yes"):
        return True
    if text.lower() in ("false", "0", "off", "no", "none"):
        return False
    raise ValueError(text)


def _int(text: str) -> int | float | str:
    if re.fullmatch(r"[-+]?[0-9]+", text) is None:
        raise ValueError(text)
    return _number(text)


def _list(text: str) -> Any:
    if text.startswith("["):
        return json.loads(text)
    return re.split(r"\s*,\s*", text) if text else []


_CONVERSIONS: Final[dict[str, Callable[[str], Any]]] = {"int": _int, "float": float, "bool": _bool, "json": json.loads, "list": _list}


def _converted(name: str, kind: str, text: str) -> Any:
    try:
        return _CONVERSIONS[kind](text.strip())
    except (KeyError, ValueError):
        wanted = f"expected {kind}" if kind in _CONVERSIONS else f"expected one of :{', :'.join(_CONVERSIONS)}"
        raise CannotBeDone(f"{name}={text!r}: {wanted}. The browser reports that and sends nothing.") from None


def _malformed(source: str) -> CannotBeDone:
    example = "a handler's name, or save(1, 'a', true, null)"
    return CannotBeDone(f"expected {example}, got {source!r}. The browser reports that and sends nothing.")
