"""Tags that only set a name: ``regroup`` and the ``get_… as x`` family."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.template.context import Context
from django.template.defaulttags import GroupedResult, RegroupNode
from django.templatetags import i18n, tz

from djust.template.emitter import Emitter
from djust.template.expressions import emit_expression, note_reads
from djust.template.forms import Do, Form
from djust.template.rules.values import rendering

if TYPE_CHECKING:
    from djust.template.expand import Expander


def regroup(node: RegroupNode, expander: Expander) -> list[Form]:
    def effect(emitter: Emitter) -> None:
        with emitter.defining() as reads:
            target = emit_expression(emitter, node.target, ignore_failures=True)
            note_reads(emitter, node.expression)
            emitter.line(f"c.dicts[-1][{node.var_name!r}] = {emitter.const(_groups, 'F')}({emitter.const(node, 'N')}, {target}, c)")
        emitter.know(node.var_name, None, reads[0])

    return [Do(node, effect, sets=(node.var_name,))]


def _groups(node: RegroupNode, target: Any, context: Context) -> list[GroupedResult]:
    if target is None:
        return []
    grouped = groupby(target, lambda item: node.resolve_expression(item, context))
    return [GroupedResult(grouper=key, list=list(items)) for key, items in grouped]


def named(node: Any, expander: Expander) -> list[Form]:
    return [Do(node, rendering(node, node.variable), sets=(node.variable,))]


RULES: dict[type, Any] = {
    RegroupNode: regroup,
    i18n.GetAvailableLanguagesNode: named,
    i18n.GetLanguageInfoNode: named,
    i18n.GetLanguageInfoListNode: named,
    i18n.GetCurrentLanguageNode: named,
    i18n.GetCurrentLanguageBidiNode: named,
    tz.GetCurrentTimezoneNode: named,
}
