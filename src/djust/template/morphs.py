"""What the browser needs the morph for: HTML in which no parts are known (``docs/internals/wire.md``, 11).

Not every page has it from the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from djust.template.forms import Form
from djust.template.forms import Value as FormValue
from djust.template.lists import Rows
from djust.template.parts import INSIDE, LIST, MORPH, ROWS, Block, Kind, Part
from djust.template.plan import Values
from djust.types import Op

_ELEMENT: Final = re.compile("<[a-z]", re.IGNORECASE)


def prints_html(values: Values) -> bool:
    """Return whether a page that shows *values* is likely to be morphed: a place in it is opaque, or a value is HTML now."""
    return bool(values.unit.opaque) or _in_block(values.unit.block, values.root)


def any_morph(ops: Iterable[Op]) -> bool:
    """Return whether one of the operations, or of those inside them, is a morph."""
    return any(op[1] == MORPH or any(map(any_morph, _inside(op))) for op in ops)


def _inside(op: Op) -> Iterable[list[Op]]:
    if op[1] == INSIDE:
        yield op[2]
    elif op[1] == ROWS:
        yield from op[3::2]
    elif op[1] == LIST and len(op) > 4:
        yield from op[4][1::2]


def _changes(form: Form) -> bool:
    return not (isinstance(form, FormValue) and (form.fixed or form.constant))


def _in_block(block: Block, values: tuple[Any, ...] | None) -> bool:
    return any(_in_part(part, None if values is None else values[part.index]) for part in block.parts if part.number >= 0)


def _in_part(part: Part, value: Any) -> bool:
    match part.kind:
        case Kind.OPAQUE:
            return True
        case Kind.VALUE | Kind.CONTENT:
            return value is not None and _ELEMENT.search(value) is not None and any(map(_changes, part.printed))
        case Kind.BRANCH:
            return any(_in_block(arm, value[1] if value and value[0] == index else None) for index, arm in enumerate(part.arms))
        case Kind.LOOP:  # of its rows the first will do
            return _in_block(part.arms[0], value.rows[0] if isinstance(value, Rows) and value.rows else None)
        case Kind.CALL:
            return value is not None and (bool(value[0].opaque) or _in_block(value[0].block, value[1]))
    return False
