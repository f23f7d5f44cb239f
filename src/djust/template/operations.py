"""What a session asks for: the operations between two values of a plan, those that show values on any page, and repairs.

A place that the browser could not find (a value closed its element) is named by its path: part, row, part, …
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from djust.template.diff import Displaced, absolute_block, diff_block, morph_plain
from djust.template.parts import DOCUMENT, INSIDE, MORPH, ROWS, Part
from djust.template.plan import Plan, Values
from djust.template.regions import Region, descend
from djust.types import Op


def diff(plan: Plan, old: Values, new: Values, broken: Container[Region] = frozenset()) -> list[Op]:
    """Return the operations that turn a page that shows *old* into one that shows *new*.

    Args:
        broken: What :meth:`Plan.region` gave for the ranges whose marks the browser could not find.
    """
    if old.unit is not new.unit or new.unit.opaque or None in broken or old.language != new.language:
        same = old.unit is new.unit and old.root == new.root
        return [] if same else [[DOCUMENT, MORPH, plan.write(new, marks=None not in broken)]]
    try:
        return diff_block(new.unit.block, old.root, new.root, broken)
    except Displaced:
        return [[DOCUMENT, MORPH, plan.write(new)]]


def absolute(plan: Plan, values: Values) -> list[Op]:
    """Return the operations that show *values* on a page whatever it shows now, of the same plan."""
    if values.unit.opaque:
        return [[DOCUMENT, MORPH, plan.write(values, marks=False)]]
    try:
        return absolute_block(values.unit.block, values.root)
    except Displaced:
        return [[DOCUMENT, MORPH, plan.write(values)]]


def repair(plan: Plan, values: Values, path: Sequence[int]) -> list[Op]:
    """Return the operations that show the range at *path*, whose marks the browser could not find, as one string."""
    wrap: Callable[[list[Op]], list[Op]] = lambda operations: operations  # noqa: E731
    last = None
    for part, value, row in descend(values.unit.block, values.root, path):
        if last is not None:
            wrap = _inside(wrap, *last)
        last = part, row
        operation = morph_plain(part, value) if part.kind.is_range else None
    if last is None or operation is None:
        return [[DOCUMENT, MORPH, plan.write(values, marks=False)]]
    return wrap([operation])


def _inside(wrap: Callable[[list[Op]], list[Op]], part: Part, row: int | None) -> Callable[[list[Op]], list[Op]]:
    if row is None:
        return lambda operations: wrap([[part.number, INSIDE, operations]])
    return lambda operations: wrap([[part.number, ROWS, row, operations]])
