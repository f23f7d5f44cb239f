"""Warnings that would come with every visitor, said once a minute: one line with what to do is worth more than a thousand."""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

logger = logging.getLogger("djust")

#: Seconds between two warnings of one kind.
PAUSE: Final = 60.0

_lock = threading.Lock()
_said: dict[str, tuple[float, int]] = {}


def warn(kind: str, text: str, *args: object) -> None:
    """Warn, unless that was done a short while ago; the next warning of this *kind* says how often it happened meanwhile."""
    now = time.monotonic()
    with _lock:
        last, missed = _said.get(kind, (-PAUSE, 0))
        if now - last < PAUSE:
            _said[kind] = last, missed + 1
            return
        _said[kind] = now, 0
    logger.warning(text + (" (%d times more since this was said last)" if missed else ""), *args, *([missed] if missed else []))


def forget() -> None:
    """Say everything again: for tests."""
    with _lock:
        _said.clear()
