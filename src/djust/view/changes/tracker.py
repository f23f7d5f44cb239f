"""The one object that a session asks what changed."""

from __future__ import annotations

from collections.abc import Mapping

from djust.types import Changes
from djust.view.changes.snapshot import Snapshot


class StateTracker:
    """Knows a state as it was when it was last held.

    The order in a session: ``hold`` after each render (a template may change state: a ``defaultdict`` gains keys); the handler runs;
    ``compare`` for the evaluation, then ``hold`` again; or ``restore`` when the handler or the render failed.
    """

    def __init__(self) -> None:
        self._snapshot = Snapshot({})

    def hold(self, state: Mapping[str, object], *, touched: bool = True) -> None:
        """Take *state* as what the page shows.

        Args:
            touched: Whether anyone's code may have run since ``compare``. If not, what that saw is taken, and nothing is read again.
        """
        if not self._snapshot.keep_up(state, again=touched):
            self._snapshot = Snapshot(state)

    def compare(self, state: Mapping[str, object]) -> Changes:
        """Return what in *state* differs from what was held."""
        objects = self._snapshot.changed_objects()
        names = self._snapshot.changed_names(state, objects)
        return Changes(names, frozenset(objects), self._snapshot.known)

    def edited(self, state: Mapping[str, object]) -> frozenset[str]:
        """Return the names of *state* that are bound to something else than what was held, or from which an edited container is reached.

        Unlike for ``compare``, what cannot be looked into counts as it was held: it differs at each look, whoever ran meanwhile.
        """
        return self._snapshot.changed_names(state, self._snapshot.edited_objects())

    def restore(self, state: dict[str, object]) -> list[str]:
        """Put *state* back, in place: names as they were, and in the same objects what lay in them.

        Returns the names from which something is reached that may not be as it was, because it cannot be looked into.
        """
        return self._snapshot.restore(state)
