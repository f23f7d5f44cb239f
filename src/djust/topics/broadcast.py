"""`djust.broadcast`."""

from __future__ import annotations

from djust.topics.courier import courier
from djust.topics.listeners import LISTENERS
from djust.topics.message import check_topic, pack
from djust.topics.receipt import Receipt, receipt_for


def broadcast(topic: str, message: object) -> Receipt:
    """Tell every page that subscribed to *topic*: its ``handle_info(message)`` is called.

    From anywhere: handlers, views, signals, management commands, workers of a task queue; sync or async (``await`` it, or do not). Pages
    of other processes are reached over the channel layer. Inside a transaction, wait for its end: pages would read what is not there
    yet. ``transaction.on_commit(lambda: djust.broadcast(…))``.

    Args:
        message: Text, numbers, booleans, None, and lists and dictionaries of such; each page gets a copy of its own.

    Raises:
        UsageError: The topic is no name, or the message holds something else.
    """
    topic, text = check_topic(topic), pack(message)
    carrier = courier()
    LISTENERS.deliver(topic, text)
    return Receipt() if carrier is None else receipt_for(carrier.send(topic, text), carrier.patience)
