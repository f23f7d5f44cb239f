"""A template compiled for one place: the block it is, and the functions that evaluate and write it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.template.base import Template
from django.template.loader_tags import ExtendsNode

from djust.template.compilation import Compilation
from djust.template.elements import Hopeless
from djust.template.expand import Expander
from djust.template.forms import Form, Text
from djust.template.generate import generate
from djust.template.parts import Block, Kind
from djust.template.places import Effect, Layout
from djust.template.write import generate_writers

_DOCUMENT = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


class Unit:
    """One template, compiled for one place: a block and the function that evaluates it.

    Attributes:
        opaque: Why the template is one string without parts; '' when it has them.
        reads: What each part reads, by the part's id; None: evaluated each time.
        chosen: What the conditions of each branch read, by the part's id.
    """

    def __init__(self, template: Template, ancestors: tuple[str, ...], parents: dict[ExtendsNode, Template]) -> None:
        expander = Expander(parents)
        forms = expander.template(template)
        self.templates = expander.templates
        self.sources = [one.source for one in self.templates]
        self.is_document = any(isinstance(form, Text) and _DOCUMENT.search(form.text) for form in forms)
        self.compilation = Compilation()
        self.opaque = ""
        self.block = self._lay_out(forms, ancestors)
        generate_writers(self.block)
        self.reads: dict[int, frozenset[str] | None] = {}
        self.chosen: dict[int, frozenset[str] | None] = {}
        self.evaluate = generate(self.block, template.name or "inline template", self.reads, self.chosen)

    def _lay_out(self, forms: Sequence[Form], ancestors: tuple[str, ...]) -> Block:
        layout = Layout(self.compilation, ancestors, document=self.is_document)
        try:
            layout.read(forms)
            effect = layout.finish()
            if effect != Effect():
                raise Hopeless("a tag is opened and not closed, or the reverse")
            if layout.frames[0].unclear:
                raise Hopeless(layout.frames[0].unclear)
        except Hopeless as hopeless:
            self.opaque = str(hopeless)
            part = self.compilation.part(Kind.FIXED, forms, reason=self.opaque)
            part.index = 0
            return Block([part])
        return layout.block()

    def __repr__(self) -> str:
        return f"<Unit of {len(self.block.parts)} parts>"
