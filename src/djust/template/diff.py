"""From two value trees to operations (``docs/internals/wire.md``, 3).

*Old* may be any earlier tree of the same plan, so the same function serves an event, a slow reader and a resume. Trees share structure:
where old and new are the same object, nothing below is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from itertools import count, zip_longest
from typing import Any

from djust.template.html import fits_head, is_one_tag
from djust.template.lists import Rows, are_unique, changed_rows, order_of
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
        try:
            operation = _DIFFS[part.kind](part, before, after, broken)
        except Displaced:
            if part.kind not in _NESTING:
                raise
            operation = [part.number, MORPH, range_writer(part, True)(after)]
        if operation:
            operations.append(operation)
    return operations


class Displaced(Exception):
    """A value does not stay in its place: the range around travels as a whole (the browser looks for its marks anew)."""


def morph_plain(part: Part, value: Any) -> Op:
    """Return the operation that shows a range without any marks inside."""
    if part.kind in (Kind.VALUE, Kind.OPAQUE):
        return [part.number, MORPH, guarded(value)]
    return [part.number, MORPH, guarded(range_writer(part, False)(value))]


def _string(part: Part, old: str, new: str, broken: Container[Region]) -> Op | None:
    """Content and values: text where it is text, else HTML."""
    if old == new:
        return None
    if part.element == "head" and not (fits_head(old) and fits_head(new)):
        raise Displaced
    # "\r" + "\n" is one line end, so a tail cannot begin in the middle of one
    if new.startswith(old) and len(old) > 3 and not part.drops_newline and not old.endswith("\r"):
        tail = text_of(new[len(old) :], part.nul)
        if tail is not None and text_of(old) is not None:
            return [part.number, APPEND, tail]
    return _shown(part, new)


def _shown(part: Part, printed: str) -> Op:
    """Return the operation that shows a printed string, whatever stands there now."""
    text = text_of(printed, part.nul)
    if part.drops_newline and printed[:1] in ("\n", "\r"):
        text = text[1:] if text is not None else None
        printed = printed[2:] if printed.startswith("\r\n") else printed[1:]
    return [part.number, MORPH, guarded(printed)] if text is None else [part.number, text]


def _raw(part: Part, old: str, new: str, broken: Container[Region]) -> Op | None:
    if old == new:
        return None
    return [part.number, raw_text(new, decoded=part.decoded, drops_newline=part.drops_newline)]


def _tag(part: Part, old: Any, new: Any, broken: Container[Region]) -> Op | None:
    if old == new:
        return None
    if not part.attributes:
        return [part.number, TAG_SOURCE, _checked(part, old, new)]
    changed = {}
    for name, quote, before, after in zip(part.attributes, part.quotes, old, new, strict=True):
        if before != after:
            text = attribute_text(after, quote)
            if text is None or attribute_text(before, quote) is None:
                return [part.number, TAG_SOURCE, _checked(part, old, new)]
            changed[name] = text
    return [part.number, ATTRIBUTES, changed]


def tag_source(part: Part, values: Any) -> str:
    """Return a start tag as it is written, without its mark."""
    if not part.attributes:
        return f"{values}{part.end}"
    return "".join(piece if isinstance(piece, str) else values[piece] for piece in part.source) + part.end


def _checked(part: Part, old: Any, new: Any) -> str:
    """Return the new source of a start tag, if both are one tag and nothing more."""
    source = tag_source(part, new)
    if not (is_one_tag(source) and is_one_tag(tag_source(part, old))):
        raise Displaced
    return source


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
    if not (are_unique(old.keys) and are_unique(new.keys, f"the {{% for %}} over {part.form.node.sequence}")):
        # By position; a row of another key is another row all the same, for its key stands in the page.
        same = zip_longest(old.keys, new.keys)
        return [index if before == after else -1 for index, (before, after) in enumerate(same)][: len(new.keys)]
    at = dict(zip(old.keys, count(), strict=False))
    return [at.get(key, -1) for key in new.keys]


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
            operations.append(_shown(part, value))
        else:
            operations.append([part.number, MORPH, range_writer(part, True)(value)])
    return operations


def _absolute_tag(part: Part, value: Any) -> Op:
    texts = [attribute_text(one, quote) for one, quote in zip(value, part.quotes, strict=True)] if part.attributes else [None]
    if None in texts:
        return [part.number, TAG_SOURCE, tag_source(part, value)]
    return [part.number, ATTRIBUTES, dict(zip(part.attributes, texts, strict=True))]


#: Parts that hold blocks.
_NESTING = frozenset((Kind.BRANCH, Kind.LOOP, Kind.CALL))
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
