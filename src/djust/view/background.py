"""Work that a page asks to be done beside its events; the session starts it, and ends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from djust.errors import UsageError
from djust.view.registry import Handler


@dataclass(frozen=True, slots=True)
class Work:
    """A function to be called with the ``self`` of a task.

    Attributes:
        name: What `cancel` knows it by; the same name again replaces it.
        handler: The handler that runs as a whole in the background.
    """

    name: str
    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    handler: Handler | None = None


class Background:
    """What one page asks for."""

    __slots__ = ("_unnamed", "on_cancel", "on_start", "touched", "waiting")

    def __init__(self) -> None:
        #: Asked for and not begun: that is done when the event that asked has succeeded, or when the page is connected.
        self.waiting: list[Work] = []
        self.on_start: Callable[[], None] | None = None
        self.on_cancel: Callable[[str], bool] | None = None
        #: Whether anything was started or cancelled; who wants to know takes it back before.
        self.touched = False
        self._unnamed = 0

    def start(self, work: Work) -> None:
        """Ask for *work*."""
        self.waiting.append(work)
        self.touched = True
        if self.on_start is not None:
            self.on_start()

    def ask(self, function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any], name: str | None) -> str:
        """Ask for a call of *function*; return the name it goes by.

        Raises:
            UsageError: It cannot be called, or the name is no text.
        """
        if not callable(function):
            raise UsageError(f"start_async: expected a function, got {function!r}. Write self.start_async(self.work), without calling it.")
        if name is not None and (not isinstance(name, str) or not name):
            raise UsageError(f"start_async: name expects a text, got {name!r}. Write self.start_async(self.work, name='report').")
        name = name or self._name_of(function)
        self.start(Work(name, function, args, dict(kwargs)))
        return name

    def cancel(self, name: str) -> bool:
        """Cancel what runs, or was just asked for, under *name*; False when there is nothing."""
        self.touched = True
        before = len(self.waiting)
        self.waiting = [work for work in self.waiting if work.name != name]
        running = self.on_cancel is not None and self.on_cancel(name)
        return running or len(self.waiting) < before

    def take(self) -> list[Work]:
        """Return what was asked for; of two with one name the later."""
        taken, self.waiting = self.waiting, []
        return list({work.name: work for work in taken}.values())

    def _name_of(self, function: Any) -> str:
        name = getattr(function, "__name__", "")
        if name and name != "<lambda>":
            return str(name)
        self._unnamed += 1
        return f"task {self._unnamed}"
