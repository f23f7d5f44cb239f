"""The process is about to end: other processes are told, at once, which sessions will come to them in a moment.

Seen by the sockets themselves: a server that shuts down closes them with 1012, before it says anything to the application as a whole.
What has no socket (pages over HTTP), and servers that end otherwise, are left to the end of the ASGI lifespan.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from djust.conf import settings
from djust.session import inbox
from djust.session.population import population
from djust.session.resume import keeping
from djust.sync import Executor

if TYPE_CHECKING:
    from djust.session.session import Session

logger = logging.getLogger("djust")

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
    await asyncio.gather(*(depart(session) for session in staying))


async def depart(session: Session) -> None:
    """Let the handler that runs come to its end, and the page go; its connection is gone.

    Events that wait are not begun: the browser sends them to the process that it finds next. Where the page cannot go, they are.
    """
    done = asyncio.Event()
    message = inbox.Keep(done)
    if keeping.is_kept(session.page):
        session.post_first(message)
    else:
        session.post(message)
    seconds = settings().SHUTDOWN_SECONDS
    try:
        await asyncio.wait_for(done.wait(), seconds)
    except TimeoutError:
        logger.warning("%s: its page could not go within %g s (DJUST['SHUTDOWN_SECONDS']).", session.page.name, seconds)


async def give_up(session: Session) -> None:
    """Let the page go to another process, where its browser is: the connection here is dead, whatever it says itself."""
    outlet = session.updates.outlet
    if outlet is not None and session.key in population.connected:
        await session.executor.run(keeping.promise, [session.ticket])
        outlet.close()
        session.lose(outlet)
