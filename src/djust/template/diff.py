"""From two value trees to operations (``docs/internals/wire.md``, 3).

*Old* may be any earlier tree of the same plan, so the same function serves an event, a slow reader and a resume. Trees share structure:
where old and new are the same object, nothing below is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from itertools import count
from typing import Any

from djust.template.lists import Rows, changed_rows, order_of, unique_keys
from djust.template.parts import APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, REPLACE, ROWS, TAG_SOURCE, Block, Kind, Part
from djust.template.texts import attribute_text, raw_text, text_of
from djust.template.write import guarded, range_writer, write_rows
from djust.types import Op

Region = int | None
Values = tuple[Any, ...]


def diff_block(block: Block, old: Values, new: Values, broken: Container[Region]) -> list[Op]:
    """Return the operations that turn a block that shows *old* into one that shows *new*.

    Args:
        broken: Ids of parts whose marks the browser could not find: they travel as one morphed string.
    """
    operations: list[Op] = []
    for part in block.parts:
        before, after = old[part.index], new[part.index]
        if before is after or part.number < 0:
            continue
        if part.id in broken and part.kind.is_range:
            if before != after:
                operations.append(morph_plain(part, after))
            continue
        operation = _DIFFS[part.kind](part, before, after, broken)
        if operation:
            operations.append(operation)
    return operations


def morph_plain(part: Part, value: Any) -> Op:
    """Return the operation that shows a range without any marks inside."""
    if part.kind in (Kind.VALUE, Kind.OPAQUE):
        return [part.number, MORPH, guarded(value)]
    return [part.number, MORPH, guarded(range_writer(part, False)(value))]


def _string(part: Part, old: str, new: str, broken: Container[Region]) -> Op | None:
    """Content and values: text where it is text, else HTML."""
    if old == new:
        return None
    text = text_of(new)
    if text is None:
        return [part.number, MORPH, guarded(new)]
    if part.drops_newline and text.startswith("\n"):
        text = text[1:]
    elif new.startswith(old) and len(old) > 3 and not part.drops_newline:
        tail = text_of(new[len(old) :])
        # "\r" + "\n" is one line end, so a tail cannot begin in the middle of one
        if tail is not None and text_of(old) is not None and not old.endswith("\r"):
            return [part.number, APPEND, tail]
    return [part.number, text]


def _raw(part: Part, old: str, new: str, broken: Container[Region]) -> Op | None:
    if old == new:
        return None
    return [part.number, raw_text(new, decoded=part.decoded, drops_newline=part.drops_newline)]


def _tag(part: Part, old: Any, new: Any, broken: Container[Region]) -> Op | None:
    if old == new:
        return None
    if not part.attributes:
        return [part.number, TAG_SOURCE, new + ">"]
    changed = {}
    for name, quote, before, after in zip(part.attributes, part.quotes, old, new, strict=True):
        if before != after:
            text = attribute_text(after, quote)
            if text is None or attribute_text(before, quote) is None:
                return [part.number, TAG_SOURCE, tag_source(part, new)]
            changed[name] = text
    return [part.number, ATTRIBUTES, changed]


def tag_source(part: Part, values: Any) -> str:
    """Return a start tag as it is written, without its mark."""
    if not part.attributes:
        return f"{values}>"
    return "".join(piece if isinstance(piece, str) else values[piece] for piece in part.source) + ">"


def _branch(part: Part, old: Any, new: Any, broken: Container[Region]) -> Op | None:
    if old is not None and new is not None and old[0] == new[0]:
        inside = diff_block(part.arms[new[0]], old[1], new[1], broken)
        return [part.number, INSIDE, inside] if inside else None
    return None if old is None and new is None else [part.number, REPLACE, range_writer(part, True)(new)]


def _call(part: Part, old: Any, new: Any, broken: Container[Region]) -> Op | None:
    if old[0] is new[0]:
        inside = diff_block(new[0].block, old[1], new[1], broken)
        return [part.number, INSIDE, inside] if inside else None
    return [part.number, REPLACE, range_writer(part, True)(new)]


def _loop(part: Part, old: Rows, new: Rows, broken: Container[Region]) -> Op | None:
    if not old.rows or not new.rows:
        return None if not old.rows and not new.rows else [part.number, REPLACE, range_writer(part, True)(new)]
    row = part.arms[0]
    if old.keys is new.keys or old.keys == new.keys:
        rows = _inside_rows(row, changed_rows(old.rows, new.rows), old.rows, new.rows, None, broken)
        return [part.number, ROWS, *rows] if rows else None
    places = _places(part, old, new)
    if all(place < 0 for place in places):
        return [part.number, REPLACE, range_writer(part, True)(new)]
    kept = (index for index, place in enumerate(places) if place >= 0 and old.rows[place] is not new.rows[index])
    rows = _inside_rows(row, kept, old.rows, new.rows, places, broken)
    if len(places) == len(old.rows) and all(place == index for index, place in enumerate(places)):
        return [part.number, ROWS, *rows] if rows else None
    inserted = write_rows(row, [new.rows[index] for index, place in enumerate(places) if place < 0])
    operation: Op = [part.number, LIST, order_of(places)]
    if inserted or rows:
        operation.append(inserted)
    if rows:
        operation.append(rows)
    return operation


def _places(part: Part, old: Rows, new: Rows) -> list[int]:
    """Return for each new row the place of the old row with its key, -1 for none."""
    where = f"the {{% for %}} over {part.form.node.sequence}"
    old_keys, new_keys = unique_keys(old.keys, where), unique_keys(new.keys, where)
    if isinstance(old_keys, range) or isinstance(new_keys, range):
        old_keys, new_keys = range(len(old.rows)), range(len(new.rows))
    at = dict(zip(old_keys, count(), strict=False))
    return [at.get(key, -1) for key in new_keys]


def _inside_rows(
    row: Block, indices: Any, old: list[Values], new: list[Values], places: list[int] | None, broken: Container[Region]
) -> list[Any]:
    rows: list[Any] = []
    for index in indices:
        inside = diff_block(row, old[index if places is None else places[index]], new[index], broken)
        if inside:
            rows += [index, inside]
    return rows


def absolute_block(block: Block, values: Values) -> list[Op]:
    """Return operations that show *values* in a block whatever it shows now."""
    operations: list[Op] = []
    for part in block.numbered:
        value = values[part.index]
        if part.kind is Kind.RAW:
            operations.append([part.number, raw_text(value, decoded=part.decoded, drops_newline=part.drops_newline)])
        elif part.kind is Kind.TAG:
            operations.append(_absolute_tag(part, value))
        elif part.kind in (Kind.CONTENT, Kind.VALUE, Kind.OPAQUE):
            text = text_of(value)
            operations.append([part.number, MORPH, guarded(value)] if text is None else [part.number, text])
        else:
            operations.append([part.number, MORPH, range_writer(part, True)(value)])
    return operations


def _absolute_tag(part: Part, value: Any) -> Op:
    texts = [attribute_text(one, quote) for one, quote in zip(value, part.quotes, strict=True)] if part.attributes else [None]
    if None in texts:
        return [part.number, TAG_SOURCE, tag_source(part, value)]
    return [part.number, ATTRIBUTES, dict(zip(part.attributes, texts, strict=True))]


_DIFFS: dict[Kind, Callable[[Part, Any, Any, Container[Region]], Op | None]] = {
    Kind.TAG: _tag,
    Kind.CONTENT: _string,
    Kind.RAW: _raw,
    Kind.VALUE: _string,
    Kind.OPAQUE: _string,
    Kind.BRANCH: _branch,
    Kind.LOOP: _loop,
    Kind.CALL: _call,
}
