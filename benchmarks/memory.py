"""What an open page costs in memory: ``python -m benchmarks.memory table/1000/ 40`` says it of so many sessions, in a process of its own.

Each session is a real one: its page is mounted by a join, and it has answered two events. The socket is not counted, nor its buffers.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

#: Pages of each kind: enough to drown what is loaded once.
TABLES, COUNTERS = 40, 1000


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes for each open page: everything that Python allocated, what of it is the view's own state, and what the process grew by."""

    python: float
    state: float
    resident: float

    @property
    def ours(self) -> float:
        """What we hold beyond the view's own state."""
        return self.python - self.state


class Silence:
    """A browser that is never in the way."""

    writable = True

    def __init__(self) -> None:
        self.last = ""

    def send(self, text: str) -> None:
        """Keep the latest text only."""
        self.last = text

    def close(self) -> None:
        """Nothing is open."""


def resident() -> int:
    """Return the bytes of this process that lie in memory."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise SystemExit("resident memory is read from /proc/self/status, which is not there; measure on Linux")


def opened(address: str) -> Any:
    """Open a page over a connection without a socket, and let it answer two events."""
    from djust.session.connection import Connection
    from djust.session.visitor import Visitor
    from djust.sync import Inline

    scope = {"type": "websocket", "path": "/ws/live/", "scheme": "ws", "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1)}
    browser = Silence()
    connection = Connection(Visitor(scope), browser, Inline())
    join = ["join", {"session": "measured", "url": f"/{address}"}]
    for message in (join, [1, 0, "add"], [2, 1, "add"]):
        asyncio.run(connection.receive(json.dumps(message)))
    told = json.loads(browser.last)
    if told[0] != 2:
        raise SystemExit(f"expected the answer to the second event, got {browser.last[:200]}")
    return connection


def own_state(address: str, count: int) -> float:
    """Return the bytes of what the view itself holds."""
    from benchmarks.table_page import page

    rows = int(address.split("/")[1]) if address.startswith("table/") else None
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    kept = [{"count": 0} if rows is None else page(rows) for _ in range(count)]
    return (tracemalloc.get_traced_memory()[0] - before) / len(kept)


def measured(address: str, count: int, traced: bool) -> dict[str, float]:
    """Open so many pages in this process, and say what each costs."""
    held = [opened(address) for _ in range(3)]  # loads and compiles what is shared
    gc.collect()
    if not traced:
        before = resident()
        held += [opened(address) for _ in range(count)]
        gc.collect()
        return {"resident": (resident() - before) / count}
    tracemalloc.start()
    state = own_state(address, count)
    before = tracemalloc.get_traced_memory()[0]
    held += [opened(address) for _ in range(count)]
    gc.collect()
    return {"state": state, "python": (tracemalloc.get_traced_memory()[0] - before) / count}


def memory(address: str, count: int) -> Memory:
    """Measure in two processes of their own, since tracing takes memory itself."""
    figures: dict[str, float] = {}
    for how in ("traced", "resident"):
        command = [sys.executable, "-m", "benchmarks.memory", address, str(count), how]
        figures |= json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return Memory(**figures)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]), sys.argv[3:] == ["traced"])))
