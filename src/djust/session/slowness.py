"""Names handlers in the log that take long, while they run.

A timer for each event would cost more than many an event: what runs is written down, and somebody looks at the list now and then.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final
from weakref import WeakKeyDictionary

from djust.conf import settings
from djust.sync import Executor

logger = logging.getLogger("djust")

#: How often it is looked at, as a share of ``SLOW_HANDLER``: a handler is named that much later at most.
_SHARE: Final = 0.1


class Watch:
    """What runs on one event loop, and since when."""

    def __init__(self) -> None:
        self._running: dict[object, tuple[float, Callable[[], str]]] = {}
        self._asked = False

    def begin(self, call: object, name: Callable[[], str], executor: Executor) -> None:
        """Note that *call* begins; *name* is asked for when it is needed."""
        self._running[call] = time.monotonic(), name
        if not self._asked:
            self._ask(executor)

    def end(self, call: object) -> None:
        """Note that it is over."""
        self._running.pop(call, None)

    def _ask(self, executor: Executor) -> None:
        self._asked = True
        executor.later(settings().SLOW_HANDLER * _SHARE, lambda: self._look(executor))

    def _look(self, executor: Executor) -> None:
        self._asked = False
        now, limit = time.monotonic(), settings().SLOW_HANDLER
        for call, (since, name) in list(self._running.items()):
            if since <= now - limit:
                logger.warning(
                    "%s still runs after %g s (DJUST['SLOW_HANDLER']); the other events of that page wait for it.", name(), limit
                )
                self._running.pop(call, None)  # said once
        if self._running:
            self._ask(executor)


_watches: WeakKeyDictionary[asyncio.AbstractEventLoop, Watch] = WeakKeyDictionary()
_nobody = Watch()


def watch() -> Watch:
    """Return the one of the event loop that runs here; one that never looks, where none does."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return _nobody
    found = _watches.get(loop)
    if found is None:
        found = _watches[loop] = Watch()
    return found
