"""Finds decorators above a method that nothing can call: they say how it is called, and none of them lets anybody do it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from djust.decorators.metadata import read_meta


def uncallable(view: type, base: type) -> Iterator[tuple[str, list[str]]]:
    """Yield (method, its decorators) for each method that has decorators and cannot be called from anywhere."""
    for name in dict.fromkeys(name for ancestor in reversed(view.__mro__) if ancestor not in base.__mro__ for name in vars(ancestor)):
        meta = read_meta(inspect.getattr_static(view, name))
        if meta is not None and meta.said and not (meta.marked or meta.function or meta.hook):
            yield name, sorted(meta.said)
