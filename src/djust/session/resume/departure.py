"""The process is about to end: other processes are told, at once, which sessions will come to them in a moment.

Seen by the sockets themselves: a server that shuts down closes them with 1012, before it says anything to the application as a whole.
"""

from __future__ import annotations

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
