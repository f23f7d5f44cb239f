"""Tags that print a string (or give it a name with ``as``), and those that print nothing at all."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle
from typing import TYPE_CHECKING, Any

from django.template import defaulttags
from django.template.base import FilterExpression, Node, TextNode, VariableNode
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.template.library import SimpleNode, TagHelperNode
from django.templatetags import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape

from djust.template.emitter import ALWAYS, Emitter
from djust.template.expressions import emit_expression, emit_show, emit_shown
from djust.template.forms import Do, Emit, Form, Text, Value
from djust.template.printing import plain

if TYPE_CHECKING:
    from djust.template.expand import Expander


def text(node: TextNode, expander: Expander) -> list[Form]:
    return [Text(node.s)]


def nothing(node: Node, expander: Expander) -> list[Form]:
    return []


def variable(node: VariableNode, expander: Expander) -> list[Form]:
    return expander.block_super(node) or [Value(node, lambda emitter: emit_shown(emitter, node.filter_expression))]


def verbatim(node: defaulttags.VerbatimNode, expander: Expander) -> list[Form]:
    return [Text(node.content)]


def templatetag(node: defaulttags.TemplateTagNode, expander: Expander) -> list[Form]:
    return [Text(node.mapping.get(node.tagtype, ""))]


def printed_or_named(node: Node, name: str | None, emit: Emit, arguments: Iterable[FilterExpression] = ()) -> list[Form]:
    """Return the form of a tag that prints what *emit* computes from its *arguments*, or sets *name* to it."""
    if name is None:
        return [Value(node, emit, constant=all(map(is_literal, arguments)))]
    return [Do(node, lambda emitter: emit_name(emitter, name, emit), sets=(name,))]


def is_literal(expression: FilterExpression) -> bool:
    """Whether *expression* is written out in the template, and is no markup."""
    value = expression.var if not expression.is_var else expression.var.literal
    return value is not None and not expression.filters and not (isinstance(value, str) and "<" in value)


def emit_name(emitter: Emitter, name: str, emit: Emit) -> None:
    """Set *name* in the context at hand to what *emit* computes; parts that read it depend on what it was computed from."""
    with emitter.defining() as reads:
        value = emitter.temp("L")
        emitter.line(f"{value} = {emit(emitter)}")
    emitter.line(f"c.dicts[-1][{name!r}] = {value}")
    emitter.know(name, None, reads[0])


def rendered(node: Node) -> Emit:
    """Let a node that resolves nothing print itself, each time."""

    def emit(emitter: Emitter) -> str:
        emitter.note(ALWAYS)
        return f"plain({emitter.const(node, 'N')}.render_annotated(c))"

    return emit


def csrf_token(node: defaulttags.CsrfTokenNode, expander: Expander) -> list[Form]:
    def emit(emitter: Emitter) -> str:
        emitter.note(emitter.reads_of("csrf_token"))
        return f"plain({emitter.const(node, 'N')}.render_annotated(c))"

    return [Value(node, emit, fixed=True)]


def lorem(node: defaulttags.LoremNode, expander: Expander) -> list[Form]:
    return [Value(node, rendered(node))]


def now(node: defaulttags.NowNode, expander: Expander) -> list[Form]:
    if node.asvar is None:
        return [Value(node, rendered(node))]
    return [Do(node, rendering(node, node.asvar), sets=(node.asvar,))]


def rendering(node: Node, name: str) -> Any:
    """Let a node that sets *name* do so itself."""

    def effect(emitter: Emitter) -> None:
        emitter.need_forloop()
        emitter.line(f"{emitter.const(node, 'N')}.render_annotated(c)")
        emitter.know(name, None, ALWAYS)

    return effect


def static_prefix(node: static.PrefixNode, expander: Expander) -> list[Form]:
    return printed_or_named(node, node.varname, lambda emitter: f"{emitter.const(static.PrefixNode.handle_simple, 'F')}({node.name!r})")


def static_file(node: static.StaticNode, expander: Expander) -> list[Form]:
    def emit(emitter: Emitter) -> str:
        path = emit_expression(emitter, node.path)
        return _printed(f"{emitter.const(_static_url, 'F')}({emitter.const(node, 'N')}, {path}, ae)", node.varname)

    return printed_or_named(node, node.varname, emit, [node.path])


def _printed(call: str, name: str | None) -> str:
    """A printed value is an exact ``str``; a named one stays what it is, safe or not."""
    return f"plain({call})" if name is None else call


def _static_url(node: static.StaticNode, path: str, autoescape: bool) -> str:
    url = node.handle_simple(path)
    return conditional_escape(url) if autoescape else url


def url(node: defaulttags.URLNode, expander: Expander) -> list[Form]:
    def emit(emitter: Emitter) -> str:
        args = [emit_held(emitter, argument) for argument in node.args]
        kwargs = [f"{name!r}: {emit_held(emitter, argument)}" for name, argument in node.kwargs.items()]
        name = emit_expression(emitter, node.view_name)
        silent = node.asvar is not None
        return f"{emitter.const(_reversed, 'F')}({name}, [{', '.join(args)}], {{{', '.join(kwargs)}}}, c, {silent})"

    return printed_or_named(node, node.asvar, emit, [*node.args, *node.kwargs.values(), node.view_name])


def _reversed(name: Any, args: list[Any], kwargs: dict[str, Any], context: Context, silent: bool) -> str:
    """Return the URL, printed; *silent* gives '' for one that cannot be reversed."""
    request = getattr(context, "request", None)
    try:
        current_app = request.current_app  # type: ignore[union-attr]  # AttributeError is what we ask for
    except AttributeError:
        current_app = getattr(getattr(request, "resolver_match", None), "namespace", None)
    try:
        found = reverse(name, args=args, kwargs=kwargs, current_app=current_app)
    except NoReverseMatch:
        if not silent:
            raise
        return ""
    return plain(conditional_escape(found)) if context.autoescape and not silent else found


def emit_held(emitter: Emitter, expression: FilterExpression) -> str:
    """Return a local that holds the value of *expression*, whatever is computed after it."""
    held = emitter.temp()
    emitter.line(f"{held} = {emit_expression(emitter, expression)}")
    return held


def widthratio(node: defaulttags.WidthRatioNode, expander: Expander) -> list[Form]:
    def emit(emitter: Emitter) -> str:
        values = [emit_held(emitter, expression) for expression in (node.val_expr, node.max_expr, node.max_width)]
        return f"{emitter.const(_ratio, 'F')}({', '.join(values)})"

    return printed_or_named(node, node.asvar, emit, [node.val_expr, node.max_expr, node.max_width])


def _ratio(value: Any, maximum: Any, width: Any) -> str:
    try:
        width = int(width)
    except (ValueError, TypeError):
        raise TemplateSyntaxError("widthratio final argument must be a number") from None
    try:
        return str(round(float(value) / float(maximum) * width))
    except ZeroDivisionError:
        return "0"
    except (ValueError, TypeError, OverflowError):
        return ""


def firstof(node: defaulttags.FirstOfNode, expander: Expander) -> list[Form]:
    def emit(emitter: Emitter) -> str:
        result = emitter.temp("x")
        emitter.line(f"{result} = ''")
        done = emitter.temp("b")
        emitter.line(f"{done} = False")
        for expression in node.vars:
            with emitter.indented(f"if not {done}:"):
                value = emitter.temp()
                emitter.line(f"{value} = {emit_expression(emitter, expression, ignore_failures=True)}")
                with emitter.indented(f"if {value}:"):
                    emitter.line(f"{result} = {emit_show(emitter, value)}")
                    emitter.line(f"{done} = True")
        return result

    if node.asvar is None:
        return [Value(node, emit)]
    return [Do(node, rendering(node, node.asvar), sets=(node.asvar,))]  # the name holds a SafeString: Django knows which


def cycled(node: defaulttags.CycleNode, expander: Expander) -> list[Form]:
    def emit(emitter: Emitter) -> str:
        emitter.note(ALWAYS)
        emitter.need_forloop()
        value = emitter.temp()
        emitter.line(f"{value} = {emitter.const(_next_of_cycle, 'F')}({emitter.const(node, 'N')}, c)")
        if node.variable_name:
            emitter.know_upward(node.variable_name)
        return "''" if node.silent else emit_show(emitter, value)

    return [Value(node, emit, lasting=True, sets=(node.variable_name,) if node.variable_name else ())]


def _next_of_cycle(node: defaulttags.CycleNode, context: Context) -> Any:
    if node not in context.render_context:
        context.render_context[node] = cycle(node.cyclevars)
    value = next(context.render_context[node]).resolve(context)
    if node.variable_name:
        context.set_upward(node.variable_name, value)
    return value


def resetcycle(node: defaulttags.ResetCycleNode, expander: Expander) -> list[Form]:
    return [Do(node, lambda emitter: emitter.line(f"{emitter.const(node.node, 'N')}.reset(c)"))]


def simple_tag(node: SimpleNode, expander: Expander) -> list[Form]:
    """A function of the author's: who knows what it reads, and what it does with a context it is given."""
    wild, target = bool(node.takes_context), node.target_var

    def emit(emitter: Emitter) -> str:
        output = emitter.temp()
        emitter.line(f"{output} = {emit_call(emitter, node)}")
        return f"plain(str({emitter.const(conditional_escape, 'F')}({output}) if c.autoescape else {output}))"

    def name(emitter: Emitter) -> None:
        emitter.line(f"c.dicts[-1][{target!r}] = {emit_call(emitter, node)}")
        if wild:
            emitter.forget_all()
        emitter.know(target or "", None, ALWAYS)

    if target is None:
        return [Value(node, emit, wild=wild)]
    return [Do(node, name, sets=(target,))]


def emit_call(emitter: Emitter, node: TagHelperNode) -> str:
    """Return the call of a tag's function with its arguments."""
    emitter.note(ALWAYS)
    if node.takes_context:
        emitter.need_forloop()
    arguments = [emit_held(emitter, argument) for argument in node.args]
    named = [f"{name!r}: {emit_held(emitter, argument)}" for name, argument in node.kwargs.items()]
    context = ["c"] if node.takes_context else []
    return f"{emitter.const(node.func, 'F')}({', '.join([*context, *arguments, '**{' + ', '.join(named) + '}'])})"


RULES: dict[type, Any] = {
    TextNode: text,
    VariableNode: variable,
    defaulttags.CommentNode: nothing,
    defaulttags.LoadNode: nothing,
    defaulttags.VerbatimNode: verbatim,
    defaulttags.TemplateTagNode: templatetag,
    defaulttags.CsrfTokenNode: csrf_token,
    defaulttags.LoremNode: lorem,
    defaulttags.NowNode: now,
    defaulttags.URLNode: url,
    defaulttags.WidthRatioNode: widthratio,
    defaulttags.FirstOfNode: firstof,
    defaulttags.CycleNode: cycled,
    defaulttags.ResetCycleNode: resetcycle,
    static.PrefixNode: static_prefix,
    static.StaticNode: static_file,
    SimpleNode: simple_tag,
}
