"""Finds state that hides a method of ``LiveView``: ``self.update = "soon"`` and from then on nothing can be updated."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from djust.checks.code import Body, functions
from djust.view.registry import FREE


def hidden_names(view: type, base: type) -> Iterator[tuple[str, str]]:
    """Yield (name, method that sets it) for each name of *base* that a method of the view sets on its instance."""
    ours = {name for name, value in vars(base).items() if not name.startswith("_") and inspect.isfunction(value)} - FREE | {"request"}
    # What the author's class defines anew is the author's.
    ours = {name for name in ours if inspect.getattr_static(view, name, None) is inspect.getattr_static(base, name, None)}
    for method, function in functions(view, base):
        for name in sorted(Body(function).assigned() & ours):
            yield name, method
