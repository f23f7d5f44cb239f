"""What a background task writes, until it is applied between events.

The task's ``self`` is a `Recorder` (``recorder.py``) over one `Recording`. Names bound to plain values are *pending* until `apply`, and
read from the view again afterwards. Of a container the task gets a copy of its own, which it may edit in place for as long as it runs:
the copy is compared with what was last collected from it, in the task's own thread whenever the task touches its ``self``, else by
`look`. When somebody else changed that name meanwhile, and the task did not, the next read begins with a fresh copy.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, Final

from djust.view.copies import Watch, copied, is_container

#: Seconds between two frames of a task: 25 a second.
INTERVAL: Final = 0.04
#: After so many looks at a container that is edited all the time, one that shows no edit while it is copied has to do.
_LOOKS: Final = 3


class _Gone:
    """Stands for a name that the task deleted."""


_GONE: Final = _Gone()


class _Copy:
    """A container that the task works on, beside the one in the view."""

    __slots__ = ("collected", "looks", "mine", "seen", "shown", "source", "theirs", "turn")

    def __init__(self, mine: Any, source: Any, theirs: Watch | None, turn: int) -> None:
        self.mine = mine
        #: Mine, as it was last collected …
        self.shown = Watch(mine)
        self.collected = time.monotonic()
        #: … and as it was at the last look.
        self.seen: Watch | None = None
        self.looks = 0
        #: The view's, which was copied or given to it, and in which turn of the session it was last known to be the same.
        self.source = source
        self.theirs = theirs
        self.turn = turn


class Recording:
    """The writes of one task over one view.

    Args:
        view: The author's view.
        changed: Called, without the lock, when there is something to apply or to look at.
        turn: A number that grows with everything that happens to the view.
        lent: By name, what the task sees instead of the view's own: its request.
    """

    def __init__(
        self, view: Any, changed: Callable[[], None], turn: Callable[[], int], lent: Mapping[str, Callable[[], Any]] | None = None
    ) -> None:
        self.view = view
        self.attributes: MutableMapping[str, Any] = _Attributes(self)
        #: Where the task wants the page to go.
        self.redirect_to: str | None = None
        self._changed = changed
        self._turn = turn
        self._lent = lent or {}
        self._lock = threading.RLock()
        self._pending: dict[str, Any] = {}
        self._copies: dict[str, _Copy] = {}
        #: Names of djust itself: a task has its own, and they are no state.
        self._own: dict[str, Any] = {}
        #: What was pending when the task was cancelled; None while it is not.
        self._last: dict[str, Any] | None = None

    # -- the task's side -------------------------------------------------------------------------------------------------

    def read(self, name: str) -> Any:
        """Return what the task sees under *name*.

        Raises:
            KeyError: Neither the task nor the view has set it.
        """
        if name.startswith("_djust"):
            return self._own[name] if name in self._own else vars(self.view)[name]
        if name in self._lent:
            return self._lent[name]()
        with self._lock:
            kept = self._kept(name)
            if kept is not None:
                return kept.mine
            if name in self._pending:
                value = self._pending[name]
                if value is _GONE:
                    raise KeyError(name)
                return value
            value = vars(self.view)[name]
            if not is_container(value):
                return value
            mine = copied(value)
            self._copies[name] = _Copy(mine, value, Watch(value), self._turn())
        self._changed()
        return mine

    def write(self, name: str, value: Any) -> None:
        """Set *name*, as far as the task is concerned at once."""
        if name.startswith("_djust"):
            self._own[name] = value
            return
        with self._lock:
            if is_container(value):
                self._pending[name] = copied(value)
                self._copies[name] = _Copy(value, None, None, self._turn())
            else:
                self._pending[name] = value
                self._copies.pop(name, None)
        self._changed()

    def delete(self, name: str) -> None:
        """Take *name* away.

        Raises:
            KeyError: It is not there.
        """
        with self._lock:
            self.read(name)
            self._copies.pop(name, None)
            self._pending[name] = _GONE
        self._changed()

    def names(self) -> list[str]:
        """Return every name that the task sees."""
        with self._lock:
            seen = dict.fromkeys((*vars(self.view), *self._pending))
            return [name for name in seen if self._pending.get(name) is not _GONE]

    def ask(self, to: str) -> None:
        """Ask for the page to go elsewhere."""
        self.redirect_to = to
        self._changed()

    def collect(self) -> None:
        """Note what the task edited in place; in its own thread, or where it does not run."""
        with self._lock:
            for name, kept in self._copies.items():
                self._gather(name, kept)

    # -- the session's side ----------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Discard whatever is written from now on."""
        with self._lock:
            if self._last is None:
                self._last, self._pending = self._pending, dict(self._pending)

    @property
    def watching(self) -> bool:
        """Whether the task holds containers that it may edit without touching its ``self``."""
        return bool(self._copies) and self._last is None

    def look(self) -> None:
        """Note what the task edits in place while it runs and does not touch its ``self``; an edit under way is left alone."""
        with self._lock:
            for name, kept in self._copies.items():
                try:
                    self._look_at(name, kept)
                except RuntimeError:
                    kept.seen = None  # it changed size while it was read: an edit under way

    def apply(self) -> bool:
        """Write what is pending into the view; between events. Returns whether anything was."""
        with self._lock:
            pending = self._pending if self._last is None else self._last
            attributes = vars(self.view)
            for name, value in pending.items():
                if value is _GONE:
                    attributes.pop(name, None)
                    continue
                attributes[name] = value
                kept = self._copies.get(name)
                if kept is not None:
                    kept.source, kept.theirs, kept.turn = value, Watch(value), self._turn()
            applied = bool(pending)
            pending.clear()
            return applied

    # -- inside the lock -------------------------------------------------------------------------------------------------

    def _kept(self, name: str) -> _Copy | None:
        """Return the task's copy of a container, None where it has none, or has one that nobody needs any more."""
        kept = self._copies.get(name)
        if kept is None:
            return None
        if (kept.turn != self._turn() or time.monotonic() - kept.collected >= INTERVAL) and self._gather(name, kept):
            self._changed()
        if name in self._pending or kept.turn == self._turn():
            return kept
        if vars(self.view).get(name) is kept.source and not (kept.theirs is not None and kept.theirs.changed()):
            kept.turn = self._turn()
            return kept
        del self._copies[name]  # somebody else wrote it since, and the task did not
        return None

    def _gather(self, name: str, kept: _Copy) -> bool:
        kept.collected = time.monotonic()
        if not kept.shown.changed():
            return False
        self._pending[name] = copied(kept.mine)
        kept.shown = Watch(kept.mine)
        return True

    def _look_at(self, name: str, kept: _Copy) -> None:
        if not kept.shown.changed():
            kept.seen = None
            return
        quiet = kept.seen is not None and not kept.seen.changed()
        kept.looks += 1
        kept.seen = seen = Watch(kept.mine)
        if not quiet and kept.looks < _LOOKS:
            return
        value = copied(kept.mine)
        if not seen.changed():
            self._pending[name] = value
            kept.shown, kept.seen, kept.looks = seen, None, 0


class _Attributes(MutableMapping[str, Any]):
    """The ``__dict__`` of a recorder: descriptors that keep their values there record as well."""

    __slots__ = ("_recording",)

    def __init__(self, recording: Recording) -> None:
        self._recording = recording

    def __getitem__(self, name: str) -> Any:
        return self._recording.read(name)

    def __setitem__(self, name: str, value: Any) -> None:
        self._recording.write(name, value)

    def __delitem__(self, name: str) -> None:
        self._recording.delete(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._recording.names())

    def __len__(self) -> int:
        return len(self._recording.names())
