"""Another process, as far as messages are concerned, within this one."""

from __future__ import annotations

import queue
from typing import Any

from djust.topics.courier import Courier
from djust.topics.listeners import Listeners
from tests.topics.late import PATIENCE


class Ear:
    """A listener that a test can ask."""

    def __init__(self) -> None:
        self.told: queue.Queue[str] = queue.Queue()

    def inform(self, text: str) -> None:
        self.told.put(text)

    def next(self) -> str:
        return self.told.get(timeout=PATIENCE)


class Process:
    """What a process would hold: its own listeners, its own courier."""

    def __init__(self, layer: Any) -> None:
        self.listeners = Listeners()
        self.courier = Courier(layer, self.listeners)

    def listen(self, topic: str) -> Ear:
        ear = Ear()
        self.listeners.add(topic, ear)
        self.courier.settle(topic).result(PATIENCE)
        return ear

    def leave(self, topic: str, ear: Ear) -> None:
        self.listeners.remove(topic, ear)
        self.courier.settle(topic).result(PATIENCE)

    def say(self, topic: str, text: str) -> None:
        self.courier.send(topic, text).result(PATIENCE)
