"""From two value trees to operations (``docs/internals/wire.md``, 3).

*Old* may be any earlier tree of the same plan, so the same function serves an event, a slow reader and a resume. Trees share structure:
where old and new are the same object, nothing below is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from djust.template.html import fits_head, is_one_tag
from djust.template.lists import Rows
from djust.template.orders import Order, changed_rows
from djust.template.parts import APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, REPLACE, ROWS, TAG_SOURCE, Block, Kind, Part
from djust.template.regions import Region
from djust.template.texts import attribute_text, attributes_of, raw_text, text_of
from djust.template.write import guarded, range_writer, write_rows
from djust.types import Op

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
    if _ends_itself(part, old):
        raise Displaced
    return _raw_shown(part, new)


def _raw_shown(part: Part, printed: str) -> Op:
    if _ends_itself(part, printed):
        raise Displaced
    return [part.number, raw_text(printed, decoded=part.decoded, drops_newline=part.drops_newline)]


def _ends_itself(part: Part, printed: str) -> bool:
    """Whether the content of a raw element holds its end tag: the rest stands behind it."""
    return "</" in printed and f"</{part.element}" in printed.lower()


def _tag(part: Part, old: Any, new: Any, broken: Container[Region]) -> Op | None:
    if old == new:
        return None
    if not part.attributes:
        source = _checked(part, old, new)
        changed = changed_attributes(tag_source(part, old), source)
        return [part.number, TAG_SOURCE, source] if changed is None else [part.number, ATTRIBUTES, changed] if changed else None
    texts = {}
    for name, quote, before, after in zip(part.attributes, part.quotes, old, new, strict=True):
        if before != after:
            text = attribute_text(after, quote)
            if text is None or attribute_text(before, quote) is None:
                return [part.number, TAG_SOURCE, _checked(part, old, new)]
            texts[name] = text
    return [part.number, ATTRIBUTES, texts]


def changed_attributes(old: str, new: str) -> dict[str, str | None] | None:
    """Return the attributes in which two start tags differ (None: gone), or None if only a parser can tell."""
    before, after = attributes_of(old), attributes_of(new)
    if before is None or after is None:
        return None
    gone: dict[str, str | None] = {name: None for name in before if name not in after}
    return gone | {name: value for name, value in after.items() if before.get(name) != value}


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
    if new[0].opaque:
        return None if old == new else morph_plain(part, new)
    if old[0] is new[0]:
        inside = diff_block(new[0].block, old[1], new[1], broken)
        return [part.number, INSIDE, inside] if inside else None
    return [part.number, REPLACE, range_writer(part, True)(new)]


def _loop(part: Part, old: Rows, new: Rows, broken: Container[Region]) -> Op | None:
    if not old.rows or not new.rows:
        return None if not old.rows and not new.rows else [part.number, REPLACE, range_writer(part, True)(new)]
    row = part.arms[0]
    if old.keys is new.keys or old.keys == new.keys:
        rows = _inside_rows(row, changed_rows(old, new), old, new, broken)
        return [part.number, ROWS, *rows] if rows else None
    order = Order(old, new, f"the {{% for %}} over {part.form.node.sequence}")
    if not order.keeps_any:
        return [part.number, REPLACE, range_writer(part, True)(new)]
    rows = _inside_rows(row, order.changed(), old, new, broken)
    if order.is_same:
        return [part.number, ROWS, *rows] if rows else None
    inserted = write_rows(row, order.inserted)
    operation: Op = [part.number, LIST, order.written()]
    if inserted or rows:
        operation.append(inserted)
    if rows:
        operation.append(rows)
    return operation


def _inside_rows(row: Block, pairs: list[tuple[int, int]], old: Rows, new: Rows, broken: Container[Region]) -> list[Any]:
    """Return the operations inside rows, by (new place, old place)."""
    rows: list[Any] = []
    for index, place in pairs:
        inside = diff_block(row, old.rows[place], new.rows[index], broken)
        if inside:
            rows += [index, inside]
    return rows


def absolute_block(block: Block, values: Values) -> list[Op]:
    """Return operations that show *values* in a block whatever it shows now.

    Raises:
        Displaced: A value does not stay in its place.
    """
    return [absolute_part(part, values[part.index]) for part in block.numbered]


def absolute_part(part: Part, value: Any) -> Op:
    """Return the operation that shows *value* in a part whatever it shows now.

    Raises:
        Displaced: The value does not stay in its place.
    """
    if part.kind is Kind.RAW:
        return _raw_shown(part, value)
    if part.kind is Kind.TAG:
        return _absolute_tag(part, value)
    if part.kind in (Kind.CONTENT, Kind.VALUE, Kind.OPAQUE):
        return _shown(part, value)
    return [part.number, MORPH, range_writer(part, True)(value)]


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
