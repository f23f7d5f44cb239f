"""What may be broadcast, and to which topics; the same rules whether one process is concerned or many."""

from __future__ import annotations

import json
import math
from typing import Any, Final

from djust.errors import UsageError

#: Characters of a topic's name.
LONGEST_TOPIC: Final = 200
#: Characters of a message's text: what is larger belongs into the database, and its id into the message.
LONGEST_TEXT: Final = 1_000_000
#: How deep lists and dictionaries may lie in each other.
DEEPEST: Final = 100

_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode
_PLAIN: Final = frozenset({str, int, float, bool, type(None)})


def check_topic(topic: object) -> str:
    """Return *topic* when it is a name that pages can subscribe to.

    Raises:
        UsageError: It is none.
    """
    if not isinstance(topic, str) or not topic or len(topic) > LONGEST_TOPIC or not topic.isprintable():
        shown = repr(topic)
        shown = shown if len(shown) <= 80 else f"{shown[:77]}…"
        raise UsageError(f"topic: expected a text of 1 to {LONGEST_TOPIC} printable characters, such as 'room:7', got {shown}.")
    return str(topic)


def pack(message: object) -> str:
    """Return *message* as text.

    Raises:
        UsageError: Something in it is more than text, numbers, booleans, None, lists and dictionaries.
    """
    _check(message, "message", 0)
    text = _encode(message)
    if len(text) > LONGEST_TEXT:
        fix = "save it, and broadcast what it can be found by"
        raise UsageError(f"message: expected at most {LONGEST_TEXT} characters of JSON, got {len(text)}; {fix}.")
    return text


def unpack(text: str) -> Any:
    """Return a message that nobody else has."""
    return json.loads(text)


def _check(value: object, place: str, depth: int) -> None:
    kind = type(value)
    if kind in _PLAIN:
        if kind is float and not math.isfinite(value):  # type: ignore[arg-type]  # it is a float
            raise UsageError(f"{place}: expected a finite number, got {value!r}.")
        return
    if depth > DEEPEST:
        raise UsageError(f"{place[:80]}…: expected at most {DEEPEST} levels; does the message hold itself?")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise UsageError(f"{place}: expected texts as keys, got {key!r}; write str(…), as it would arrive like that.")
            _check(item, f"{place}[{key!r}]", depth + 1)
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            _check(item, f"{place}[{number}]", depth + 1)
    elif not isinstance(value, (str, int, float)):
        shown = repr(value)
        shown = shown if len(shown) <= 80 else f"{shown[:77]}…"
        fix = "send what it can be found by or printed as (a pk, isoformat(), str())"
        raise UsageError(f"{place}: expected text, a number, True, False, None, a list or a dictionary of such, got {shown}; {fix}.")
