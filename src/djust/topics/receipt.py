"""One call for sync and for async code: the first has to wait where it stands, the second may await."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as TooLate
from typing import Any


class Receipt:
    """What `broadcast` and ``subscribe`` return.

    Sync code needs not look at it: there everything is done when the call returns. In a coroutine, ``await`` it to go on when
    everything is done; without ``await`` it is done all the same, a moment later.
    """

    __slots__ = ("_future",)

    def __init__(self, future: Future[None] | None = None) -> None:
        self._future = future

    def __await__(self) -> Generator[Any, None, None]:
        if self._future is not None:
            yield from asyncio.wrap_future(self._future).__await__()


def receipt_for(future: Future[None], patience: float) -> Receipt:
    """Wait for *future* where that blocks no event loop, no longer than *patience* seconds; it tells of its own failures."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        try:
            future.result(patience)
        except (TooLate, CancelledError):
            pass
        return Receipt()
    return Receipt(future)
