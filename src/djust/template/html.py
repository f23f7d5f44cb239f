"""Where a piece of text stands in HTML: an incremental tokenizer, fed with a template's static text, told of its holes.

It follows the states of the HTML standard's tokenizer (https://html.spec.whatwg.org/multipage/parsing.html#tokenization) as far as a
*place* needs them: it does not build a tree and does not decode. What stands in the tree is ``places.py``'s business.

    >>> t = Tokenizer()
    >>> [token.kind for token in t.feed('<p class="')]
    []
    >>> t.state
    <State.QUOTED: 'in a quoted attribute value'>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"])
#: Elements whose content is not markup. ``noscript`` is one because our pages run scripts.
RAW = frozenset(["script", "style", "textarea", "title", "noscript", "iframe", "xmp", "noembed", "noframes", "plaintext"])
#: Raw elements in which character references are decoded.
ESCAPABLE_RAW = frozenset(("textarea", "title"))


class State(Enum):
    """Where the next character would stand."""

    DATA = "in content"
    RAW = "in a raw element"
    COMMENT = "in a comment"
    BOGUS = "in a declaration"
    OPEN = "after an opening angle bracket"
    NAME = "in a tag name"
    TAG = "between attributes"
    ATTRIBUTE = "in an attribute name"
    VALUE = "before an attribute value"
    QUOTED = "in a quoted attribute value"
    UNQUOTED = "in an unquoted attribute value"

    @property
    def in_tag(self) -> bool:
        """Whether a tag has begun and not ended."""
        return self in _IN_TAG


_IN_TAG = frozenset((State.NAME, State.TAG, State.ATTRIBUTE, State.VALUE, State.QUOTED, State.UNQUOTED))


@dataclass(slots=True)
class Attribute:
    """One attribute of a start tag; ``pieces`` are its raw value: text and holes, in order."""

    name: str
    pieces: list[Any] = field(default_factory=list)
    quote: str = ""
    at: int = 0  # where in the tag's source the pieces of a quoted value begin

    @property
    def dynamic(self) -> bool:
        return any(not isinstance(piece, str) for piece in self.pieces)

    @property
    def text(self) -> str:
        """The static part of the value."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass(slots=True)
class Tag:
    """A start or end tag. ``source`` is all of it as written: text and holes, in order, both brackets included."""

    name: str = ""
    end: bool = False
    source: list[Any] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    self_closing: bool = False
    odd: str = ""  # why something but a quoted attribute value is dynamic
    unclear: str = ""  # why nobody can know where this tag ends, or what it is
    nameless: bool = False

    @property
    def dynamic(self) -> bool:
        return any(not isinstance(piece, str) for piece in self.source)

    def attribute(self, name: str) -> Attribute | None:
        return next((a for a in self.attributes if a.name == name), None)


@dataclass(frozen=True, slots=True)
class Token:
    """``kind``: text · tag · comment. ``source`` holds text and holes, in order."""

    kind: str
    source: list[Any]
    tag: Tag | None = None


_TEXT_END = re.compile(r"<(?=[a-zA-Z/!?])|<\Z")
_NAME_END = re.compile(r"[\s/>]")
_ATTRIBUTE_END = re.compile(r"[\s/>=]")
_UNQUOTED_END = re.compile(r"[\s>]")
_SPACE = re.compile(r"\s*")


class Tokenizer:
    """Feed static text with :meth:`feed`, tell of each dynamic piece with :meth:`hole`; tokens come out as they are complete."""

    def __init__(self) -> None:
        self.state = State.DATA
        self.raw_name = ""  # the raw element we are in
        self.tag = Tag()
        self.pending: list[Any] = []  # source of a comment, or of raw content, so far
        self._carry = ""  # "<", "</" … at the end of a text, waiting for what follows
        self._name_ended = False  # by a hole, so that something else must follow than a letter

    def enter_raw(self, name: str) -> None:
        """Called by the owner when a start tag opened a raw element (it knows about SVG)."""
        self.state, self.raw_name, self.pending = State.RAW, name, []

    def hole(self, piece: Any, *, width: bool = True, spaced: bool = False) -> None:
        """A dynamic *piece* stands here; without *width* it prints nothing, a *spaced* one begins with white space or is empty."""
        if self.state in (State.COMMENT, State.BOGUS, State.RAW):
            self.pending.append(piece)
            return
        if not self.state.in_tag:
            raise ValueError("a hole in content is the caller's business")
        tag = self.tag
        tag.source.append(piece)
        if not width:
            if self.state is State.QUOTED:
                tag.attributes[-1].pieces.append(piece)
            return
        if self.state is State.QUOTED:
            tag.attributes[-1].pieces.append(piece)
        elif self.state is State.NAME and spaced and tag.name and not tag.end:
            self.state = State.TAG
            self._name_ended = True
            tag.odd = "something dynamic follows the name of the tag"
        elif self.state is State.NAME:
            tag.unclear, tag.nameless = "the name of a tag varies", True
        elif tag.end:
            tag.unclear = "an end tag varies"
        else:
            tag.odd = tag.odd or f"something dynamic stands {self.state.value}"
            if self.state in (State.VALUE, State.UNQUOTED):
                self.state = State.UNQUOTED
                tag.attributes[-1].pieces.append(piece)

    def feed(self, text: str) -> Iterator[Token]:
        """Read *text* and yield the tokens that it completes."""
        if self._carry:
            text, self._carry = self._carry + text, ""
        at = 0
        while at < len(text):
            if self.state is State.DATA:
                at, token = self._data(text, at)
            elif self.state is State.RAW:
                at, token = self._raw(text, at)
            elif self.state is State.COMMENT:
                at, token = self._until(text, at, ("-->", "--!>"))
            elif self.state is State.BOGUS:
                at, token = self._until(text, at, (">",))
            else:
                at, token = self._tag(text, at)
            if token is not None:
                yield token

    @property
    def dangling(self) -> bool:
        """Whether the text so far ends in ``<`` (a hole or the end follows)."""
        return bool(self._carry)

    def flush(self) -> str:
        """Give back the ``<`` that turned out to be text."""
        text, self._carry = self._carry, ""
        return text

    # -- one state each ---------------------------------------------------------------------------------------------

    def _data(self, text: str, at: int) -> tuple[int, Token | None]:
        found = _TEXT_END.search(text, at)
        if found is None:
            return len(text), Token("text", [text[at:]])
        start = found.start()
        if start > at:
            return start, Token("text", [text[at:start]])
        follows = text[start + 1 : start + 2]
        if not follows or (follows in "/!" and len(text) - start < 4 and self._undecided(text[start:])):
            self._carry = text[start:]
            return len(text), None
        if follows == "!":
            return self._declaration(text, start), None
        if follows == "?":
            self.state, self.pending = State.BOGUS, []
            return start, None
        end = follows == "/"
        if end and not text[start + 2 : start + 3].isalpha():
            if text[start + 2 : start + 3] == ">":  # "</>" is nothing at all
                return start + 3, Token("comment", ["</>"])
            self.state, self.pending = State.BOGUS, []
            return start, None
        opening = "</" if end else "<"
        self.tag = Tag(end=end, source=[opening])
        self.state = State.NAME
        return start + len(opening), None

    @staticmethod
    def _undecided(rest: str) -> bool:
        return rest in ("<", "</", "<!", "<!-")

    def _declaration(self, text: str, start: int) -> int:
        self.pending = []
        if text.startswith("<!--", start):
            self.state = State.COMMENT
            self.pending.append("<!--")
            rest = text[start + 4 :]
            for abrupt in (">", "->"):  # "<!-->" and "<!--->" are complete comments
                if rest.startswith(abrupt):
                    self.state = State.BOGUS
            return start + 4
        self.state = State.BOGUS
        return start

    def _until(self, text: str, at: int, ends: tuple[str, ...]) -> tuple[int, Token | None]:
        found = [(text.find(end, at), end) for end in ends]
        hits = sorted((position, end) for position, end in found if position >= 0)
        if not hits:
            self.pending.append(text[at:])
            return len(text), None
        position, end = hits[0]
        stop = position + len(end)
        self.pending.append(text[at:stop])
        source, self.pending, self.state = self.pending, [], State.DATA
        return stop, Token("comment", source)

    def _raw(self, text: str, at: int) -> tuple[int, Token | None]:
        if self.raw_name == "plaintext":
            self.pending.append(text[at:])
            return len(text), None
        close = re.compile(rf"</{re.escape(self.raw_name)}(?=[\s/>]|\Z)", re.IGNORECASE).search(text, at)
        if close is None:
            self.pending.append(text[at:])
            return len(text), None
        if close.start() > at:
            self.pending.append(text[at : close.start()])
        source, self.pending, self.state = self.pending, [], State.DATA
        return close.start(), Token("raw", source)

    def _tag(self, text: str, at: int) -> tuple[int, Token | None]:
        start = at
        state, tag = self.state, self.tag
        char = text[at]
        if state is State.NAME:
            at = self._find(_NAME_END, text, at)
            tag.name += text[start:at].lower()
            if at < len(text):
                self.state = State.TAG
        elif state is State.TAG:
            if self._name_ended:
                self._name_ended = False
                if char not in "/>" and not char.isspace():
                    tag.unclear, tag.nameless = "the name of a tag varies", True
            if char == ">":
                return self._close(text, at)
            if char.isspace() or char == "/":
                tag.self_closing = char == "/"
                at += 1
            else:
                tag.self_closing = False
                tag.attributes.append(Attribute(""))
                self.state = State.ATTRIBUTE
                at += 1
                tag.attributes[-1].name = char.lower()
        elif state is State.ATTRIBUTE:
            at = self._find(_ATTRIBUTE_END, text, at)
            tag.attributes[-1].name += text[start:at].lower()
            if at < len(text):
                self.state, at = self._after_name(text, at)
        elif state is State.VALUE:
            at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
            at = self._begin_value(text, at)
        elif state is State.QUOTED:
            stop = text.find(tag.attributes[-1].quote, at)
            at = len(text) if stop < 0 else stop + 1
            value = text[start:at] if stop < 0 else text[start:stop]
            if value:
                tag.attributes[-1].pieces.append(value)
                tag.source.append(value)
            if stop >= 0:
                tag.source.append(text[stop])
                self.state = State.TAG
            return at, None
        else:  # UNQUOTED
            at = self._find(_UNQUOTED_END, text, at)
            if at > start and tag.attributes:
                tag.attributes[-1].pieces.append(text[start:at])
            if at < len(text):
                self.state = State.TAG
        tag.source.append(text[start:at])
        if self.state is State.QUOTED:
            tag.attributes[-1].at = len(tag.source)
        return at, None

    def _after_name(self, text: str, at: int) -> tuple[State, int]:
        after = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        if text[after : after + 1] == "=":
            return State.VALUE, after + 1
        if after == len(text) and after > at:
            return State.TAG, after
        return State.TAG, at

    def _begin_value(self, text: str, at: int) -> int:
        if at == len(text):
            return at
        if text[at] in "\"'":
            self.tag.attributes[-1].quote = text[at]
            self.state = State.QUOTED
            return at + 1
        if text[at] == ">":
            self.state = State.TAG
            return at
        self.state = State.UNQUOTED
        return at

    @staticmethod
    def _find(pattern: re.Pattern[str], text: str, at: int) -> int:
        found = pattern.search(text, at)
        return len(text) if found is None else found.start()

    def _close(self, text: str, at: int) -> tuple[int, Token]:
        self.tag.source.append(">")
        tag, self.state = self.tag, State.DATA
        return at + 1, Token("tag", tag.source, tag)


def is_one_tag(source: str) -> bool:
    """Whether *source* is one start tag and nothing more."""
    if ">" not in source[:-1] and "<" not in source[1:]:
        return True
    tokens = Tokenizer()
    found = list(tokens.feed(source))
    return len(found) == 1 and found[0].kind == "tag" and "".join(found[0].source) == source


_METADATA = frozenset(("meta", "title", "link", "script", "style", "base", "noscript", "template"))


def fits_head(html: str) -> bool:
    """Whether all of *html* stays in ``<head>`` when it stands there."""
    if not html.strip():
        return True
    tokens = Tokenizer()
    for token in tokens.feed(html):
        if token.kind == "text" and "".join(token.source).strip():
            return False
        if token.tag is not None:
            if token.tag.name not in _METADATA:
                return False
            if not token.tag.end and token.tag.name in RAW:
                tokens.enter_raw(token.tag.name)
    return tokens.state is State.DATA
