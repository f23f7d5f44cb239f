"""``translate`` and ``blocktranslate``: Django's own nodes look the message up; we find out what they depend on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.base import FilterExpression, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from djust.template.emitter import ALWAYS, Emitter
from djust.template.expressions import note_reads
from djust.template.forms import Do, Form, Value
from djust.template.rules.values import is_literal

if TYPE_CHECKING:
    from djust.template.expand import Expander


def translate(node: TranslateNode, expander: Expander) -> list[Form]:
    return _form(node, node.asvar, [node.filter_expression, *([node.message_context] if node.message_context else [])])


def blocktranslate(node: BlockTranslateNode, expander: Expander) -> list[Form]:
    expressions = [*node.extra_context.values()]
    expressions += [one for one in (node.counter, node.message_context) if one is not None]
    own = {*node.extra_context, node.countervar}
    tokens = [*node.singular, *(node.plural or ())]
    names = {token.contents for token in tokens if token.token_type == TokenType.VAR} - own
    return _form(node, node.asvar, expressions, names)


def _form(node: Any, name: str | None, expressions: list[FilterExpression], names: set[str] | None = None) -> list[Form]:
    def note(emitter: Emitter) -> None:
        for expression in expressions:
            note_reads(emitter, expression)
        for read in names or ():
            emitter.note(emitter.reads_of(read))

    def effect(emitter: Emitter) -> None:
        note(emitter)
        emitter.line(f"{emitter.const(node, 'N')}.render_annotated(c)")
        emitter.know(name or "", None, ALWAYS)

    def emit(emitter: Emitter) -> str:
        note(emitter)
        return f"plain({emitter.const(node, 'N')}.render_annotated(c))"

    constant = not names and all(map(is_literal, expressions)) and not _has_markup(node)
    return [Value(node, emit, constant=constant)] if name is None else [Do(node, effect, sets=(name,))]


def _has_markup(node: Any) -> bool:
    tokens = [*getattr(node, "singular", ()), *(getattr(node, "plural", None) or ())]
    return any("<" in token.contents or token.token_type == TokenType.VAR for token in tokens)


RULES: dict[type, Any] = {TranslateNode: translate, BlockTranslateNode: blocktranslate}
