"""What a compiled template is made of: blocks, runs of static text, and parts. Plain data; what each becomes: ``docs/internals/wire.md``.

A :class:`Block` is a list of items in document order: text that Django prints, :class:`Mark` text that only a live page has, the element
marks, the :class:`Part` s, and the forms that print nothing (a scope's ends, ``regroup``), which the evaluation needs at their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from djust.template.forms import Do, Enter, Form, Leave, Text

RANGE_OPEN, RANGE_CLOSE = "<!--{-->", "<!--}-->"
#: A range that holds fields which stand in the template themselves: what else holds fields and no marks is a value.
FIELDS_OPEN = "<!--{?-->"
ROW_MARK = "<!--,-->"
DELIMITED_OPEN = "<!--{*-->"

#: Operation codes (``[part, code, …]``; a text operation has none).
APPEND, REPLACE, ATTRIBUTES, TAG_SOURCE, INSIDE, MORPH, LIST, ROWS = range(1, 9)
#: In place of a part: the whole document.
DOCUMENT = -1

#: Attributes that are a field's state: the page shows their property, the server writes their attribute.
BOUND = frozenset(("value", "checked", "selected", "open"))
KEYS = ("dj-key", "data-key", "id")


class Kind(Enum):
    """Where a part stands and what it is."""

    TAG = "start tag"
    CONTENT = "content of an element"
    RAW = "content of a raw element"
    VALUE = "value"
    OPAQUE = "opaque"
    BRANCH = "branch"
    LOOP = "loop"
    CALL = "include"
    FIXED = "fixed"  # written once, never an operation

    @property
    def is_range(self) -> bool:
        """Whether comment marks stand around it."""
        return self in (Kind.VALUE, Kind.OPAQUE, Kind.BRANCH, Kind.LOOP, Kind.CALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """Text that is written only for a live page."""

    text: str


@dataclass(eq=False, slots=True)
class ElementMark:
    """The place in a start tag where the element's mark goes, if it gets one."""

    name: str
    tag: Part | None = None
    content: Part | None = None
    before_slash: bool = False

    @property
    def flags(self) -> str:
        tag = "" if self.tag is None else "!" if self.tag.bound else "@"
        return tag + ("." if self.content is not None else "")

    @property
    def text(self) -> str:
        """The mark attribute as it stands in the source, '' for an element without one."""
        flags = self.flags
        if not flags:
            return ""
        return " dj" + ("" if flags == "." else "=" + flags) + (" " if self.before_slash else "")


@dataclass(eq=False, slots=True)
class Part:
    """One place that can change."""

    kind: Kind
    id: int
    #: The forms it stands for, as they print.
    printed: list[Form]
    #: The element it belongs to, or stands in.
    element: str = ""
    #: Why this is one opaque string, for ``explain``.
    reason: str = ""
    #: Its number among its block's parts, and on the wire (-1: it has none).
    index: int = -1
    number: int = -1
    #: It stands at the top of its block, not in an element of it.
    top: bool = True
    # -- start tags: the source as text and indices of dynamic attributes; empty: the whole tag is one string
    source: list[str | int] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    values: list[list[Form]] = field(default_factory=list)
    bound: bool = False
    key: list[Form] = field(default_factory=list)  # the value of the dynamic attribute that is the row's key
    end: str = ">"
    mark: ElementMark | None = None
    # -- branches, loops, calls
    arms: list[Block] = field(default_factory=list)
    form: Any = None  # Branch, Loop, Call
    ancestors: tuple[str, ...] = ()
    # -- raw content
    decoded: bool = False
    # -- text: a newline at its beginning goes (``pre``, ``textarea``); what a NUL becomes
    drops_newline: bool = False
    nul: str = ""


def is_part(item: Any) -> bool:
    """Whether *item* is a part that can change, or tells rows apart."""
    return isinstance(item, Part) and (item.kind is not Kind.FIXED or bool(item.attributes))


Item = str | Mark | ElementMark | Part | Do | Enter | Leave


def _not_generated(values: tuple[Any, ...]) -> str:
    raise RuntimeError("generate_writers() has not seen this block")


@dataclass(eq=False, slots=True)
class Block:
    """A run of items that comes and goes as one."""

    items: list[Item]
    #: A row with exactly one root element, its white space moved out: the shape (``docs/internals/wire.md``, 2).
    shape: str | None = None
    lead: str = ""
    trail: str = ""
    #: From values to HTML: with marks, and as Django prints it.
    write: Callable[[tuple[Any, ...]], str] = _not_generated
    write_plain: Callable[[tuple[Any, ...]], str] = _not_generated

    @property
    def parts(self) -> list[Part]:
        """The parts that have a value, in order."""
        return [item for item in self.items if isinstance(item, Part)]

    @property
    def numbered(self) -> list[Part]:
        """The parts that operations name, in order."""
        return [part for part in self.parts if part.number >= 0]


def printed_forms(items: Iterable[Any]) -> list[Form]:
    """Return what *items* print as one list of forms: a region that steps back to a single string."""
    return list(_printed(items))


def _printed(items: Iterable[Any]) -> Iterator[Form]:
    text = ""
    for item in items:
        if isinstance(item, str):
            text += item
            continue
        if isinstance(item, Text):
            text += item.text
            continue
        if isinstance(item, Mark | ElementMark):
            continue
        if text:
            yield Text(text)
            text = ""
        if isinstance(item, Part):
            yield from _printed(item.printed)
        else:
            yield item
    if text:
        yield Text(text)


def number_parts(block: Block) -> None:
    """Give the parts of *block* (not those of blocks inside) their numbers."""
    number = 0
    for index, part in enumerate(block.parts):
        part.index = index
        if part.kind is not Kind.FIXED:
            part.number = number
            number += 1
