"""Words that several floors share: plain data, no behaviour worth a file of its own."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

#: An operation on the page, as it travels (``docs/internals/wire.md``, 3).
Op = list[Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different in a view's state since the last render.

    ``names`` are the context names whose value, or anything reached from it, changed. ``objects`` are the ``id()`` of the containers
    (list, dict, set, deque, dataclass, model instance …) that changed or from which a change is reached; ``known`` holds the ``id()`` of
    every container that the walk reached, so an object that is known and not in ``objects`` is provably as it was.
    """

    names: frozenset[str]
    objects: frozenset[int] = frozenset()
    known: Container[int] = frozenset()


#: Nothing is known: evaluate everything.
ALL: Changes | None = None
