"""What is told of one value: itself where the page shows it as it is, only its truth where that decides what is shown, or nothing.

Values are read as data: keys of dictionaries and plain attributes. Where somebody's code would run (a property, a relation, ``__bool__``)
the value is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from djust.prediction.lists import UNKNOWN
from djust.prediction.survey import Branching, Sight, Sightings, Steps
from djust.prediction.trees import SAFE, STRANGE, Path
from djust.template.lookups import MISSING, PLAIN, data_attribute

#: What a template takes for false and prints as nothing: there is no such name.
ABSENT: Final = object()
#: Reads a name of the state: ABSENT where a template finds none, MISSING where it is not to be told.
Root = Callable[[str], Any]

#: Longer texts stay on the server, and what depends on them is not predicted.
MOST_TEXT: Final = 4_000
unsafe = re.compile(f"[{STRANGE}]").search
_SMALL: Final = frozenset((bool, type(None)))
_FALSE: Final = frozenset((int, str, type(None)))


def block_at(values: Any, steps: Steps) -> Any:
    """Return the values of the block that *steps* lead to, None where one of them is not taken."""
    for index, arms in steps:
        taken = values[index]
        if arms is None:
            if not taken.rows:
                return None
            values = taken.rows[0]
            continue
        if (-1 if taken is None else taken[0]) not in arms:
            return None
        values = taken[1] if taken is not None else ()
    return values


def reached(ways: dict[Sight, list[Steps]], sight: Sight, values: Any) -> bool:
    """Whether one of the *ways* to *sight* is taken."""
    return any(block_at(values, steps) is not None for steps in ways.get(sight, ()))


def arm_at(values: Any, branching: Branching) -> Any:
    """Return the number of the arm that stands, None for none."""
    block = block_at(values, branching.steps)
    if block is None:
        return UNKNOWN
    return None if block[branching.index] is None else block[branching.index][0]


def told(sightings: Sightings, path: Path, value: Any, values: Any) -> Any:
    """Return what is told of the *value* at *path* on a page, or in a row, that shows *values*."""
    shown = reached(sightings.values, path, values)
    if shown and (found := in_full(value)) is not UNKNOWN:
        return found
    if not shown and not reached(sightings.truths, path, values):
        return UNKNOWN
    # Which of 0, '', None it is that the page shows to be false is told where the template prints it, though in an arm that does not stand.
    return value if type(value) in _FALSE and not value and path in sightings.values else truth_of(value)


def in_full(value: Any) -> Any:
    """Return what is told of a value that the page prints."""
    kind = type(value)
    if kind in _SMALL or (kind is int and -SAFE <= value <= SAFE):
        return value
    if kind is str and len(value) <= MOST_TEXT and not unsafe(value):
        return value
    return UNKNOWN


def truth_of(value: Any) -> Any:
    """Return what is told of a value that decides what the page prints."""
    if value is ABSENT:
        return (False,)
    return value if type(value) is bool else (bool(value),) if type(value) in PLAIN else UNKNOWN


def follow(root: Root, path: Path) -> Any:
    """Return the value at a path of the state."""
    value = root(path[0])
    return value if value is MISSING or value is ABSENT else inside(value, path[1:])


def inside(value: Any, path: Path) -> Any:
    """Follow *path* from *value* through data only."""
    for name in path:
        kind = type(value)
        if kind is dict:
            value = value.get(name, MISSING if hasattr(dict, name) else ABSENT)
        else:
            value = data_attribute(value, kind, name)
        if value is MISSING or value is ABSENT:
            break
    return value
