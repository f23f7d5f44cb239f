"""What a template writes as text and means as values: ``dj-click="pick(1, 'a', true, null)"``, ``dj-value-count:int="3"``.

A page sends these texts as they stand in its attributes, and anybody may send others: every pattern here takes time in proportion to
the text, whatever that is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from math import isfinite
from typing import Any, Final

from djust.errors import InvalidAttribute
from djust.protocol.nesting import is_deep

#: A handler's name and its arguments.
Call = tuple[str, tuple[Any, ...]]

#: Texts that are kept once read: so many, and no longer than that.
_KEPT: Final = 1_000
_SHORT: Final = 200

#: Wider than Python's names, so that a misspelled one is an unknown handler, which can be told what it resembles.
_NAME: Final = re.compile(r"[^\W\d][\w.-]{0,199}")
_LITERAL: Final = re.compile(
    r"""\s*+(?:(?P<quote>['"])(?P<text>(?:\\.|(?!(?P=quote))[^\\])*+)(?P=quote)"""
    r"|(?P<number>-?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][-+]?[0-9]++)?)|(?P<word>[A-Za-z]++))\s*+(?P<more>,|\Z)",
    re.DOTALL,
)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t"}
_WORDS: Final = {"true": True, "false": False, "null": None, "none": None}
_INT: Final = re.compile(r"[-+]?[0-9]++")
_FLOAT: Final = re.compile(r"[-+]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][-+]?[0-9]++)?")
#: What JavaScript counts exactly.
SAFE: Final = 2**53 - 1


def read_call(text: str) -> Call:
    """Read ``save`` or ``pick(1, 'a', true, null)``.

    Raises:
        InvalidAttribute: It is no such thing.
    """
    return _read_once(text) if len(text) <= _SHORT else _read(text)


def read_value(name: str, kind: str, text: str) -> Any:
    """Read what an element says under *name*, of the type that its template writes behind it.

    Raises:
        InvalidAttribute: There is no such type, or the text is nothing of it.
    """
    try:
        return _CONVERSIONS[kind](text.strip())
    except (KeyError, ValueError):
        wanted = kind if kind in _CONVERSIONS else f"one of :{', :'.join(_CONVERSIONS)}"
        raise InvalidAttribute(f"{name[:40]}:{kind[:40]}={text[:200]}", wanted) from None


def _read(text: str) -> Call:
    name, bracket, rest = text.partition("(")
    name, rest = name.strip(), rest.rstrip()
    if not _NAME.fullmatch(name) or (bracket and not rest.endswith(")")):
        raise _malformed(text)
    rest = rest[:-1]
    args: list[Any] = []
    at, more = 0, bool(rest.strip())
    while more:
        literal = _LITERAL.match(rest, at)
        if literal is None:
            raise _malformed(text)
        try:
            args.append(_meaning(literal))
        except (KeyError, ValueError):
            raise _malformed(text) from None
        at, more = literal.end(), bool(literal["more"])
    return name, tuple(args)


_read_once = lru_cache(maxsize=_KEPT)(_read)


def _meaning(literal: re.Match[str]) -> Any:
    if literal["quote"]:
        return _ESCAPED.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), literal["text"])
    return _number(literal["number"]) if literal["number"] else _WORDS[literal["word"].lower()]


def _number(digits: str) -> int | float | str:
    """Return a number as browsers print it: a whole one without a fraction; past what they count exactly, its digits."""
    if _INT.fullmatch(digits):
        number = int(digits) if len(digits) < 20 else SAFE + 1  # which takes longer than its digits
        return number if -SAFE <= number <= SAFE else digits
    fraction = float(digits)
    if not isfinite(fraction):
        raise ValueError(digits)
    return int(fraction) if fraction.is_integer() and -SAFE <= fraction <= SAFE else fraction


def _int(text: str) -> int | float | str:
    return _number(_fits(_INT, text))


def _float(text: str) -> int | float | str:
    return _number(_fits(_FLOAT, text))


def _bool(text: str) -> bool:
    word = text[:9].lower()
    if word in ("", "true", "1", "on", "yes"):  # bare, as HTML's own boolean attributes are: true
        return True
    if word in ("false", "0", "off", "no", "none"):
        return False
    raise ValueError(text)


def _json(text: str) -> Any:
    if is_deep(text):
        raise ValueError(text)
    return _decode(text)


def _list(text: str) -> Any:
    if text.startswith("["):
        return _json(text)
    return [part.strip() for part in text.split(",")] if text else []


def _fits(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text


def _no_constant(name: str) -> Any:
    raise ValueError(name)


_decode: Final = json.JSONDecoder(parse_constant=_no_constant, parse_float=_number).decode
_CONVERSIONS: Final[dict[str, Callable[[str], Any]]] = {"int": _int, "float": _float, "bool": _bool, "json": _json, "list": _list}


def _malformed(text: str) -> InvalidAttribute:
    return InvalidAttribute(text[:200], "a handler's name, or a call with plain values such as save(1, 'a', true, null)")
