"""From values to HTML: one generated function for each block, twice: with marks, and exactly as Django prints it.

The functions are single f-strings over the tuple of values; what is rarely needed stands in the helpers below.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from djust.template.lists import Rows
from djust.template.parts import DELIMITED_OPEN, FIELDS_OPEN, RANGE_CLOSE, RANGE_OPEN, ROW_MARK, Block, ElementMark, Kind, Mark, Part

_ours = re.compile(r"<!--(?=[{},])")
_marks = re.compile(r"<!--(?:\{[^>]*|\}|,)-->| dj(?:=[@!]\.?)?(?=[\s/>])")
_FIELDS = frozenset(("input", "select", "textarea"))
_SPECIAL = {ord("{"): "{{", ord("}"): "}}"}


def guarded(html: str) -> str:
    """Return *html* without comments that look like our marks."""
    return _ours.sub("<!-- ", html)


def framed(html: str) -> str:
    """Return the HTML content of an element marked as HTML (``docs/internals/wire.md``, 2)."""
    return f"{RANGE_OPEN}{guarded(html)}{RANGE_CLOSE}"


def count_marks(html: str) -> int:
    """Return how many marks *html* holds: what the browser must find."""
    return sum(1 for _ in _marks.finditer(html))


def generate_writers(block: Block) -> None:
    """Give *block* and the blocks inside it their ``write`` and ``write_plain``."""
    for part in block.parts:
        for arm in part.arms:
            generate_writers(arm)
    block.write = _compile(block, marks=True)
    block.write_plain = _compile(block, marks=False)


def _compile(block: Block, *, marks: bool) -> Callable[[tuple[Any, ...]], str]:
    namespace: dict[str, Any] = {"LT": "<", "guarded": guarded, "framed": framed}
    pieces: list[str] = []
    for item in block.items:
        if isinstance(item, str):
            pieces.append(_static(item))
        elif (isinstance(item, Mark) and marks) or (isinstance(item, ElementMark) and marks and block.shape is None):
            pieces.append(_static(item.text))
        elif isinstance(item, Part):
            pieces.append(_part(item, marks, namespace))
    source = "lambda v: f'" + "".join(pieces) + "'"
    function: Callable[[tuple[Any, ...]], str] = eval(source, namespace)
    return function


def _static(text: str) -> str:
    """Return *text* as it stands inside an f-string in single quotes."""
    quoted = repr(text + '"')[1:-2] if "'" in text else repr(text)[1:-1]  # repr() prefers single quotes, unless only those occur
    return quoted.translate(_SPECIAL)


def _part(part: Part, marks: bool, namespace: dict[str, Any]) -> str:
    value = f"v[{part.index}]"
    if part.attributes:
        return "".join(_static(piece) if isinstance(piece, str) else f"{{{value}[{piece}]}}" for piece in part.source)
    if part.kind is Kind.CONTENT and marks and not part.drops_newline:
        return f"{{{value} if LT not in {value} else framed({value})}}"
    if not part.kind.is_range:
        return f"{{{value}}}"
    inner = _range(part, value, marks, namespace)
    return f"{_static(opening(part))}{inner}{_static(RANGE_CLOSE)}" if marks else inner


def opening(part: Part) -> str:
    """Return the mark that a range begins with."""
    if part.kind is not Kind.LOOP:
        own = part.kind is Kind.CALL or any(_is_field(item) for arm in part.arms for item in arm.items)
        return FIELDS_OPEN if own else RANGE_OPEN
    shape = part.arms[0].shape
    return DELIMITED_OPEN if shape is None else f"<!--{{{shape}-->"


def _is_field(item: object) -> bool:
    return isinstance(item, ElementMark) and item.name.lower() in _FIELDS


def _range(part: Part, value: str, marks: bool, namespace: dict[str, Any]) -> str:
    if part.kind in (Kind.VALUE, Kind.OPAQUE):
        return f"{{{value} if LT not in {value} else guarded({value})}}" if marks else f"{{{value}}}"
    name = f"W{part.id}"
    namespace[name] = range_writer(part, marks)
    return f"{{{name}({value})}}"


def range_writer(part: Part, marks: bool) -> Callable[[Any], str]:
    """Return the function that writes what stands between the marks of a branch, a loop or a call."""
    if part.kind is Kind.CALL:
        return _write_call if marks else _write_call_plain
    arms = [arm.write if marks else arm.write_plain for arm in part.arms]
    if part.kind is Kind.BRANCH:
        return lambda value: "" if value is None else arms[value[0]](value[1])
    return _loop_writer(part.arms[0], arms[0], marks)


def _loop_writer(row: Block, write: Callable[[tuple[Any, ...]], str], marks: bool) -> Callable[[Rows], str]:
    if row.shape is None and marks:
        return lambda value: "".join([ROW_MARK + write(one) for one in value.rows])
    lead, trail, between = row.lead, row.trail, row.trail + row.lead
    return lambda value: f"{lead}{between.join(map(write, value.rows))}{trail}" if value.rows else ""


def _write_call(value: tuple[Any, tuple[Any, ...]]) -> str:
    unit, values = value
    html: str = guarded(unit.block.write_plain(values)) if unit.opaque else unit.block.write(values)
    return html


def _write_call_plain(value: tuple[Any, tuple[Any, ...]]) -> str:
    unit, values = value
    html: str = unit.block.write_plain(values)
    return html


def write_rows(row: Block, rows: list[tuple[Any, ...]]) -> str:
    """Write rows to be inserted: as they stand in the page, without the white space between them."""
    if row.shape is None:
        return "".join([ROW_MARK + row.write(one) for one in rows])
    return "".join(map(row.write, rows))
