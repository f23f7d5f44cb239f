"""Where each form stands, and so which parts a template has.

A :class:`Layout` goes through the forms of one block with the tokenizer and a stack of open elements. While everything is clear, each
dynamic form becomes a part of its place. Where it is not (a branch that leaves a tag open, an end tag left out, text directly in a table …), the element
around it is remembered as *unclear* and becomes one opaque range when it is closed: that is the smallest balanced region. What cannot be put
into any element steps back further, to the block around it, in the end to the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from djust.template.forms import Branch, Call, Do, Enter, Foreign, Form, Leave, Loop, Text, Value, below, tagless
from djust.template.html import ESCAPABLE_RAW, RAW, VOID, State, Tag, Token, Tokenizer
from djust.template.nesting import NO_TEXT, ONLY, closed_by
from djust.template.parts import Block, ElementMark, Item, Kind, Mark, Part, number_parts, printed_forms
from djust.template.starttags import check_in_tag, start_tag_items

_ids = count()  # unique in the process: the units of one run share a set of them
_PARTIAL_REFERENCE = re.compile(r"&#?\w*\Z")
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


@dataclass(slots=True)
class Effect:
    """What a body does to the stack of open elements around it."""

    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    state: State = State.DATA


@dataclass(slots=True)
class Compilation:
    """What the layouts of one template share."""

    #: (reason, element) of each region that stepped back, for ``explain``.
    regions: list[tuple[str, str]] = field(default_factory=list)

    def part(self, kind: Kind, printed: Sequence[Form], **more: Any) -> Part:
        return Part(kind, next(_ids), list(printed), **more)


class Layout:
    """Lays out one block.

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
        self.after_body = False
        self.last_text = ""

    # -- the forms ----------------------------------------------------------------------------------------------------

    def read(self, forms: Sequence[Form]) -> None:
        """Go through *forms* in order."""
        for form in forms:
            if isinstance(form, Text):
                for token in self.tokenizer.feed(form.text):
                    _TOKENS[token.kind](self, token)
            elif self.tokenizer.dangling:
                self.items.append(self.tokenizer.flush())
                raise Hopeless("something dynamic follows an opening angle bracket")
            elif self.tokenizer.state is State.DATA:
                self.content(form)
            else:
                self.in_markup(form)

    def finish(self) -> Effect:
        """End the block; return what it did to the elements around."""
        if self.tokenizer.dangling:
            self.text(self.tokenizer.flush())
        state = self.tokenizer.state
        if state is not State.DATA:
            return Effect(tuple(self.closed), tuple(frame.name for frame in self.frames[1:]), state)
        opened = [frame.name for frame in self.frames[1:] if not frame.virtual]
        for frame in self.frames[1:]:
            if frame.name in ("html", "body") and self.document:  # their end tags may be left out
                opened.remove(frame.name)
                if frame.unclear:
                    raise Hopeless(frame.unclear)
        return Effect(tuple(self.closed), tuple(opened))

    def in_markup(self, form: Form) -> None:
        """A form inside a tag, a comment or a raw element."""
        tokenizer = self.tokenizer
        if isinstance(form, Do | Enter | Leave):
            tokenizer.hole(form, width=False)
            return
        if tokenizer.state.in_tag:
            tag = tokenizer.tag
            quote = tag.attributes[-1].quote if tokenizer.state is State.QUOTED else ""
            problem = check_in_tag(form, quote)
            if problem:
                tag.unclear = tag.unclear or problem
        else:
            end = "-->" if tokenizer.state is State.COMMENT else ">" if tokenizer.state is State.BOGUS else f"</{tokenizer.raw_name}"
            if any(end in text.lower() for text in static_texts(form)):
                raise Hopeless(f"a part of the {tokenizer.state.value[3:]} may end it")
        tokenizer.hole(form)

    # -- content ------------------------------------------------------------------------------------------------------

    def content(self, form: Form) -> None:
        """A form in content."""
        if isinstance(form, Do | Enter | Leave):
            self.items.append(form)
            return
        if isinstance(form, Value) and form.fixed:
            self.items.append(self.compilation.part(Kind.FIXED, [form]))
            self.loose = self.loose or len(self.frames) == 1
            return
        self.check_range()
        if isinstance(form, Branch | Loop) and not tagless([form]):
            _CONTENT[type(form)](self, form)
        elif isinstance(form, Call):
            part = self.compilation.part(Kind.CALL, [form], form=form, ancestors=self.stack)
            self.add_range(part, children=True)
        elif isinstance(form, Foreign):
            self.add_range(self.compilation.part(Kind.OPAQUE, [form], reason=form.reason), children=True)
        else:
            if self.frames[-1].name in NO_TEXT or (not self.frames[-1].name and self.ancestors[-1:] and self.ancestors[-1] in NO_TEXT):
                self.unclear(f"text may stand directly in <{self.stack[-1]}>", outside=True)
            self.add_range(self.compilation.part(Kind.VALUE, [form]))

    def add_range(self, part: Part, *, children: bool = False) -> None:
        part.element = self.stack[-1] if self.stack else ""
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
            raise Hopeless("something dynamic stands outside <head> and <body>")
        if _PARTIAL_REFERENCE.search(self.last_text):
            self.unclear("the text before a value ends in the beginning of a character reference")

    def branch(self, form: Branch) -> None:
        layouts = [self.sub_layout(arm.body) for arm in form.arms]
        problem = self.problem_of(layouts)
        if not problem:
            part = self.compilation.part(Kind.BRANCH, [form], form=form, arms=[layout.block() for layout in layouts])
            self.open_implied(layouts)
            self.add_range(part, children=True)
            return
        self.step_back(form, problem, [layout.effect for layout in layouts], always=form.arms[-1].test is None)

    def loop(self, form: Loop) -> None:
        body, empty = self.sub_layout(form.body), self.sub_layout(form.empty)
        problem = self.problem_of([body, empty])
        if problem:
            self.step_back(form, problem, [body.effect, empty.effect], always=False)
            return
        self.open_implied([body, empty])
        loop = self.compilation.part(Kind.LOOP, [form], form=form, arms=[body.row()])
        loop.element = self.stack[-1] if self.stack else ""
        if form.empty:
            inner = Block([loop])
            number_parts(inner)
            loop = self.compilation.part(Kind.BRANCH, [form], form=form, arms=[inner, empty.block()])
        self.add_range(loop, children=True)

    def sub_layout(self, forms: Sequence[Form]) -> SubLayout:
        return SubLayout(self.compilation, self.stack, forms)

    def problem_of(self, layouts: Sequence[SubLayout]) -> str:
        problems = [layout.problem for layout in layouts if layout.problem]
        if problems:
            return problems[0]
        if len({layout.implies_tbody for layout in layouts if layout.roots}) > 1:
            return "rows and other parts of a table stand directly in <table>"
        return ""

    def open_implied(self, layouts: Sequence[SubLayout]) -> None:
        """Rows directly in a table: the parser puts a ``<tbody>`` around them, so ours is written before the mark."""
        if any(layout.implies_tbody for layout in layouts):
            self.open_tbody()

    def open_tbody(self) -> None:
        self.items.append(Mark("<tbody>"))
        self.frames[-1].children = True
        self.frames.append(Frame("tbody", len(self.items), len(self.items), virtual=True))

    def step_back(self, form: Form, reason: str, effects: Sequence[Effect | None], *, always: bool) -> None:
        """*form* has no place of its own: the element around it becomes one string."""
        self.items.append(self.compilation.part(Kind.OPAQUE, [form], reason=reason))
        known = [effect for effect in effects if effect is not None]
        if not always:
            known.append(Effect())
        if len(known) == len(effects) + (not always) and all(effect == known[0] for effect in known):
            self.apply(known[0], reason)
        else:
            if any(effect.closed for effect in known):
                raise Hopeless(reason)
            self.unclear(reason)

    def apply(self, effect: Effect, reason: str) -> None:
        """Every way through a branch has the same *effect*."""
        if effect.state is not State.DATA:
            raise Hopeless(reason)
        for name in effect.closed:
            if len(self.frames) == 1:
                self.closed.append(name)
            else:
                self.frames.pop()
        if effect.closed or not effect.opened:
            self.unclear(reason)
        # Every way opens the same elements: the outermost one's region begins with the branch.
        start = len(self.items) - 1
        for name in effect.opened:
            self.frames[-1].children = True
            if len(self.frames) == 1:
                self.roots += 1
            self.frames.append(Frame(name, start, len(self.items), unclear=reason))
            start = len(self.items)

    def unclear(self, reason: str, *, outside: bool = False) -> None:
        """Remember why the element at hand cannot be told apart into parts; *outside*: its table as a whole."""
        frame = self.frames[-1]
        if outside:
            while len(self.frames) > 1 and frame.name in _TABLE_INSIDES:
                frame.unclear = frame.unclear or reason
                frame = self.frames[self.frames.index(frame) - 1]
                if frame is self.frames[0]:
                    break
        if frame.name in ("html", "head", "body"):
            raise Hopeless(reason)
        frame.unclear = frame.unclear or reason

    @property
    def stack(self) -> tuple[str, ...]:
        """Names of all open elements, outermost first."""
        return (*self.ancestors, *(frame.name for frame in self.frames[1:]))

    # -- tokens ---------------------------------------------------------------------------------------------------------

    def text_token(self, token: Token) -> None:
        self.text("".join(token.source))

    def text(self, text: str) -> None:
        if not text.isspace():
            if self.after_body:
                raise Hopeless("text stands after </body>")
            self.note_loose()
            if self.stack and self.stack[-1] in NO_TEXT:
                if self.stack[-1] == "html":
                    raise Hopeless("text stands directly in <html>")
                self.unclear(f"text stands directly in <{self.stack[-1]}>", outside=True)
            if self.frames[-1].name == "head":
                raise Hopeless("text stands directly in <head>")
        self.items.append(text)
        self.last_text = text

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
        if all(isinstance(piece, str) for piece in token.source):
            self.items.append("".join(token.source))
            return
        decoded = frame.name in ESCAPABLE_RAW
        part = self.compilation.part(Kind.RAW, printed_forms(token.source), element=frame.name, decoded=decoded)
        part.drops_newline = frame.name == "textarea"
        if all(not isinstance(piece, Foreign | Value | Branch | Loop | Call) for piece in token.source):
            self.items.extend(token.source)  # only a scope begins or ends here
            return
        if frame.mark is not None:
            frame.mark.content = part
        self.items.append(part)

    def tag_token(self, token: Token) -> None:
        tag = token.tag
        if tag is None:
            raise TypeError("a tag token has a tag")
        if tag.unclear:
            self.items.append(self.compilation.part(Kind.OPAQUE, printed_forms(tag.source), reason=tag.unclear))
            raise Hopeless(tag.unclear)
        self.last_text = ""
        if tag.end:
            self.end_tag(tag)
        else:
            self.start_tag(tag)

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
        foreign = any(open_name in ("svg", "math") for open_name in self.stack) and "foreignobject" not in self.stack
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

    def check_child(self, name: str) -> None:
        """The parser leaves this element where it stands."""
        stack = self.stack
        parent = stack[-1] if stack else ""
        if self.after_body:
            raise Hopeless(f"<{name}> stands after </body>")
        if self.document and parent in ("", "html") and name not in ("html", "head", "body"):
            raise Hopeless(f"<{name}> stands outside <head> and <body>")
        if name in ("html", "head", "body") and not (self.document and parent in ("", "html")):
            raise Hopeless(f"<{name}> stands in <{parent or 'the body'}>")
        if parent not in ONLY or name in ONLY[parent]:
            if parent == "table" and name == "tr":
                self.open_tbody()
            return
        if parent == "head":
            raise Hopeless(f"<{name}> stands in <head>")
        if parent == "tr" or parent in ("tbody", "thead", "tfoot", "table", "colgroup"):
            if len(self.frames) == 1:
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
        if real := [one for one in above if not one.virtual]:
            frame.unclear = frame.unclear or f"the end tag of <{real[-1].name}> is left out"
        self.close(frame, source)

    def close(self, frame: Frame, source: str) -> None:
        """End an element with its own end tag: now it is known what its content is."""
        content = self.items[frame.content :]
        dynamic = any(isinstance(item, Part) for item in content)
        if frame.name == "body":
            self.after_body = True
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

    # -- the result ---------------------------------------------------------------------------------------------------------

    def block(self) -> Block:
        """Return the block as it stands."""
        block = Block(self.items)
        number_parts(block)
        return block

    def row(self) -> Block:
        """Return the block as a row: with exactly one root element its white space is the loop's."""
        block = Block(self.items)
        if self.roots == 1 and not self.loose:
            block.lead, block.trail = self.take_white_space(block.items)
            words = [item.name + item.flags for item in block.items if isinstance(item, ElementMark)]
            block.shape = " ".join(words)
        number_parts(block)
        return block

    @staticmethod
    def take_white_space(items: list[Item]) -> tuple[str, str]:
        """Remove the white space around the root element; return it."""
        first = next(index for index, item in enumerate(items) if isinstance(item, str) and item.strip())
        last = max(index for index, item in enumerate(items) if isinstance(item, str) and item.strip())
        lead = "".join(item for item in items[:first] if isinstance(item, str))
        trail = "".join(item for item in items[last + 1 :] if isinstance(item, str))
        items[last + 1 :] = [item for item in items[last + 1 :] if not isinstance(item, str)]
        items[:first] = [item for item in items[:first] if not isinstance(item, str)]
        return lead, trail


class SubLayout(Layout):
    """The layout of an arm or a row: complete at once, with what is wrong with it."""

    def __init__(self, compilation: Compilation, ancestors: tuple[str, ...], forms: Sequence[Form]) -> None:
        super().__init__(compilation, ancestors)
        self.problem = ""
        self.effect: Effect | None = None
        self.implies_tbody = False
        try:
            self.read(forms)
            self.effect = self.finish()
        except Hopeless as hopeless:
            self.problem = str(hopeless)
            return
        if self.effect != Effect():
            self.problem = "a tag is opened or closed in only one part of a branch or loop"
        self.problem = self.problem or self.frames[0].unclear

    def open_tbody(self) -> None:
        if len(self.frames) > 1:
            super().open_tbody()
        else:  # rows of the table around: it is the range that must stand in a tbody
            self.implies_tbody = True
            self.ancestors = (*self.ancestors, "tbody")


def static_texts(form: Any) -> list[str]:
    """Return every static text in *form*."""
    return [inner.text for inner in below([form]) if isinstance(inner, Text)]


_TOKENS: dict[str, Callable[[Layout, Token], None]] = {
    "text": Layout.text_token,
    "comment": Layout.comment_token,
    "raw": Layout.raw_token,
    "tag": Layout.tag_token,
}
_CONTENT: dict[type, Callable[[Layout, Any], None]] = {Branch: Layout.branch, Loop: Layout.loop}
