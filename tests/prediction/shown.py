"""Does a page on which predicted operations are drawn show what the server's own next page shows, wherever they drew?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from djust.template.diff import tag_source
from djust.template.lists import Rows
from djust.template.parts import ATTRIBUTES, INSIDE, LIST, REPLACE, ROWS, TAG_SOURCE, Block, Kind, Part
from djust.template.texts import attribute_text, attributes_of, raw_text, text_of
from djust.template.write import range_writer, write_rows

Way = tuple[Any, ...]


def wrong(block: Block, operations: list[Any], old: Any, new: Any) -> Iterator[str]:
    """Yield what predicted *operations* on a page that showed *old* get wrong where the server shows *new*."""
    for number, what, *rest in operations:
        part = block.numbered[number]
        yield from _WRONG.get(what, _text)(part, [what, *rest], old[part.index], new[part.index])


def _text(part: Part, operation: list[Any], old: Any, new: Any) -> Iterator[str]:
    if part.kind is Kind.RAW:
        shown: str | None = raw_text(new, decoded=part.decoded, drops_newline=part.drops_newline)
    else:
        shown = text_of(new, part.nul)
    if operation != [shown]:
        yield f"text of {part.element or part.kind}: predicted {operation!r}, is {shown!r}"


def _attributes(part: Part, operation: list[Any], old: Any, new: Any) -> Iterator[str]:
    shown = {name: attribute_text(value, quote) for name, quote, value in zip(part.attributes, part.quotes, new, strict=True)}
    for name, value in operation[1].items():
        if shown[name] != value:
            yield f"{name} of {part.element}: predicted {value!r}, is {shown[name]!r}"


def _tag(part: Part, operation: list[Any], old: Any, new: Any) -> Iterator[str]:
    if attributes_of(operation[1]) != attributes_of(tag_source(part, new)):
        yield f"start tag: predicted {operation[1]!r}, is {tag_source(part, new)!r}"


def _replaced(part: Part, operation: list[Any], old: Any, new: Any) -> Iterator[str]:
    shown = range_writer(part, True)(new)
    if operation[1] != shown:
        yield f"{part.kind}: predicted {operation[1]!r}, is {shown!r}"


def _inside(part: Part, operation: list[Any], old: Any, new: Any) -> Iterator[str]:
    if new is None or old is None or new[0] != old[0]:
        yield f"predicted that arm {old and old[0]} stays, is {new and new[0]}"
    else:
        yield from wrong(part.arms[new[0]], operation[1], old[1], new[1])


def _rows(part: Part, operation: list[Any], old: Rows, new: Rows) -> Iterator[str]:
    if len(old.rows) != len(new.rows):
        yield f"predicted that {len(old.rows)} rows stay, are {len(new.rows)}"
        return
    for index, inside in zip(operation[1::2], operation[2::2], strict=True):
        yield from wrong(part.arms[0], inside, old.rows[index], new.rows[index])


def _list(part: Part, operation: list[Any], old: Rows, new: Rows) -> Iterator[str]:
    order, html, rows = [*operation[1:], "", []][:3] if len(operation) < 4 else operation[1:]
    places = [place for run in order for place in ([run] if isinstance(run, int) else _run(*run))]
    if len(places) != len(new.rows):
        yield f"predicted {len(places)} rows, are {len(new.rows)}"
        return
    fresh = [row for place, row in zip(places, new.rows, strict=True) if place < 0]
    if html != write_rows(part.arms[0], fresh):
        yield f"new rows: predicted {html!r}, are {write_rows(part.arms[0], fresh)!r}"
    for index, place in enumerate(places):
        named = not isinstance(new.keys[index], int)  # a position tells no rows apart
        if place >= 0 and named and old.keys[place] != new.keys[index]:
            yield f"row {index}: predicted that of {old.keys[place]!r}, is that of {new.keys[index]!r}"
    for index, inside in zip(rows[::2], rows[1::2], strict=True):
        yield from wrong(part.arms[0], inside, old.rows[places[index]], new.rows[index])


def _run(start: int, length: int, step: int = 1) -> list[int]:
    return [start] * length if start < 0 else [start + step * i for i in range(length)]


_WRONG: dict[Any, Any] = {
    ATTRIBUTES: _attributes, TAG_SOURCE: _tag, REPLACE: _replaced, INSIDE: _inside, ROWS: _rows, LIST: _list,
}  # fmt: skip


def drawn(operations: list[Any], way: Way = ()) -> set[Way]:
    """Return the ways to the places that operations touch."""
    found: set[Way] = set()
    for number, what, *rest in operations:
        if what == INSIDE:
            found |= drawn(rest[0], (*way, number))
        elif what == ROWS:
            for index, inside in zip(rest[::2], rest[1::2], strict=True):
                found |= drawn(inside, (*way, number, index))
        elif what == LIST:
            found.add((*way, number, "order"))
            inside = rest[2] if len(rest) > 2 else []
            for index, operations_of_row in zip(inside[::2], inside[1::2], strict=True):
                found |= drawn(operations_of_row, (*way, number, index))
        else:
            found.add((*way, number))
    return found


def covered(predicted: set[Way], actual: set[Way]) -> bool:
    """Whether everything that the server changes was drawn before."""
    return all(any(way[: len(one)] == one for one in predicted) for way in actual)
