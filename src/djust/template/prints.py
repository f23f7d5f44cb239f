"""What a page shows, in a few bytes a part: enough to tell, in another process, which parts of it differ from what is true there."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Final

from djust.template.diff import Displaced, absolute_part
from djust.template.parts import DOCUMENT, MORPH
from djust.template.plan import Plan, Values
from djust.types import Op

#: One print for each numbered part of the root block; empty: nothing is known.
Prints = tuple[bytes, ...]

_SIZE: Final = 8
#: The mask of a CSRF token differs at each evaluation, its meaning does not.
_TOKEN = re.compile(r"(csrfmiddlewaretoken\W+value=\W*)\w+")


class Printer:
    """Prints of one page's values, one after the other; what did not change is not looked at again."""

    __slots__ = ("_last", "_plan")

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._last: tuple[Values, Prints] | None = None

    def of(self, values: Values) -> Prints:
        """Return the prints of *values*."""
        if self._last is None or self._last[0] is not values:
            self._last = values, prints_of(self._plan, values, self._last)
        return self._last[1]


def prints_of(plan: Plan, values: Values, before: tuple[Values, Prints] | None = None) -> Prints:
    """Return the prints of what *values* show.

    Args:
        before: Other values with their prints; parts that are the same objects there are not looked at again.
    """
    if values.unit.opaque:
        return (_print([DOCUMENT, MORPH, plan.write(values, marks=False)]),)
    known = before[1] if before is not None and before[0].unit is values.unit and before[0].language == values.language else ()
    found = []
    for place, part in enumerate(values.unit.block.numbered):
        if known and before is not None and before[0].root[part.index] is values.root[part.index]:
            found.append(known[place])
            continue
        try:
            found.append(_print(absolute_part(part, values.root[part.index])))
        except Displaced:
            return ()
    return tuple(found)


def absolute_since(plan: Plan, values: Values, prints: Prints) -> list[Op]:
    """Return the operations that show *values* on a page of the same plan which shows what *prints* says."""
    if values.unit.opaque:
        whole: Op = [DOCUMENT, MORPH, plan.write(values, marks=False)]
        return [] if prints == (_print(whole),) else [whole]
    parts = values.unit.block.numbered
    try:
        operations = [absolute_part(part, values.root[part.index]) for part in parts]
    except Displaced:
        return [[DOCUMENT, MORPH, plan.write(values)]]
    if len(prints) != len(parts):
        return operations
    return [operation for operation, shown in zip(operations, prints, strict=True) if _print(operation) != shown]


def _print(operation: Op) -> bytes:
    text = _TOKEN.sub(r"\1", repr(operation))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
