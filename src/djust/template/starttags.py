"""Start tags: which of their attributes are parts, and where the element's mark goes."""

from __future__ import annotations

import re
from typing import Any

from djust.template.compilation import Compilation
from djust.template.forms import Branch, Do, Enter, Foreign, Form, Leave, Loop, Text, Value, below, varies
from djust.template.html import Attribute, Tag
from djust.template.parts import BOUND, KEYS, ElementMark, Item, Kind, Part, printed_forms


def check_in_tag(form: Form, quote: str) -> str:
    """Return why nobody can know where a tag ends that has *form* in it; '' when it is clear. *quote*: the one it stands in."""
    for texts in _ways(form):
        if quote and quote in texts:
            return "a quotation mark stands in a part of an attribute value"
        if not quote and any(char in "<>\"'" for char in _QUOTED.sub("", texts)):
            return "a part of a tag may end it"
    return ""


_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def _ways(form: Form) -> list[str]:
    """Return the static text of each body that *form* may print, its own branches and loops left out (they are looked at themselves)."""
    if isinstance(form, Text):
        return [form.text]
    bodies = [arm.body for arm in form.arms] if isinstance(form, Branch) else [form.body, form.empty] if isinstance(form, Loop) else []
    ways = ["".join(inner.text for inner in body if isinstance(inner, Text)) for body in bodies]
    return ways + [way for body in bodies for inner in body if not isinstance(inner, Text) for way in _ways(inner)]


def begins_with_space(form: Form) -> bool:
    """Whether whatever *form* prints, if anything, begins with white space: it may follow a tag's name directly."""
    if isinstance(form, Text):
        return form.text[:1].isspace()
    if isinstance(form, Branch):
        return all(not arm.body or begins_with_space(arm.body[0]) for arm in form.arms)
    if isinstance(form, Loop):
        return all(not body or begins_with_space(body[0]) for body in (form.body, form.empty))
    return False


def start_tag_items(tag: Tag, compilation: Compilation) -> tuple[list[Item], ElementMark]:
    """Return the items of a start tag, its mark among them."""
    mark = ElementMark(tag.name)
    if not any(map(varies, tag.source)):
        return _static(tag, mark, compilation), mark
    part = _attribute_part(tag, compilation) or _whole_tag(tag, compilation)
    part.element = tag.name
    part.end = "/>" if tag.self_closing else ">"
    part.key = _key(tag)
    mark.before_slash = tag.self_closing
    part.mark = mark
    names = set(part.attributes) if part.attributes else {attribute.name for attribute in tag.attributes}
    part.bound = bool(names & BOUND) or (not part.attributes and tag.name in ("input", "option", "select"))
    if len(part.attributes) == 1 and part.attributes[0] in KEYS:
        part.kind = Kind.FIXED  # another key is another row: it never changes in place
    else:
        mark.tag = part
    return [part, mark, part.end], mark


def _has_width(piece: Any) -> bool:
    return not isinstance(piece, str | Do | Enter | Leave)


def _static(tag: Tag, mark: ElementMark, compilation: Compilation) -> list[Item]:
    """A tag without parts; a scope may begin or end in it, and what is constant stands there."""
    *items, end = tag.source
    if tag.self_closing and items and isinstance(items[-1], str) and items[-1].endswith("/"):
        mark.before_slash = True
        items[-1], end = items[-1][:-1], "/>"
    return [*(compilation.part(Kind.FIXED, [item]) if isinstance(item, Value) else item for item in items), mark, end]


def _attribute_part(tag: Tag, compilation: Compilation) -> Part | None:
    """The part of a tag whose only dynamic bits are quoted attribute values; None for any other."""
    dynamic = [attribute for attribute in tag.attributes if attribute.dynamic]
    names = [attribute.name for attribute in tag.attributes]
    if tag.odd or not dynamic or len(set(names)) < len(names) or any(not attribute.quote for attribute in dynamic):
        return None
    scopes = sum(not _has_width(piece) and not isinstance(piece, str) for piece in tag.source)
    if scopes > sum(not _has_width(piece) and not isinstance(piece, str) for attribute in dynamic for piece in attribute.pieces):
        return None  # a scope begins or ends between attributes
    if any(
        isinstance(inner, Foreign)
        for attribute in dynamic
        for piece in attribute.pieces
        if not isinstance(piece, str)
        for inner in below([piece])
    ):
        return None
    part = compilation.part(Kind.TAG, printed_forms(_open_source(tag)))
    part.attributes = [attribute.name for attribute in dynamic]
    part.quotes = [attribute.quote for attribute in dynamic]
    part.values = [printed_forms(attribute.pieces) for attribute in dynamic]
    part.source = _split_source(tag, dynamic)
    return part


def _key(tag: Tag) -> list[Form]:
    """The forms of the attribute that tells rows apart; empty when there is none, or it is the same in each row."""
    for name in KEYS:
        attribute = tag.attribute(name)
        if attribute is not None:
            return printed_forms(attribute.pieces) if attribute.dynamic else []
    return []


def _whole_tag(tag: Tag, compilation: Compilation) -> Part:
    return compilation.part(Kind.TAG, printed_forms(_open_source(tag)), reason=tag.odd or "an attribute is there twice")


def _open_source(tag: Tag) -> list[Any]:
    """The tag's source without its end (``>`` or ``/>``)."""
    source = tag.source[:-1]
    if tag.self_closing and source and isinstance(source[-1], str) and source[-1].endswith("/"):
        source[-1] = source[-1][:-1]
    return source


def _split_source(tag: Tag, dynamic: list[Attribute]) -> list[str | int]:
    """The tag's source as text and indices of dynamic attributes."""
    pieces = _open_source(tag)
    starts = {attribute.at: index for index, attribute in enumerate(dynamic)}
    split: list[str | int] = []
    at = 0
    while at < len(pieces):
        if at in starts:
            split.append(starts[at])
            at += len(dynamic[starts[at]].pieces)
        else:
            split.append(pieces[at] if isinstance(pieces[at], str) else "")  # the end of a scope prints nothing
            at += 1
    return split
