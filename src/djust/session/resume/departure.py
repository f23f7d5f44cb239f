"""The process is about to end: other processes are told, at once, which sessions will come to them in a moment.

Seen by the sockets themselves: a server that shuts down closes them with 1012, before it says anything to the application as a whole.
What has no socket (pages over HTTP), and servers that end otherwise, are left to the end of the ASGI lifespan.
"""

from __future__ import annotations

import asyncio
from typing import Final

from djust.session.population import population
from djust.session.resume import keeping
from djust.sync import Executor

#: Of a socket that a server closes because it is shut down.
RESTART: Final = 1012

_begun = False


def begin(executor: Executor) -> None:
    """Promise every session that is connected, the first time this is called; on the event loop, before the first is gone."""
    global _begun
    if not _begun:
        _begun = True
        tickets = [session.ticket for session in list(population.connected.values()) if keeping.is_kept(session.page)]
        executor.start(executor.run(keeping.promise, tickets))


async def finish(executor: Executor) -> None:
    """Let every page go that is still connected; returns when they can."""
    begin(executor)
    staying = list(population.connected.values())
    for session in staying:
        outlet = session.updates.outlet
        if outlet is not None:
            outlet.close()
            session.lose(outlet)
    await asyncio.gather(*(session.depart() for session in staying))
