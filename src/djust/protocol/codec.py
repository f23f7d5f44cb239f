"""JSON text ↔ messages.

Whatever a browser sends either becomes a message with every field of its type and within its bounds, or is `BadMessage` with
what was expected. Nothing behind this module looks at raw input again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from math import isfinite
from typing import Any, Final, NoReturn

from djust.errors import BadMessage, MessageTooLarge
from djust.protocol import messages as m
from djust.protocol.literals import SAFE, read_call, read_value
from djust.protocol.nesting import MAX_DEPTH, is_deep
from djust.types import Op

MAX_NAME: Final = 200
#: What stands in an attribute that calls a handler, its arguments with it.
MAX_CALL: Final = 100_000
#: An id of a page carries the messages that it was served with.
MAX_SESSION: Final = 4_200
MAX_URL: Final = 8000
MAX_PATH: Final = 200
MAX_NUMBER: Final = SAFE

_LEADING_REF = re.compile(r"\s*\[\s*([1-9][0-9]{0,14})\s*,")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_encode_ascii = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def decode(text: str | bytes, *, limit: int | None = None, fields: int | None = None) -> m.Upward:
    """Read one message of a browser.

    Args:
        limit: The most characters (bytes of a binary frame) that are read at all.
        fields: The most parameters that an event may have.

    Raises:
        MessageTooLarge: More than *limit*.
        InvalidAttribute: What an event calls, or one of its values with a type, cannot be read.
        BadMessage: Anything else that ``docs/internals/wire.md`` does not describe.
    """
    if limit is not None and len(text) > limit:
        raise MessageTooLarge(detail=f"expected at most {limit} characters (DATA_UPLOAD_MAX_MEMORY_SIZE), got {len(text)}.")
    if isinstance(text, bytes):
        _refuse("a text frame", text)
    data = _parse(text)
    if type(data) is not list or not data:
        _refuse("a list such as [1, 0, 'increment'] or ['join', {…}]", data)
    head = data[0]
    if type(head) is int:
        return _event(data, len(text), fields)
    reader = _READERS.get(head) if type(head) is str else None
    if reader is None:
        _refuse(f"an event's number or one of {', '.join(sorted(_READERS))} first", head)
    return reader(data)


def decode_params(text: str) -> dict[str, Any]:
    """Read the parameters of a call over HTTP: one JSON object, or nothing at all.

    Raises:
        BadMessage: It is something else.
    """
    data = _parse(text, _decode_strictly) if text else {}
    if type(data) is not dict:
        _refuse('a JSON object such as {"name": "value"}', data)
    return data


def leading_ref(text: str | bytes) -> int:
    """Return the ``ref`` that a message unfit to be read begins with, 0 if none: so that its sender gets an answer."""
    found = _LEADING_REF.match(text[:40]) if isinstance(text, str) else None
    return int(found[1]) if found else 0


def encode(message: m.Downward) -> str:
    """Write one message for a browser."""
    text = _frame_text(message) if type(message) is m.Frame else _encode(_WRITERS[type(message)](message))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate in somebody's data: JSON can say it, UTF-8 cannot
        text = _encode_ascii(_WRITERS[type(message)](message))
    return text


#: Operations of late and their texts. A message to a thousand pages leads to the same ones a thousand times: to compare is cheaper than
#: to write, and the fewest bytes of difference end it.
_LATEST: Final = 4
_LONGEST: Final = 64 * 1024
_latest: tuple[tuple[list[Op], str], ...] = ()


def _frame_text(frame: m.Frame) -> str:
    refs = f"{frame.refs[0]}" if len(frame.refs) == 1 else _encode(list(frame.refs)) if frame.refs else "0"
    more = f",{_encode(frame.extras)}" if frame.extras else ""
    return f"[{frame.number},{refs},{_ops_text(frame.ops) if frame.ops else '[]'}{more}]"


def _ops_text(ops: list[Op]) -> str:
    global _latest  # replaced as a whole: threads may lose an entry to one another, and never see half of one
    for known, text in _latest:
        if known == ops:
            return text
    text = _encode(ops)
    if len(text) <= _LONGEST:
        _latest = ((ops, text), *_latest[: _LATEST - 1])
    return text


# ---------------------------------------------------------------------------------------------------------------- reading


def _refuse(expected: str, came: object) -> NoReturn:
    shown = repr(came)
    shown = shown if len(shown) <= 80 else f"{shown[:77]}…"
    raise BadMessage(detail=f"expected {expected}, got {shown}.")


def _no_constant(name: str) -> NoReturn:
    _refuse("finite numbers", name)


def _parse(text: str, decode: Callable[[str], Any] | None = None) -> Any:
    if is_deep(text):
        _refuse(f"at most {MAX_DEPTH} levels of lists and objects", text)
    try:
        return (decode or _decode)(text)
    except (ValueError, RecursionError) as error:
        raise BadMessage(detail=f"expected JSON, got {text[:60]!r}: {error}") from None


def _finite(digits: str) -> float:
    number = float(digits)
    return number if isfinite(number) else _refuse("finite numbers", digits)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        _refuse("each name once in an object", next(name for name in names if names.count(name) > 1))
    return found


_decode = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite).decode
#: For what programs write: of two values under one name nobody knows which is meant. Browsers cannot send that.
_decode_strictly = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_once_each).decode


def _number(value: object, what: str, least: int = 0) -> int:
    if type(value) is not int or not least <= value <= MAX_NUMBER:
        _refuse(f"{what}: a whole number from {least}", value)
    return value


def _text(value: object, what: str, longest: int, shortest: int = 1) -> str:
    if type(value) is not str or not shortest <= len(value) <= longest:
        _refuse(f"{what}: a text of {shortest} to {longest} characters", value)
    return value


def _length(data: list[Any], least: int, most: int) -> None:
    if not least <= len(data) <= most:
        _refuse(f"{least} to {most} items after each other", data)


def _fields(data: list[Any], required: frozenset[str], optional: frozenset[str] = frozenset()) -> dict[str, Any]:
    _length(data, 2, 2)
    fields = data[1]
    if type(fields) is not dict or not required <= fields.keys() <= required | optional:
        _refuse(f"{data[0]} with {', '.join(sorted(required))}", fields)
    return fields


def _event(data: list[Any], weight: int, fields: int | None) -> m.Event:
    _length(data, 3, 6)
    params = data[3] if len(data) > 3 else {}
    types = data[4] if len(data) > 4 else {}
    if type(params) is not dict:
        _refuse("an event's parameters: an object", params)
    if type(types) is not dict or not types.keys() <= params.keys():
        _refuse("the types of some of an event's parameters: an object", types)
    name, args = read_call(_text(data[2], "a handler's name, or a call", MAX_CALL, 0))
    if fields is not None and len(params) + len(args) > fields:
        _refuse(f"at most {fields} parameters (DATA_UPLOAD_MAX_NUMBER_FIELDS)", len(params) + len(args))
    return m.Event(
        ref=_number(data[0], "an event's number", 1),
        ack=_number(data[1], "the last frame applied"),
        name=name,
        params={**params, **{name: _typed(name, kind, params[name]) for name, kind in types.items()}} if types else params,
        args=args,
        cached=_number(data[5], "an outcome's number", 1) if len(data) > 5 else 0,
        weight=weight,
    )


def _typed(name: str, kind: object, text: object) -> Any:
    if type(kind) is not str or type(text) is not str:
        _refuse("a parameter with a type: two texts", [kind, text])
    return read_value(name, kind, text)


def _join(data: list[Any]) -> m.Join:
    fields = _fields(data, frozenset({"session", "url"}), frozenset({"digest"}))
    digest = fields.get("digest")
    return m.Join(
        session=_text(fields["session"], "session", MAX_SESSION),
        url=_text(fields["url"], "url", MAX_URL),
        digest=None if digest is None else _text(digest, "digest", MAX_NAME),
    )


def _resume(data: list[Any]) -> m.Resume:
    fields = _fields(data, frozenset({"key", "frame", "url"}))
    return m.Resume(
        key=_text(fields["key"], "key", MAX_NAME),
        frame=_number(fields["frame"], "the last frame applied"),
        url=_text(fields["url"], "url", MAX_URL),
    )


def _ack(data: list[Any]) -> m.Ack:
    _length(data, 2, 2)
    return m.Ack(_number(data[1], "the last frame applied"))


def _broken(data: list[Any]) -> m.Broken:
    _length(data, 2, 2)
    path = data[1]
    if type(path) is not list or len(path) > MAX_PATH:
        _refuse(f"a path: a list of at most {MAX_PATH} numbers", path)
    return m.Broken(tuple(_number(step, "a step of the path") for step in path))


def _ping(data: list[Any]) -> m.Ping:
    _length(data, 1, 1)
    return m.Ping()


_READERS: Final[dict[str, Callable[[list[Any]], m.Upward]]] = {
    m.JOIN: _join,
    m.RESUME: _resume,
    m.ACK: _ack,
    m.BROKEN: _broken,
    m.PING: _ping,
}


# ---------------------------------------------------------------------------------------------------------------- writing


def _write_frame(frame: m.Frame) -> list[Any]:
    refs: int | list[int] = frame.refs[0] if len(frame.refs) == 1 else list(frame.refs) or 0
    data = [frame.number, refs, frame.ops]
    return [*data, frame.extras] if frame.extras else data


def _write_joined(joined: m.Joined) -> list[Any]:
    told: dict[str, Any] = {"key": joined.key, "frame": joined.frame, "how": joined.how}
    if joined.ops is not None:
        told["ops"] = joined.ops
    if joined.html is not None:
        told["html"] = joined.html
    if joined.publish:
        told["publish"] = joined.publish
    if joined.state:
        told["state"] = joined.state
    return [m.JOINED, told]


def _write_resumed(resumed: m.Resumed) -> list[Any]:
    told: dict[str, Any] = {"frame": resumed.frame, "ref": resumed.ref, "ops": resumed.ops, "replies": list(resumed.replies)}
    if resumed.key is not None:
        told["key"] = resumed.key
    if resumed.state:
        told["state"] = resumed.state
    return [m.RESUMED, told]


def _write_refused(refused: m.Refused) -> list[Any]:
    told = {"code": refused.code, "text": refused.text}
    if refused.to is not None:
        told["to"] = refused.to
    if refused.detail:
        told["detail"] = refused.detail
    return [m.REFUSED, told]


def _write_morph(morph: m.Morph) -> list[Any]:
    return [m.MORPH, {"url": morph.url}]


def _write_pong(_pong: m.Pong) -> list[Any]:
    return [m.PONG]


_WRITERS: Final[dict[type, Callable[[Any], list[Any]]]] = {
    m.Frame: _write_frame,
    m.Joined: _write_joined,
    m.Resumed: _write_resumed,
    m.Refused: _write_refused,
    m.Morph: _write_morph,
    m.Pong: _write_pong,
}
