"""``include`` and inclusion tags: another template's forms, in a scope of their own.

A template that is known and not part of itself is inlined. One that is only known at run time, or that includes itself (this is how trees
are drawn), is a call of that template's own plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.template.base import Template
from django.template.context import Context
from django.template.library import InclusionNode
from django.template.loader_tags import IncludeNode, construct_relative_path

from djust.template.emitter import ALWAYS, Emitter
from djust.template.expressions import emit_expression
from djust.template.forms import Call, Enter, Form
from djust.template.rules.scopes import drop_names, emit_names
from djust.template.rules.values import emit_call

if TYPE_CHECKING:
    from djust.template.expand import Expander


def include(node: IncludeNode, expander: Expander) -> list[Form]:
    template = _static_template(node, expander)
    if template is None or expander.is_open(template):
        return [Call(node, lambda emitter: _enter(emitter, node), lambda emitter: _leave(emitter, node), _emit_template(node))]
    entrance = Enter(node, lambda emitter: _enter(emitter, node, template), lambda emitter: _leave(emitter, node, template))
    return [entrance, *expander.template(template), entrance.leave]


def _static_template(node: IncludeNode, expander: Expander) -> Template | None:
    """Return the template if its name is a constant and it can be loaded now; otherwise run time will tell."""
    expression = node.template
    if expression.is_var or expression.filters or not isinstance(expression.var, str):
        return None
    return expander.find(construct_relative_path(_holder(node), expression.var))


def _holder(node: IncludeNode) -> str | None:
    """Return the name of the template that *node* stands in."""
    name: Any = node.origin.template_name  # the stubs say it may be bytes
    return name  # type: ignore[no-any-return]


def _enter(emitter: Emitter, node: IncludeNode, template: Template | None = None) -> None:
    """Give the included template its names and a render context of its own (``cycle``, ``ifchanged``, blocks)."""
    if node.isolated_context:
        computed = []
        for name, expression in node.extra_context.items():
            with emitter.defining() as reads:
                local = emitter.temp("L")
                emitter.line(f"{local} = {emit_expression(emitter, expression)}")
            computed.append((name, local, reads))
        emitter.line(f"s.frames.append(c); c = c.new({{{', '.join(f'{name!r}: {local}' for name, local, _ in computed)}}})")
        emitter.isolate(opaque=False)
        for name, local, reads in computed:
            emitter.know(name, local, reads[0])
    else:
        emit_names(emitter, node.extra_context)
    if template is not None:
        emitter.line(f"s.push_state(c, {emitter.const(template, 'T')})")


def _leave(emitter: Emitter, node: IncludeNode, template: Template | None = None) -> None:
    if template is not None:
        emitter.line("s.pop_state(c)")
    if node.isolated_context:
        emitter.line("c = s.frames.pop(); ae = c.autoescape")
        emitter.rejoin()
    else:
        drop_names(emitter)


def _emit_template(node: IncludeNode) -> Any:
    def emit(emitter: Emitter) -> str:
        named = emit_expression(emitter, node.template)
        return f"{emitter.const(_found, 'F')}({emitter.const(node, 'N')}, {named}, c)"

    return emit


def _found(node: IncludeNode, template: Any, context: Context) -> Template:
    """Return the template to include, as ``IncludeNode.render`` finds it."""
    if callable(getattr(template, "render", None)):
        found: Template = getattr(template, "template", template)
        return found
    name = template or ()
    names: Any = (construct_relative_path(_holder(node), name),) if isinstance(name, str) else tuple(name)
    held: Any = context.render_context.dicts[0]
    cache: dict[Any, Template] = held.setdefault(node, {})
    if names not in cache:
        cache[names] = context.template.engine.select_template(names)  # type: ignore[union-attr]  # it is bound while it renders
    return cache[names]


def inclusion_tag(node: InclusionNode, expander: Expander) -> list[Form]:
    """A function's dict, rendered by a template of the tag's own."""
    template = _inclusion_template(node, expander)

    def enter(emitter: Emitter, inlined: Template | None = None) -> None:
        values = emitter.temp()
        emitter.line(f"{values} = {emit_call(emitter, node)}")
        emitter.line(f"s.frames.append(c); c = {emitter.const(_inclusion_context, 'F')}(c, {values})")
        if node.takes_context:
            emitter.forget_all()
        emitter.isolate(opaque=True)
        if inlined is not None:
            emitter.line(f"s.push_state(c, {emitter.const(inlined, 'T')})")

    def leave(emitter: Emitter, inlined: Template | None = None) -> None:
        if inlined is not None:
            emitter.line("s.pop_state(c)")
        emitter.line("c = s.frames.pop(); ae = c.autoescape")
        emitter.rejoin()

    if template is None or expander.is_open(template):

        def emit(emitter: Emitter) -> str:
            emitter.note(ALWAYS)
            return f"{emitter.const(_inclusion_found, 'F')}({emitter.const(node, 'N')}, c)"

        return [Call(node, enter, leave, emit)]
    entrance = Enter(node, lambda emitter: enter(emitter, template), lambda emitter: leave(emitter, template))
    return [entrance, *expander.template(template), entrance.leave]


def _inclusion_template(node: InclusionNode, expander: Expander) -> Template | None:
    name: Any = node.filename
    if isinstance(name, Template):
        return name
    wrapped = getattr(name, "template", None)
    if isinstance(wrapped, Template):
        return wrapped
    return expander.find(name) if isinstance(name, str) else None


def _inclusion_found(node: InclusionNode, context: Context) -> Template:
    engine = context.template.engine  # type: ignore[union-attr]  # it is bound while it renders
    name: Any = node.filename
    if not isinstance(name, str) and isinstance(name, Iterable):
        return engine.select_template(list(name))
    return engine.get_template(name)


def _inclusion_context(context: Context, values: dict[str, Any]) -> Context:
    inner = context.new(values)
    token = context.get("csrf_token")
    if token is not None:  # an inclusion tag is often a form
        inner["csrf_token"] = token
    return inner


RULES: dict[type, Any] = {IncludeNode: include, InclusionNode: inclusion_tag}
