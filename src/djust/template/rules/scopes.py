"""Tags that show their body once otherwise: ``with``, ``autoescape``, ``localize``, ``localtime``, ``timezone``, ``language``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.base import FilterExpression, Node
from django.template.defaulttags import AutoEscapeControlNode, WithNode
from django.templatetags.i18n import LanguageNode
from django.templatetags.l10n import LocalizeNode
from django.templatetags.tz import LocalTimeNode, TimezoneNode
from django.utils import timezone, translation

from djust.template.emitter import Emitter
from djust.template.expressions import emit_expression
from djust.template.forms import Effect, Enter, Form, Value, below

if TYPE_CHECKING:
    from djust.template.expand import Expander


def scope(node: Node, enter: Effect, leave: Effect, body: list[Form]) -> list[Form]:
    """Return the forms of *body* between an entrance and its exit."""
    entrance = Enter(node, enter, leave)
    return [entrance, *body, entrance.leave]


def emit_names(emitter: Emitter, values: dict[str, FilterExpression]) -> None:
    """Push a context with *values* (all computed before any is set)."""
    computed = []
    for name, expression in values.items():
        with emitter.defining() as reads:
            local = emitter.temp("L")
            emitter.line(f"{local} = {emit_expression(emitter, expression)}")
        computed.append((name, local, reads))
    emitter.line(f"c.dicts.append({{{', '.join(f'{name!r}: {local}' for name, local, _ in computed)}}})")
    emitter.push()
    for name, local, reads in computed:
        emitter.know(name, local, reads[0])


def drop_names(emitter: Emitter) -> None:
    """End what :func:`emit_names` began."""
    emitter.line("c.dicts.pop()")
    emitter.pop()


def with_(node: WithNode, expander: Expander) -> list[Form]:
    return scope(node, lambda emitter: emit_names(emitter, node.extra_context), drop_names, expander.forms(node.nodelist))


def _switch(attribute: str, setting: str, after: str = "") -> Any:
    """The rule of a tag that sets an attribute of the context for its body."""

    def rule(node: Any, expander: Expander) -> list[Form]:
        value = getattr(node, setting)

        def enter(emitter: Emitter) -> None:
            emitter.line(f"s.frames.append(c.{attribute}); c.{attribute} = {value!r}{after}")

        def leave(emitter: Emitter) -> None:
            emitter.line(f"c.{attribute} = s.frames.pop(){after}")

        return scope(node, enter, leave, expander.forms(node.nodelist))

    return rule


def _ambient(override: Any, setting: str, after: str = "") -> Any:
    """The rule of a tag that puts its body into another language or time zone: all of it depends on which."""

    def rule(node: Any, expander: Expander) -> list[Form]:
        def enter(emitter: Emitter) -> None:
            with emitter.defining() as reads:
                value = emitter.temp()
                emitter.line(f"{value} = {emit_expression(emitter, getattr(node, setting))}")
            emitter.line(f"s.enter({emitter.const(override, 'F')}({value})){after}")
            emitter.ambient.append(reads[0])

        def leave(emitter: Emitter) -> None:
            emitter.line(f"s.leave(){after}")
            emitter.ambient.pop()

        body = expander.forms(node.nodelist)
        for form in below(body):
            if isinstance(form, Value):
                form.constant = False
        return scope(node, enter, leave, body)

    return rule


RULES: dict[type, Any] = {
    WithNode: with_,
    AutoEscapeControlNode: _switch("autoescape", "setting", "; ae = c.autoescape"),
    LocalizeNode: _switch("use_l10n", "use_l10n", "; s.plain_ints = ints_are_plain(c)"),
    LocalTimeNode: _switch("use_tz", "use_tz"),
    LanguageNode: _ambient(translation.override, "language", "; s.plain_ints = ints_are_plain(c)"),
    TimezoneNode: _ambient(timezone.override, "tz"),
}
