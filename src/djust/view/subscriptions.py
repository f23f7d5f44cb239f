"""What one page listens to, and what it was told while no browser was connected to it yet."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from djust.errors import UsageError
from djust.topics.courier import courier
from djust.topics.listeners import LISTENERS
from djust.topics.message import check_topic
from djust.topics.receipt import Receipt, receipt_for

logger = logging.getLogger("djust")

#: Topics of one page: a page that adds one with each click has a leak.
MOST_TOPICS: Final = 1_000
#: Messages that a page is told between its GET and its join.
MOST_WAITING: Final = 100

#: Shared by all: it is held for a moment, and a lock of its own would be a tenth of what a page weighs.
_lock = threading.Lock()


class Subscriptions:
    """The topics of one page, and where its messages go.

    A page is served first and joined a moment later; what is broadcast in between waits here, so that nothing is missed.
    """

    __slots__ = ("_ended", "_on_message", "_waiting", "topics")

    def __init__(self) -> None:
        #: Replaced, never edited: whoever keeps a page may read it at any time.
        self.topics: frozenset[str] = frozenset()
        self._on_message: Callable[[str], None] | None = None
        self._waiting: tuple[str, ...] = ()
        self._ended = False

    def add(self, topic: str) -> Receipt:
        """Listen to *topic* from now on.

        Raises:
            UsageError: It is no name, or one too many.
        """
        topic = check_topic(topic)
        with _lock:
            if self._ended or topic in self.topics:
                return Receipt()
            if len(self.topics) >= MOST_TOPICS:
                fix = "unsubscribe() from what is not shown any more"
                raise UsageError(f"subscribe: expected at most {MOST_TOPICS} topics for one page, {topic!r} is one more; {fix}.")
            self.topics |= {topic}
            LISTENERS.add(topic, self)
        carrier = courier()
        return Receipt() if carrier is None else receipt_for(carrier.settle(topic), carrier.patience_to_hear)

    def remove(self, topic: str) -> None:
        """Listen to it no more; nothing where the page does not."""
        with _lock:
            self.topics -= {topic}
            last = LISTENERS.remove(topic, self)
        self._let_go([topic] if last else [])

    def end(self) -> None:
        """The page is gone."""
        with _lock:
            self._ended = True
            self._waiting = ()
            self._on_message = None
            gone = [topic for topic in self.topics if LISTENERS.remove(topic, self)]
        self._let_go(gone)

    def inform(self, text: str) -> None:
        """Take a message; from any thread."""
        with _lock:
            tell = self._on_message
            if tell is None:
                if len(self._waiting) >= MOST_WAITING:
                    logger.warning("a page that was served and not joined yet missed a message: %d wait for it.", MOST_WAITING)
                self._waiting = (*self._waiting, text)[-MOST_WAITING:]
        if tell is not None:
            tell(text)

    def connect(self, on_message: Callable[[str], None]) -> None:
        """Pass messages on, those that wait first."""
        while True:
            with _lock:
                waiting, self._waiting = self._waiting, ()
                if not waiting:
                    self._on_message = None if self._ended else on_message
                    return
            for text in waiting:  # without the lock: it may lead to the author's code
                on_message(text)

    @staticmethod
    def _let_go(topics: list[str]) -> None:
        carrier = courier() if topics else None
        if carrier is not None:
            for topic in topics:
                carrier.settle(topic)
