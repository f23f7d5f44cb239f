"""Tags that print their body into a string first: ``filter``, ``spaceless`` and block tags made with ``simple_block_tag``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.defaulttags import FilterNode, SpacelessNode
from django.template.library import SimpleBlockNode
from django.utils.html import conditional_escape, strip_spaces_between_tags
from django.utils.safestring import SafeString

from djust.template.emitter import ALWAYS, Emitter
from djust.template.expressions import emit_expression
from djust.template.forms import Do, Form, Value
from djust.template.rules.values import emit_held
from djust.template.strings import emit_string

if TYPE_CHECKING:
    from djust.template.expand import Expander


def filter_(node: FilterNode, expander: Expander) -> list[Form]:
    body = expander.forms(node.nodelist)

    def emit(emitter: Emitter) -> str:
        printed = emit_string(emitter, body)
        local = emitter.temp("L")
        emitter.line(f"{local} = {emitter.const(SafeString, 'C')}({printed}); c.dicts.append({{'var': {local}}})")
        result = emitter.temp("x")
        with emitter.reading() as reads:  # its own reads are the body's, noted above, and those of its arguments
            emitter.push()
            emitter.know("var", local, frozenset())
            emitter.line(f"{result} = plain(str({emit_expression(emitter, node.filter_expr)}))")
            emitter.pop()
        emitter.note(reads[0])
        emitter.line("c.dicts.pop()")
        return result

    return [Value(node, emit, inner=body)]


def spaceless(node: SpacelessNode, expander: Expander) -> list[Form]:
    body = expander.forms(node.nodelist)

    def emit(emitter: Emitter) -> str:
        return f"plain({emitter.const(strip_spaces_between_tags, 'F')}({emit_string(emitter, body)}.strip()))"

    return [Value(node, emit, inner=body)]


def simple_block_tag(node: SimpleBlockNode, expander: Expander) -> list[Form]:
    """A function of the author's that is given what stands between its tags."""
    body = expander.forms(node.nodelist)
    wild = bool(node.takes_context)

    def emit_output(emitter: Emitter) -> str:
        emitter.note(ALWAYS)
        if wild:
            emitter.need_forloop()
        arguments = [emit_held(emitter, argument) for argument in node.args]
        named = [f"{name!r}: {emit_held(emitter, argument)}" for name, argument in node.kwargs.items()]
        content = f"{emitter.const(SafeString, 'C')}({emit_string(emitter, body)})"
        given = [*(["c"] if wild else []), content, *arguments, "**{" + ", ".join(named) + "}"]
        return f"{emitter.const(node.func, 'F')}({', '.join(given)})"

    def emit(emitter: Emitter) -> str:
        output = emitter.temp()
        emitter.line(f"{output} = {emit_output(emitter)}")
        return f"plain(str({emitter.const(conditional_escape, 'F')}({output}) if c.autoescape else {output}))"

    def name(emitter: Emitter) -> None:
        emitter.line(f"c.dicts[-1][{node.target_var!r}] = {emit_output(emitter)}")
        if wild:
            emitter.forget_all()
        emitter.know(node.target_var or "", None, ALWAYS)

    if node.target_var is None:
        return [Value(node, emit, wild=wild, inner=body)]
    return [Do(node, name, sets=(node.target_var,))]


RULES: dict[type, Any] = {FilterNode: filter_, SpacelessNode: spaceless, SimpleBlockNode: simple_block_tag}
