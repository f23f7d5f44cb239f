"""Going through a compiled template with what its names stand for in step."""

from __future__ import annotations

from typing import Any, Final

from django.template.base import FilterExpression
from django.template.defaulttags import AutoEscapeControlNode, WithNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.smartif import TokenBase

from djust.prediction.shown import Names, is_variable, value_tree
from djust.prediction.trees import OutOfReach, Row, Slot, Turn
from djust.template.forms import Branch, Do, Enter, Form, Leave, Loop, Value, below, wild
from djust.template.parts import Part

#: Scopes in which names mean what they mean outside.
_TRANSPARENT: Final = (BlockNode, ExtendsNode)


class Scopes:
    """The names at the point that was reached, and those to come back to."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._outer: list[Names] = []

    def pass_by(self, form: Form) -> None:
        """Go past the beginning or the end of a scope, or something that sets a name."""
        if isinstance(form, Enter):
            self._outer.append(self.names)
            self.names = _entered(self.names, form.node)
        elif isinstance(form, Leave):
            inner, self.names = self.names, self._outer.pop() if self._outer else self.names
            self.names.lost |= inner.lost
        elif isinstance(form, Do):
            self.names.known.update(dict.fromkeys(form.sets))

    def pass_part(self, part: Part) -> None:
        """Go past a part, whatever is in it."""
        depth = 0
        for form in below(part.printed):
            if wild(form):
                self.names.lost = True
            elif isinstance(form, Do | Value):
                self.names.known.update(dict.fromkeys(form.sets))
            depth += isinstance(form, Enter) - isinstance(form, Leave)
        if depth:
            self.names.lost = True


def _entered(names: Names, node: Any) -> Names:
    inner = names.copy()
    if isinstance(node, _TRANSPARENT):
        return inner
    if isinstance(node, WithNode):
        _bind(names, inner, node.extra_context)
    elif isinstance(node, IncludeNode):
        if node.isolated_context:
            inner.known, inner.isolated = {"forloop": None, "block": None}, True
        _bind(names, inner, node.extra_context)
    elif not (isinstance(node, AutoEscapeControlNode) and node.setting):
        inner.closed = f"it stands in {type(node).__name__.removesuffix('Node').lower()!r}"
    return inner


def _bind(names: Names, inner: Names, values: dict[str, FilterExpression]) -> None:
    for name, expression in values.items():
        try:
            inner.known[name] = value_tree(names, expression, printed=True)
        except OutOfReach:
            inner.known[name] = None


def conditions(form: Branch) -> list[TokenBase | None]:
    """Return the conditions of the arms of an ``{% if %}``; None: always. ``{% ifchanged %}`` has none that can be told."""
    node: Any = form.node
    return [] if form.lasting else [condition for condition, _ in node.conditions_nodelists]


def row_of(names: Names, loop: Loop) -> Row | None:
    """Return what the loop binds to each row where it goes through a list of the state as it is, None elsewhere."""
    node = loop.node
    if node.is_reversed or len(node.loopvars) != 1 or not is_variable(node.sequence):
        return None
    try:
        tree = value_tree(names, node.sequence)
    except OutOfReach:
        return None
    return Row(tree[0].path) if isinstance(tree, list) and isinstance(tree[0], Slot) else None


def in_rows(names: Names, loop: Loop, row: Row | None) -> Names:
    """Return the names inside a loop."""
    inner = names.copy()
    inner.known.update(dict.fromkeys(loop.node.loopvars))
    inner.known["forloop"] = None
    for form in below(loop.body):  # what one row sets the next one sees
        if wild(form):
            inner.lost = True
        elif isinstance(form, Do | Value):
            inner.known.update(dict.fromkeys(form.sets))
    if row is not None:
        inner.known |= {"forloop": [Turn(row)], loop.node.loopvars[0]: [row, ()]}
    return inner
