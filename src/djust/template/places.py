"""Where each form stands, and so which parts a template has.

A :class:`Layout` goes through the forms of one block with the tokenizer and a stack of open elements. While everything is clear, each
dynamic form becomes a part of its place. Where it is not (a branch that leaves a tag open, an end tag left out, text directly in a table
…), the element around it is remembered as *unclear* and becomes one opaque range when it is closed: that is the smallest balanced region.
What cannot be put into any element steps back further, to the block around it, in the end to the whole document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from djust.template.compilation import Compilation
from djust.template.elements import TOKENS, Frame, Hopeless, OpenElements
from djust.template.forms import Branch, Call, Do, Enter, Foreign, Form, Leave, Loop, Text, Value, below, tagless
from djust.template.html import State
from djust.template.nesting import NO_TEXT
from djust.template.parts import Block, ElementMark, Item, Kind, number_parts
from djust.template.starttags import begins_with_space, check_in_tag


@dataclass(slots=True)
class Effect:
    """What a body does to the stack of open elements around it."""

    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    state: State = State.DATA


class Layout(OpenElements):
    """Lays out one block."""

    # -- the forms ----------------------------------------------------------------------------------------------------

    def read(self, forms: Sequence[Form]) -> None:
        """Go through *forms* in order."""
        for form in forms:
            if isinstance(form, Text):
                for token in self.tokenizer.feed(form.text):
                    TOKENS[token.kind](self, token)
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
        opened = [frame for frame in self.frames[1:] if not frame.virtual]
        if self.document:  # the end tags of these may be left out
            opened = [frame for frame in opened if frame.name not in ("html", "body")]
            for frame in self.frames[1:]:
                if frame.unclear:
                    raise Hopeless(frame.unclear)
        return Effect(tuple(self.closed), tuple(frame.name for frame in opened))

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
        tokenizer.hole(form, spaced=begins_with_space(form))

    # -- content ------------------------------------------------------------------------------------------------------

    def content(self, form: Form) -> None:
        """A form in content."""
        if isinstance(form, Do | Enter | Leave):
            self.items.append(form)
            return
        if isinstance(form, Value) and form.constant:
            self.constant(form)
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
            # What is fixed keeps a part of its own: it is not sent again with the text around it, and does not count in the digest.
            self.add_range(self.compilation.part(Kind.VALUE, [form]), children=isinstance(form, Value) and form.fixed)

    def branch(self, form: Branch) -> None:
        layouts = [self.sub_layout(arm.body) for arm in form.arms]
        problem = self.problem_of(layouts)
        if not problem:
            part = self.compilation.part(Kind.BRANCH, [form], form=form, arms=[layout.block() for layout in layouts])
            self.open_implied(layouts)
            self.add_range(part, children=True)
            return
        self.step_back(form, problem, layouts, always=form.arms[-1].test is None)

    def loop(self, form: Loop) -> None:
        body, empty = self.sub_layout(form.body), self.sub_layout(form.empty)
        problem = self.problem_of([body, empty])
        if problem:
            self.step_back(form, problem, [body, empty], always=False)
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

    def step_back(self, form: Form, reason: str, layouts: Sequence[SubLayout], *, always: bool) -> None:
        """*form* has no place of its own: the element around it becomes one string."""
        self.items.append(self.compilation.part(Kind.OPAQUE, [form], reason=reason))
        if any(layout.fostered for layout in layouts):
            self.unclear(reason, outside=True)
        effects = [layout.effect for layout in layouts]
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


_CONTENT: dict[type, Callable[[Layout, Any], None]] = {Branch: Layout.branch, Loop: Layout.loop}
