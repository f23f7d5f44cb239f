"""Handlers that wait until a test lets them go on: how a slow server is shown without sleeping."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict

from django.http import HttpRequest, HttpResponse

#: The longest wait: a test that forgets to open a gate must not hang the server.
LIMIT = 20.0

_gates: defaultdict[str, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(0))


def wait_at(name: str) -> None:
    """Wait until somebody gets ``/gate/<name>/``; each visit lets one through."""
    _gates[name].acquire(timeout=LIMIT)


async def wait_at_later(name: str) -> None:
    """Wait without holding the event loop."""
    end = time.monotonic() + LIMIT
    while not _gates[name].acquire(blocking=False) and time.monotonic() < end:
        await asyncio.sleep(0.005)


def gate(request: HttpRequest, name: str) -> HttpResponse:
    """Let one handler through."""
    _gates[name].release()
    return HttpResponse("open")
