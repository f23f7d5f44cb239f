"""Filter expressions and conditions, as Python source with the semantics of ``FilterExpression.resolve`` and of ``{% if %}``.

What a lookup gives is ``MISSING`` where Django raises ``VariableDoesNotExist``.
"""

from __future__ import annotations

from typing import Any

from django.template import defaultfilters
from django.template.base import FilterExpression, Variable, VariableDoesNotExist
from django.template.defaulttags import TemplateLiteral
from django.template.smartif import TokenBase
from django.utils.safestring import SafeData, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # the stubs leave it out

from djust.template.emitter import ALWAYS, Emitter

#: Filters whose result depends on nothing but their arguments: a part that uses only these can be skipped.
PURE = frozenset(
    getattr(defaultfilters, name)
    for name in [
        "addslashes",
        "capfirst",
        "escapejs_filter",
        "floatformat",
        "iriencode",
        "linenumbers",
        "lower",
        "make_list",
        "slugify",
        "stringformat",
        "title",
        "truncatechars",
        "truncatechars_html",
        "truncatewords",
        "truncatewords_html",
        "upper",
        "urlencode",
        "urlize",
        "urlizetrunc",
        "wordcount",
        "wordwrap",
        "ljust",
        "rjust",
        "center",
        "cut",
        "escape_filter",
        "escapeseq",
        "force_escape",
        "linebreaks_filter",
        "linebreaksbr",
        "safe",
        "safeseq",
        "striptags",
        "first",
        "join",
        "last",
        "length",
        "slice_filter",
        "add",
        "get_digit",
        "default",
        "default_if_none",
        "divisibleby",
        "yesno",
        "filesizeformat",
        "pluralize",
        "phone2numeric_filter",
        "date",
        "time",
        "json_script",
    ]
)


def emit_variable(emitter: Emitter, variable: Variable) -> str:
    """Return the expression of a variable's value, or of ``MISSING``."""
    if variable.lookups is None:
        if variable.translate:
            emitter.note(ALWAYS)  # the language may change
            return f"{emitter.const(variable, 'V')}.resolve(c)"
        return emitter.const(variable.literal)  # the object itself: ``is`` may ask for it
    name, *bits = variable.lookups
    emitter.note(emitter.reads_of(name))
    known = emitter.known.get(name)
    if known and known.local:
        return _emit_from_local(emitter, known.local, bits)
    if not bits:
        return f"root(c, {name!r}, s)"
    result = emitter.temp()
    emitter.line(f"{result} = root(c, {name!r}, s)")
    with emitter.indented(f"if {result} is not MISSING:"):
        emitter.line(f"{result} = walk({result}, {emitter.const(tuple(bits), 'B')}, c, s)")
    return result


def _emit_from_local(emitter: Emitter, local: str, bits: list[str]) -> str:
    """A loop variable or a name of ``with``: mostly a row's cell, so the common case makes no call."""
    walked = f"walk(Root({local}), {emitter.const(('', *bits), 'B')}, c, s)"
    if not bits:
        return f"({local} if type({local}) in PLAIN else {walked})"
    result = emitter.temp()
    if len(bits) > 1:
        emitter.line(f"{result} = {walked}")
        return result
    emitter.line(f"{result} = {local}.get({bits[0]!r}, MISSING) if type({local}) is dict else MISSING")
    with emitter.indented(f"if type({result}) not in PLAIN:"):
        emitter.line(f"{result} = {walked}")
    return result


def emit_expression(emitter: Emitter, expression: FilterExpression, *, ignore_failures: bool = False) -> str:
    """Return the expression of ``FilterExpression.resolve(context, ignore_failures)``."""
    if not expression.is_var:
        value = emitter.const(expression.var)
    else:
        value = emit_variable(emitter, expression.var)
        if expression.var.lookups is not None:
            return _emit_looked_up(emitter, expression, value, ignore_failures)
    return _emit_filters(emitter, expression, value)


def _emit_looked_up(emitter: Emitter, expression: FilterExpression, value: str, ignore_failures: bool) -> str:
    result = value
    if not (value.startswith("t") and value.isidentifier()):  # our own temporary may be overwritten, a loop variable may not
        result = emitter.temp()
        emitter.line(f"{result} = {value}")
    if ignore_failures or not expression.filters:
        instead = "None" if ignore_failures else f"invalid({emitter.const(expression.var, 'V')}, c)"
        with emitter.indented(f"if {result} is MISSING:"):
            emitter.line(f"{result} = {instead}")
        return _emit_filters(emitter, expression, result)
    final = emitter.temp()
    # A missing variable is '' for the filters, unless string_if_invalid says otherwise: then it is the result.
    with emitter.indented(f"if {result} is MISSING and (i := invalid({emitter.const(expression.var, 'V')}, c)):"):
        emitter.line(f"{final} = i")
    with emitter.indented("else:"):
        with emitter.indented(f"if {result} is MISSING:"):
            emitter.line(f"{result} = ''")
        emitter.line(f"{final} = {_emit_filters(emitter, expression, result)}")
    return final


def _emit_filters(emitter: Emitter, expression: FilterExpression, value: str) -> str:
    for function, arguments in expression.filters:
        if function not in PURE:
            emitter.note(ALWAYS)
        given = [value]
        for looked_up, argument in arguments:
            if looked_up:
                source = emit_variable(emitter, argument)
                given.append(f"present({source}, {emitter.const(argument, 'V')})" if argument.lookups is not None else source)
            else:
                given.append(emitter.const(mark_safe(argument)))
        if getattr(function, "expects_localtime", False):
            given[0] = f"{emitter.const(template_localtime, 'F')}({value}, c.use_tz)"
        if getattr(function, "needs_autoescape", False):
            given.append("autoescape=c.autoescape")
        result = emitter.temp()
        emitter.line(f"{result} = {emitter.const(function, 'F')}({', '.join(given)})")
        if getattr(function, "is_safe", False):
            with emitter.indented(f"if isinstance({given[0]}, {emitter.const(SafeData, 'C')}):"):
                emitter.line(f"{result} = {emitter.const(mark_safe, 'F')}({result})")
        value = result
    return value


def note_reads(emitter: Emitter, expression: FilterExpression) -> None:
    """Note what *expression* reads, for code that lets Django resolve it: only a plain name is known to run nobody's code."""
    variables = [expression.var] if expression.is_var else []
    variables += [argument for _, arguments in expression.filters for looked_up, argument in arguments if looked_up]
    for variable in variables:
        if variable.lookups is not None:
            emitter.note(emitter.reads_of(variable.lookups[0]))
            if len(variable.lookups) > 1:
                emitter.note(ALWAYS)
    if any(function not in PURE for function, _ in expression.filters):
        emitter.note(ALWAYS)


def emit_shown(emitter: Emitter, expression: FilterExpression) -> str:
    """Return the expression of what ``{{ expression }}`` prints."""
    value = emit_expression(emitter, expression)
    return emit_show(emitter, value)


def emit_show(emitter: Emitter, value: str) -> str:
    """Return the expression of what a *value* prints."""
    if not value.isidentifier():
        result = emitter.temp()
        emitter.line(f"{result} = {value}")
        value = result
    return f"({value} if type({value}) is str and ae and not special({value}) else show({value}, c, s))"


# -- conditions --------------------------------------------------------------------------------------------------------

_COMPARISONS = frozenset(("in", "not in", "is", "is not", "==", "!=", ">", ">=", "<", "<="))
#: ``try`` blocks that a condition may nest before we leave it to Django (Python allows 20 nested blocks in all).
_DEEPEST = 5


def emit_condition(emitter: Emitter, condition: TokenBase) -> str:
    """Return the expression of a condition of ``{% if %}``; its truth is what counts."""
    return _emit_condition(emitter, condition, 0)


def _emit_condition(emitter: Emitter, condition: Any, depth: int) -> str:
    if isinstance(condition, TemplateLiteral):
        return _emit_literal(emitter, condition, swallow=depth == 0)
    if depth >= _DEEPEST:
        emitter.note(ALWAYS)
        emitter.need_forloop()
        return f"{emitter.const(condition, 'E')}.eval(c)"
    result = emitter.temp()
    with emitter.indented("try:"):
        first = _emit_condition(emitter, condition.first, depth + 1)
        if condition.id == "not":
            emitter.line(f"{result} = not {first}")
        elif condition.id in _COMPARISONS:
            held = emitter.temp()  # the second operand may move the context, the first is what it was
            emitter.line(f"{held} = {first}")
            second = _emit_condition(emitter, condition.second, depth + 1)
            emitter.line(f"{result} = {held} {condition.id} {second}")
        else:
            emitter.line(f"{result} = {first}")
            with emitter.indented(f"if {result}:" if condition.id == "and" else f"if not {result}:"):
                emitter.line(f"{result} = {_emit_condition(emitter, condition.second, depth + 1)}")
    with emitter.indented("except Exception:"):
        emitter.line(f"{result} = False")
    return result


def _emit_literal(emitter: Emitter, literal: TemplateLiteral, *, swallow: bool) -> str:
    """One operand. A bare one catches a missing argument of a filter; inside an operator that is caught anyway."""
    expression: FilterExpression = literal.value  # type: ignore[assignment]  # the stubs have a number
    if not swallow or not any(looked_up for _, arguments in expression.filters for looked_up, _ in arguments):
        return emit_expression(emitter, expression, ignore_failures=True)
    result = emitter.temp()
    with emitter.indented("try:"):
        emitter.line(f"{result} = {emit_expression(emitter, expression, ignore_failures=True)}")
    with emitter.indented(f"except {emitter.const(VariableDoesNotExist, 'C')}:"):
        emitter.line(f"{result} = None")
    return result
