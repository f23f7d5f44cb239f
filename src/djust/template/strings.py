"""Forms printed into one string: in attribute values, raw elements, opaque ranges and captured bodies.

``emit_into(emitter, forms, out)`` writes code that appends what the forms print to the string in the local *out*. The heads of branches and
loops are written by :func:`emit_arm` and :func:`looping`, for whoever fills their bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from djust.template.emitter import ALWAYS, Emitter, Known, OpenLoop
from djust.template.expressions import emit_expression
from djust.template.forms import Branch, Call, Do, Enter, Foreign, Form, Leave, Loop, Text, Value, below, wild


def emit_into(emitter: Emitter, forms: Sequence[Form], out: str) -> None:
    """Write code that appends what *forms* print to the string in the local *out*."""
    for form in forms:
        _INTO[type(form)](emitter, form, out)


def emit_string(emitter: Emitter, forms: Sequence[Form]) -> str:
    """Write code that prints *forms*; return the local that holds the string."""
    out = emitter.temp("x")
    first, rest = (forms[0], forms[1:]) if forms else (None, [])
    if isinstance(first, Value):
        emitter.line(f"{out} = {emit_value(emitter, first)}")
    elif isinstance(first, Text):
        emitter.line(f"{out} = {first.text!r}")
    else:
        emitter.line(f"{out} = ''")
        rest = forms
    emit_into(emitter, rest, out)
    return out


def emit_value(emitter: Emitter, form: Value) -> str:
    """Return the expression of what *form* prints."""
    printed = form.emit(emitter)
    if form.wild:
        result = emitter.temp("x")
        emitter.line(f"{result} = {printed}")
        printed = result
        emitter.forget_all()
    return printed


def emit_foreign(emitter: Emitter, form: Foreign) -> str:
    """Let Django render a node: anything may have been read, any name may have been set."""
    emitter.note(ALWAYS)
    emitter.need_forloop()
    result = emitter.temp("x")
    emitter.line(f"{result} = plain({emitter.const(form.node, 'N')}.render_annotated(c))")
    emitter.line("ae = c.autoescape")
    emitter.forget_all()
    return result


def emit_arm(emitter: Emitter, form: Branch) -> str:
    """Write the conditions of *form*; return the local that holds the index of the arm to take, -1 for none."""
    taken = emitter.temp("b")
    first = form.arms[0]
    emitter.line(f"{taken} = 0 if {first.test(emitter)} else -1" if first.test else f"{taken} = 0")
    for index, arm in enumerate(form.arms[1:], 1):
        with emitter.indented(f"if {taken} < 0:"), emitter.perhaps():
            if arm.test is None:
                emitter.line(f"{taken} = {index}")
            else:
                emitter.line(f"if {arm.test(emitter)}: {taken} = {index}")
    return taken


def emit_items(emitter: Emitter, form: Loop) -> tuple[str, str]:
    """Write the push of the loop's context and the tuple of its items; return the locals that hold it, and what it was made from."""
    items, source = emitter.temp("L"), emitter.temp()
    emitter.line("c.dicts.append({})")
    value = emit_expression(emitter, form.node.sequence, ignore_failures=True)
    emitter.line(f"{source} = {value}")
    emitter.line(f"{items} = loop_items({source}, {bool(form.node.is_reversed)})")
    return items, source


@contextmanager
def looping(emitter: Emitter, form: Loop, items: str, indices: str) -> Iterator[tuple[OpenLoop, str, str]]:
    """Write the ``for`` over *indices* of *items*; the caller writes the body, given the locals of index and item."""
    names = tuple(form.node.loopvars)
    index, item, context = emitter.temp("i"), emitter.temp("L"), emitter.temp("d")
    loop = OpenLoop()
    _forget_what_rows_set(emitter, form)
    emitter.line(f"{context} = c.dicts[-1]")
    head = emitter.slot()
    with emitter.indented(f"for {index} in {indices}:"), emitter.pushed():
        emitter.loops.append(loop)
        emitter.known["forloop"] = Known(None, frozenset())
        counting = emitter.slot()
        emitter.line(f"{item} = {items}[{index}]")
        if len(names) == 1:
            emitter.line(f"{context}[{names[0]!r}] = {item}")
            emitter.know(names[0], item, frozenset())
        else:
            emitter.line(f"c.dicts.append(unpacked({item}, {emitter.const(names, 'B')}))")
            for name in names:
                emitter.know(name, None, frozenset())
        yield loop, index, item
        if len(names) > 1:
            emitter.line("c.dicts.pop()")
        emitter.loops.pop()
    if loop.counts:
        counters, length = emitter.temp("f"), emitter.temp("n")
        emitter.fill(head, f"{counters} = {context}['forloop'] = {{'parentloop': parentloop(c)}}; {length} = len({items})")
        emitter.fill(counting, f"count({counters}, {index}, {length})")


def _forget_what_rows_set(emitter: Emitter, form: Loop) -> None:
    for inner in below(form.body):
        if wild(inner):
            emitter.forget_all()
        elif isinstance(inner, Do | Value):
            for name in inner.sets:
                emitter.know_upward(name)


def _text(emitter: Emitter, form: Text, out: str) -> None:
    if form.text:
        emitter.line(f"{out} += {form.text!r}")


def _value(emitter: Emitter, form: Value, out: str) -> None:
    emitter.line(f"{out} += {emit_value(emitter, form)}")


def _effect(emitter: Emitter, form: Do | Enter | Leave, out: str) -> None:
    form.effect(emitter)


def _foreign(emitter: Emitter, form: Foreign, out: str) -> None:
    emitter.line(f"{out} += {emit_foreign(emitter, form)}")


def _call(emitter: Emitter, form: Call, out: str) -> None:
    emitter.note(ALWAYS)
    emitter.need_forloop()
    template = emitter.temp()
    emitter.line(f"{template} = {form.template(emitter)}")
    with emitter.pushed():
        form.enter(emitter)
        emitter.line(f"{out} += s.include({template}, c)")
        form.leave(emitter)


def _branch(emitter: Emitter, form: Branch, out: str) -> None:
    taken = emit_arm(emitter, form)
    for index, arm in enumerate(form.arms):
        with emitter.indented(f"if {taken} == {index}:"), emitter.perhaps():
            emit_into(emitter, arm.body, out)


def _loop(emitter: Emitter, form: Loop, out: str) -> None:
    with emitter.pushed():
        items, _ = emit_items(emitter, form)
        if form.empty:
            with emitter.indented(f"if not {items}:"), emitter.perhaps():
                emit_into(emitter, form.empty, out)
        with looping(emitter, form, items, f"range(len({items}))"):
            emit_into(emitter, form.body, out)
        emitter.line("c.dicts.pop()")


_INTO: dict[type, Callable[[Emitter, Any, str], None]] = {
    Text: _text,
    Value: _value,
    Do: _effect,
    Enter: _effect,
    Leave: _effect,
    Branch: _branch,
    Loop: _loop,
    Call: _call,
    Foreign: _foreign,
}
