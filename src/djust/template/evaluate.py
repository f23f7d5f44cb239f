"""What generated code calls while it evaluates: the bookkeeping of one run, and what a loop needs.

Looking names up stands in ``lookups.py``, printing in ``printing.py``. Where Django's own code can be called, it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

from django.template.base import Template
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext

from djust.template.instrumentation import announce
from djust.template.lookups import MISSING, PLAIN, Root, invalid, present, root, walk
from djust.template.printing import escaped, ints_are_plain, plain, show, special
from djust.types import Changes

#: Compiles a template that is called: (template, names of the elements around it, context) → its unit.
UnitOf = Callable[[Template, tuple[str, ...], Context], Any]


class Fixed(str):
    """A printed value that is no part of what a page is told apart by."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "*"


class Run:
    """The bookkeeping of one evaluation."""

    __slots__ = ("all", "ambient", "changed", "changes", "frames", "impure", "plain_ints", "unit_of", "volatile")

    def __init__(self, context: Context, changes: Changes | None, volatile: frozenset[int], unit_of: UnitOf) -> None:
        self.unit_of = unit_of
        self.changes = changes
        self.all = changes is None
        self.changed: frozenset[str] = frozenset() if changes is None else changes.names
        #: Ids of parts whose evaluation ran somebody's code (a method, a property): never skipped.
        self.volatile = set(volatile)
        #: Counts such lookups; the generated code compares before and after.
        self.impure = 0
        self.ambient: list[AbstractContextManager[Any]] = []
        self.frames: list[Any] = []
        self.plain_ints = ints_are_plain(context)

    def push_state(self, context: Context, template: Template) -> None:
        """Begin a template inside another: it has a render context of its own (``cycle``, ``ifchanged``, blocks)."""
        announce(template, context)
        state = context.render_context
        self.frames.append(state.template)
        state.template = template
        state.push()

    def pop_state(self, context: Context) -> None:
        context.render_context.pop()
        context.render_context.template = self.frames.pop()

    @staticmethod
    def extend(context: Context, parent: Template, levels: list[dict[str, Any]]) -> None:
        """Begin the *parent* of a template; put the blocks of templates that extend one another where Django looks for them."""
        announce(parent, context)
        state = context.render_context
        if BLOCK_CONTEXT_KEY not in state:
            state[BLOCK_CONTEXT_KEY] = BlockContext()
        for blocks in levels:
            state[BLOCK_CONTEXT_KEY].add_blocks(blocks)

    @staticmethod
    def include(template: Template, context: Context) -> str:
        """Print an included template into a string."""
        return plain(template.render(context))

    def call(
        self, template: Template, ancestors: tuple[str, ...], context: Context, previous: Any, names: frozenset[str] | None
    ) -> tuple[Any, Any]:
        """Evaluate an included template by its own plan.

        Args:
            names: Set since the state was at hand, so they may have changed whatever the state's names did; None: any may.
        """
        self.push_state(context, template)
        unit = self.unit_of(template, ancestors, context)
        same = names is not None and previous is not None and previous[0] is unit
        changed, self.changed = self.changed, self.changed | (names or frozenset())
        values = unit.evaluate(context, previous[1] if same else None, self)
        self.changed = changed
        self.pop_state(context)
        return unit, values

    def enter(self, manager: AbstractContextManager[Any]) -> None:
        """Enter an ambient scope (language, time zone); left by :meth:`leave`, or at the end of the run."""
        manager.__enter__()
        self.ambient.append(manager)

    def leave(self) -> None:
        self.ambient.pop().__exit__(None, None, None)

    def close(self) -> None:
        """Leave what an exception left open."""
        while self.ambient:
            self.leave()


# -- loops -----------------------------------------------------------------------------------------------------------


def loop_items(values: Any, reverse: bool) -> tuple[Any, ...]:
    """Return the items that a ``{% for %}`` goes through."""
    if values is None or values is MISSING:
        return ()
    if not hasattr(values, "__len__"):
        values = list(values)
    if len(values) < 1:
        return ()
    return tuple(reversed(values)) if reverse else tuple(values)


def unpacked(item: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return the loop variables of one item of ``{% for a, b in … %}``."""
    try:
        length = len(item)
    except TypeError:
        length = 1
    if length != len(names):
        raise ValueError(f"Need {len(names)} values to unpack in for loop; got {length}. ")
    return dict(zip(names, item, strict=False))


def parentloop(context: Context) -> Any:
    return context.get("forloop", {})


def count(forloop: dict[str, Any], index: int, length: int) -> None:
    """Set the counters of ``forloop`` for the row *index*."""
    forloop["counter0"] = index
    forloop["counter"] = index + 1
    forloop["revcounter"] = length - index
    forloop["revcounter0"] = length - index - 1
    forloop["first"] = index == 0
    forloop["last"] = index == length - 1


#: What generated code sees.
NAMESPACE: Final = {
    made.__name__: made
    for made in (Fixed, Root, count, escaped, invalid, ints_are_plain, loop_items, parentloop, plain, present, root, show, unpacked, walk)
} | {"MISSING": MISSING, "PLAIN": PLAIN, "special": special}
