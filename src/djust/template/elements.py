"""The open elements of one block, and what tags, text and comments do to them.

Where the parser would do something that the template does not say (an end tag left out, text directly in a table, an element that ends
another), the element around it becomes *unclear*; when it is closed, all of it becomes one opaque range. What no element can hold is
:class:`Hopeless` for the block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from djust.template.compilation import Compilation
from djust.template.forms import Value, varies
from djust.template.html import ESCAPABLE_RAW, RAW, VOID, Tag, Token, Tokenizer
from djust.template.nesting import BREAKS_OUT, INSIDE_TABLES, NO_TEXT, ONLY, closed_by
from djust.template.parts import ElementMark, Item, Kind, Mark, Part, is_part, printed_forms
from djust.template.starttags import start_tag_items
from djust.template.texts import REPLACEMENT

_PARTIAL_REFERENCE = re.compile(r"&#?\w*\Z")
#: Elements of SVG whose content is HTML.
_INTEGRATION = frozenset(("foreignobject", "desc", "title"))
_OURS = re.compile(r"<!--[{},]")
_TABLE_INSIDES = frozenset(("tbody", "thead", "tfoot", "tr", "caption", "colgroup"))


class Hopeless(Exception):
    """No element of this block can hold what was found: the block around must step back."""


@dataclass(eq=False, slots=True)
class Frame:
    """An open element."""

    name: str
    start: int  # index of its first item
    content: int = 0  # index of the first item of its content
    mark: ElementMark | None = None
    unclear: str = ""
    children: bool = False  # it holds more than text and values
    virtual: bool = False  # written by the parser, or by a branch


class OpenElements:
    """The items of a block so far, and the stack of its open elements.

    Args:
        compilation: Shared by all blocks of the template.
        ancestors: Names of the elements around the block, outermost first.
        document: The block is a whole document (it holds ``<html>`` or a doctype), so ``<head>`` and ``<body>`` matter.
    """

    def __init__(self, compilation: Compilation, ancestors: tuple[str, ...] = (), *, document: bool = False) -> None:
        self.compilation = compilation
        self.ancestors = ancestors
        self.document = document
        self.items: list[Item] = []
        self.tokenizer = Tokenizer()
        self.frames = [Frame("", 0)]
        self.closed: list[str] = []  # elements of the blocks around that were closed here
        self.roots = 0  # elements at the top of the block
        self.loose = False  # something else at the top: text, a range
        self.after_head = False
        self.after_body = False
        self.last_text = ""
        self.fostered = False  # something at the top may be moved out of the table around the block

    @property
    def is_foreign(self) -> bool:
        """Whether this is SVG or MathML, and not HTML inside it."""
        inner = next((name for name in reversed(self.stack) if name in ("svg", "math", *_INTEGRATION)), "")
        return inner in ("svg", "math") or (inner == "title" and any(name == "svg" for name in self.stack))

    @property
    def stack(self) -> tuple[str, ...]:
        """Names of all open elements, outermost first."""
        return (*self.ancestors, *(frame.name for frame in self.frames[1:]))

    def unclear(self, reason: str, *, outside: bool = False) -> None:
        """Remember why the element at hand cannot be told apart into parts; *outside*: its table as a whole."""
        frame = self.frames[-1]
        if outside:
            while len(self.frames) > 1 and frame.name in _TABLE_INSIDES:
                frame.unclear = frame.unclear or reason
                frame = self.frames[self.frames.index(frame) - 1]
                if frame is self.frames[0]:
                    break
            self.fostered = self.fostered or frame is self.frames[0]
        if frame.name in ("html", "head", "body"):
            raise Hopeless(reason)
        frame.unclear = frame.unclear or reason

    def add_range(self, part: Part, *, children: bool = False) -> None:
        part.element = self.stack[-1] if self.stack else ""
        part.nul = REPLACEMENT if self.is_foreign else ""
        part.top = len(self.frames) == 1
        self.items.append(part)
        if children:
            self.frames[-1].children = True
        if len(self.frames) == 1:
            self.loose = True
        self.last_text = ""

    def check_range(self) -> None:
        """Comment marks can stand here, and the text before does not run into what comes."""
        if self.after_body:
            raise Hopeless("something dynamic stands after </body>")
        frame = self.frames[-1]
        if self.document and (len(self.frames) == 1 or frame.name == "html"):
            raise Hopeless("something dynamic stands where <head> ends and <body> begins without their tags")
        if _PARTIAL_REFERENCE.search(self.last_text):
            self.unclear("the text before a value ends in the beginning of a character reference")

    def open_tbody(self) -> None:
        self.items.append(Mark("<tbody>"))
        self.frames[-1].children = True
        self.frames.append(Frame("tbody", len(self.items), len(self.items), virtual=True))

    # -- tokens ---------------------------------------------------------------------------------------------------------

    def text_token(self, token: Token) -> None:
        self.text("".join(token.source))

    def text(self, text: str) -> None:
        if not text.isspace():
            if self.after_body:
                raise Hopeless("text stands after </body>")
            self.begin_body()
            self.note_loose()
            if self.stack and self.stack[-1] in NO_TEXT:
                if self.stack[-1] == "html":
                    raise Hopeless("text stands directly in <html>")
                self.unclear(f"text stands directly in <{self.stack[-1]}>", outside=True)
            if self.frames[-1].name == "head":
                raise Hopeless("text stands directly in <head>")
        self.items.append(text)
        self.last_text = text

    def constant(self, form: Value) -> None:
        """Text that only Django knows, and that stays."""
        if self.after_body or self.frames[-1].name == "head":
            raise Hopeless("text stands outside the body")
        self.begin_body()
        self.note_loose()
        if self.stack and self.stack[-1] in NO_TEXT:
            self.unclear(f"text may stand directly in <{self.stack[-1]}>", outside=True)
        self.items.append(self.compilation.part(Kind.FIXED, [form]))
        self.last_text = ""

    def note_loose(self) -> None:
        if len(self.frames) == 1:
            self.loose = True

    def comment_token(self, token: Token) -> None:
        self.note_loose()
        self.frames[-1].children = True
        if all(isinstance(piece, str) for piece in token.source):
            text = "".join(token.source)
            if _OURS.match(text):
                self.unclear("a comment of the template looks like one of our marks")
            self.items.append(text)
        else:
            self.check_range()
            self.add_range(self.compilation.part(Kind.OPAQUE, printed_forms(token.source), reason="a comment varies"), children=True)

    def raw_token(self, token: Token) -> None:
        """The content of a raw element."""
        frame = self.frames[-1]
        frame.children = True
        if not any(map(varies, token.source)):
            self.items.extend(self.compilation.part(Kind.FIXED, [one]) if isinstance(one, Value) else one for one in token.source)
            return
        decoded = frame.name in ESCAPABLE_RAW
        part = self.compilation.part(Kind.RAW, printed_forms(token.source), element=frame.name, decoded=decoded)
        part.drops_newline = frame.name == "textarea"
        if frame.mark is not None:
            frame.mark.content = part
        self.items.append(part)

    def tag_token(self, token: Token) -> None:
        tag = token.tag
        if tag is None:
            raise TypeError("a tag token has a tag")
        self.last_text = ""
        if tag.nameless or (tag.unclear and tag.end):
            # The element around takes it all; the browser finds out if even that does not hold.
            self.items.append(self.compilation.part(Kind.OPAQUE, printed_forms(tag.source), reason=tag.unclear))
            self.frames[-1].children = True
            self.unclear(tag.unclear)
        elif tag.end:
            self.end_tag(tag)
        else:
            self.start_tag(tag)
            if tag.unclear and len(self.frames) > 1:
                self.unclear(tag.unclear)

    # -- tags -------------------------------------------------------------------------------------------------------------

    def start_tag(self, tag: Tag) -> None:
        name = tag.name
        self.close_implied(name)
        self.check_child(name)
        if len(self.frames) == 1:
            self.roots += 1
        self.frames[-1].children = True
        start = len(self.items)
        items, mark = start_tag_items(tag, self.compilation)
        for item in items:
            if isinstance(item, Part):
                item.top = len(self.frames) == 1
        self.items.extend(items)
        foreign = self.is_foreign
        if (name in VOID and not foreign) or (tag.self_closing and (foreign or name in ("svg", "math"))):
            return
        frame = Frame(name, start, len(self.items), mark)
        self.frames.append(frame)
        if name in RAW and not foreign:
            self.tokenizer.enter_raw(name)
        elif name == "template":
            frame.unclear = "<template> holds its content apart"
        elif (editable := tag.attribute("contenteditable")) is not None and editable.text != "false":
            frame.unclear = "the content is the visitor's to edit"
        elif name in ("frameset", "selectedcontent"):
            raise Hopeless(f"<{name}> is rebuilt by the browser")

    def begin_body(self) -> None:
        """What belongs into a body stands outside any: the parser begins one."""
        if self.document and (len(self.frames) == 1 or self.frames[-1].name == "html"):
            self.frames[-1].children = True
            self.frames.append(Frame("body", len(self.items), len(self.items), virtual=True))

    def close_implied(self, name: str) -> None:
        """End what the parser ends when it sees this start tag."""
        while self.frames[-1].virtual and self.frames[-1].name == "tbody" and name in ("caption", "colgroup", "thead", "tbody", "tfoot"):
            self.frames.pop()
        closing, reason = closed_by(name, self.stack)
        if not closing:
            return
        if closing >= len(self.frames):
            raise Hopeless(reason)
        parent = self.frames[-closing - 1]
        del self.frames[-closing:]
        if parent is self.frames[0] or parent.name in ("html", "head", "body"):
            parent.unclear = parent.unclear or reason
        self.unclear(reason)

    def break_out(self, name: str) -> None:
        """The parser ends the drawing that HTML stands in: what follows is beside it."""
        reason = f"<{name}> ends the drawing it stands in"
        outer = None
        for index in range(len(self.frames) - 1, 0, -1):
            if self.frames[index].name in _INTEGRATION:
                break
            if self.frames[index].name in ("svg", "math"):
                outer = index
        if outer is None or self.frames[outer - 1].name in ("html", "head", "body"):
            raise Hopeless(reason)
        for frame in self.frames[outer - 1 :]:
            frame.unclear = frame.unclear or reason

    def check_child(self, name: str) -> None:
        """The parser leaves this element where it stands."""
        parent = self.stack[-1] if self.stack else ""
        if self.after_body:
            raise Hopeless(f"<{name}> stands after </body>")
        if name not in ("html", "head", "body") and (name not in ONLY["head"] or self.after_head):
            self.begin_body()
        if name in ("html", "head", "body") and not (self.document and parent in ("", "html")):
            raise Hopeless(f"<{name}> stands in <{parent or 'the body'}>")
        if name in BREAKS_OUT and self.is_foreign:
            self.break_out(name)
        if name in INSIDE_TABLES and parent not in INSIDE_TABLES[name] and not self.is_foreign:
            self.unclear(f"<{name}> stands outside a table: the parser drops its tag")
        if parent not in ONLY or name in ONLY[parent]:
            if parent == "table" and name == "tr":
                self.open_tbody()
            return
        if parent == "head":
            raise Hopeless(f"<{name}> stands in <head>")
        if parent == "tr" or parent in ("tbody", "thead", "tfoot", "table", "colgroup"):
            if len(self.frames) == 1:
                self.fostered = True
                raise Hopeless(f"<{name}> stands directly in <{parent}>")
            self.unclear(f"<{name}> stands directly in <{parent}>", outside=True)
        else:
            self.unclear(f"<{name}> stands directly in <{parent}>")

    def end_tag(self, tag: Tag) -> None:
        name = tag.name
        depth = next((d for d, frame in enumerate(reversed(self.frames[1:]), 1) if frame.name == name), 0)
        source = "".join(str(piece) for piece in tag.source)
        if not depth:
            self.items.append(source)
            if name in self.ancestors:
                raise Hopeless(f"</{name}> ends an element of the block around")
            if name not in VOID or name == "br":
                self.unclear(f"</{name}> ends nothing")
            return
        above = self.frames[len(self.frames) - depth + 1 :]
        frame = self.frames[-depth]
        del self.frames[-depth:]
        if real := [one for one in above if not one.virtual and not (name == "html" and one.name == "body")]:
            frame.unclear = frame.unclear or f"the end tag of <{real[-1].name}> is left out"
        self.close(frame, source)

    def close(self, frame: Frame, source: str) -> None:
        """End an element with its own end tag: now it is known what its content is."""
        content = self.items[frame.content :]
        dynamic = any(map(is_part, content))
        self.after_head = self.after_head or frame.name == "head"
        self.after_body = self.after_body or frame.name in ("body", "html")
        if frame.unclear and (dynamic or frame.virtual):
            if frame.name in ("html", "head", "body") or frame.virtual:
                raise Hopeless(frame.unclear)
            self.items.append(source)
            region = self.items[frame.start :]
            self.compilation.regions.append((frame.unclear, frame.name))
            part = self.compilation.part(Kind.OPAQUE, printed_forms(region), reason=frame.unclear)
            del self.items[frame.start :]
            if len(self.frames) == 1:
                self.roots -= 1
            self.check_range()
            self.add_range(part, children=True)
            return
        if dynamic and self.is_text(frame, content):
            part = self.compilation.part(Kind.CONTENT, printed_forms(content), element=frame.name)
            part.drops_newline = frame.name in ("pre", "listing")
            part.nul = REPLACEMENT if frame.name in ("svg", "math") or (self.is_foreign and frame.name not in _INTEGRATION) else ""
            if frame.mark is not None:
                frame.mark.content = part
            self.items[frame.content :] = [part]
        self.items.append(source)

    def is_text(self, frame: Frame, content: Sequence[Item]) -> bool:
        """Whether the content as a whole is one part: only text and values, or a ``pre`` (a mark would keep its first newline)."""
        ranges = [item for item in content if isinstance(item, Part) and item.kind.is_range]
        if not ranges or frame.name in ("html", "head", "body"):
            return False
        return not frame.children or frame.name in ("pre", "listing")


TOKENS: dict[str, Callable[[OpenElements, Token], None]] = {
    "text": OpenElements.text_token,
    "comment": OpenElements.comment_token,
    "raw": OpenElements.raw_token,
    "tag": OpenElements.tag_token,
}
