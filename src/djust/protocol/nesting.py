"""How deep the values of a text may lie in each other: no form needs more, and a hostile one costs nothing."""

from __future__ import annotations

import re
from typing import Final

MAX_DEPTH: Final = 32

_STRUCTURE: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


def is_deep(text: str) -> bool:
    """Whether JSON is nested deeper than that, before a parser meets it; brackets inside strings do not count."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for token in _STRUCTURE.finditer(text):
        first = token[0][0]
        if first in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif first in "]}":
            depth -= 1
    return False
