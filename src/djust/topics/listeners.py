"""Who in this process listens to what."""

from __future__ import annotations

import logging
import threading
from typing import Protocol

logger = logging.getLogger("djust")


class Listener(Protocol):
    """Is told what is broadcast to its topics."""

    def inform(self, text: str) -> None:
        """Take a message; from any thread, without blocking."""


class Listeners:
    """Topics and their listeners, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[str, dict[Listener, None]] = {}

    def add(self, topic: str, listener: Listener) -> bool:
        """Let *listener* hear of *topic*; returns whether it is the first that does."""
        with self._lock:
            first = topic not in self._listeners
            self._listeners.setdefault(topic, {})[listener] = None
            return first

    def remove(self, topic: str, listener: Listener) -> bool:
        """Let it hear no more of *topic*; returns whether nobody is left that does."""
        with self._lock:
            found = self._listeners.get(topic, {})
            found.pop(listener, None)
            if found or topic not in self._listeners:
                return False
            del self._listeners[topic]
            return True

    def deliver(self, topic: str, text: str) -> int:
        """Tell everybody who listens to *topic*; returns how many that are."""
        with self._lock:
            found = list(self._listeners.get(topic, ()))
        for listener in found:
            try:
                listener.inform(text)
            except Exception:  # of ours: the others are told all the same
                logger.exception("a page could not be told what was broadcast to %r", topic)
        return len(found)

    def topics(self) -> list[str]:
        """Return what anybody listens to."""
        with self._lock:
            return list(self._listeners)

    def clear(self) -> None:
        """Forget everybody, as a restart does."""
        with self._lock:
            self._listeners.clear()

    def __contains__(self, topic: object) -> bool:
        return topic in self._listeners


#: Those of this process.
LISTENERS = Listeners()
