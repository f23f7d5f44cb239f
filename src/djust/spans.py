"""Stretches of work that somebody may watch: the core says where one begins and ends, and knows no watcher.

============  =============================================================  =====================================
name          the stretch                                                    what it is told of
============  =============================================================  =====================================
``event``     one event, from its message to its reply                       the session, the event
``handler``   the author's method                                            the session, the `Handler`, its arguments
``evaluate``  the parts of the template that may differ                      the page
``diff``      what is now is compared with what the browser shows            the page
``task``      background work, from its beginning to its end                 the session, the task's label
============  =============================================================  =====================================

Without a watcher `span` returns one object that does nothing. A watcher is called with the name and what it is told of, and returns a
context manager, or None for what it does not want to see. That is entered and left by one thread (by one task, where coroutines are
awaited), in a context whose variables the stretches inside it inherit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Final

logger = logging.getLogger("djust")

Watcher = Callable[..., AbstractContextManager[Any] | None]


class _Nothing(AbstractContextManager[None]):
    """Nobody watches; half as dear as `contextlib.nullcontext`."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, _error: object, _trace: object) -> None:
        return None


_NOTHING: Final = _Nothing()
_watchers: tuple[Watcher, ...] = ()


def watch(watcher: Watcher) -> None:
    """Let *watcher* be told from now on; once, however often it is asked."""
    global _watchers
    if watcher not in _watchers:
        _watchers = (*_watchers, watcher)


def unwatch(watcher: Watcher) -> None:
    """Tell *watcher* no more."""
    global _watchers
    _watchers = tuple(each for each in _watchers if each != watcher)


def watched() -> bool:
    """Whether anybody watches."""
    return bool(_watchers)


def span(name: str, *about: Any) -> AbstractContextManager[Any]:
    """Return what surrounds a stretch of work."""
    return _Span(name, about) if _watchers else _NOTHING


class _Span:
    """One stretch, for all who watch; a watcher that fails is logged and does no harm."""

    __slots__ = ("_about", "_name", "_stack")

    def __init__(self, name: str, about: tuple[Any, ...]) -> None:
        self._name = name
        self._about = about
        self._stack = ExitStack()

    def __enter__(self) -> None:
        for watcher in _watchers:
            try:
                watched = watcher(self._name, *self._about)
                if watched is not None:
                    self._stack.enter_context(watched)
            except Exception:
                logger.exception("a watcher of djust.spans failed at the beginning of %r", self._name)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        try:
            self._stack.__exit__(kind, error, trace)
        except Exception as raised:
            if raised is not error:
                logger.exception("a watcher of djust.spans failed at the end of %r", self._name)
