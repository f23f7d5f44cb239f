"""Tags that print one of several bodies: ``if`` and ``ifchanged``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.context import Context
from django.template.defaulttags import IfChangedNode, IfNode

from djust.template.emitter import ALWAYS, Emitter
from djust.template.expressions import emit_condition, emit_expression
from djust.template.forms import Arm, Branch, Emit, Form, Value, keeps_state
from djust.template.strings import emit_into, emit_string

if TYPE_CHECKING:
    from djust.template.expand import Expander


def branch(node: IfNode, expander: Expander) -> list[Form]:
    def test(condition: Any) -> Emit:
        return lambda emitter: emit_condition(emitter, condition)

    arms = [Arm(test(condition) if condition is not None else None, expander.forms(body)) for condition, body in node.conditions_nodelists]
    return [Branch(node, arms)]


def ifchanged(node: Any, expander: Expander) -> list[Form]:
    changed, same = expander.forms(node.nodelist_true), expander.forms(node.nodelist_false or ())
    if not node._varlist:
        return [Value(node, lambda emitter: _emit_captured(emitter, node, changed, same), lasting=True, inner=[*changed, *same])]

    def test(emitter: Emitter) -> str:
        emitter.note(ALWAYS)
        emitter.need_forloop()
        values = []
        for expression in node._varlist:
            values.append(emitter.temp())
            emitter.line(f"{values[-1]} = {emit_expression(emitter, expression, ignore_failures=True)}")
        return f"{emitter.const(_is_new, 'F')}({emitter.const(node, 'N')}, [{', '.join(values)}], c)"

    return [Branch(node, [Arm(test, changed), Arm(None, same)], lasting=True)]


def _emit_captured(emitter: Emitter, node: Any, changed: list[Form], same: list[Form]) -> str:
    """Without arguments, what the body prints is what is compared."""
    emitter.note(ALWAYS)
    emitter.need_forloop()
    printed = emit_string(emitter, changed)
    with emitter.indented(f"if not {emitter.const(_is_new, 'F')}({emitter.const(node, 'N')}, {printed}, c):"), emitter.perhaps():
        emitter.line(f"{printed} = ''")
        emit_into(emitter, same, printed)
    if keeps_state(changed):  # Django goes through a body that printed nothing once more
        with emitter.indented(f"elif not {printed}:"), emitter.perhaps():
            emit_into(emitter, changed, printed)
    return printed


def _is_new(node: Any, value: Any, context: Context) -> bool:
    """Whether *value* differs from the last one in this loop (or render), and remember it."""
    frame = node._get_context_stack_frame(context)
    if (node in frame and frame[node] == value) or (node not in frame and value is None):
        return False
    frame[node] = value
    return True


RULES: dict[type, Any] = {IfNode: branch, IfChangedNode: ifchanged}
