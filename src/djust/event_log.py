"""One line in the log for each event, at DEBUG level of the logger ``djust.events``.

The line reads as a sentence; for programs its fields are on the record: ``view``, ``handler``, ``ref``, ``ms``, ``bytes``, ``outcome``
(``"ok"`` or the error's code), and ``queries`` where somebody counts them (under ``DEBUG``; else None).
"""

from __future__ import annotations

import logging
from typing import Any, Final

from djust.debug.record import CURRENT
from djust.errors import ClientError
from djust.protocol.messages import Event
from djust.session.session import Session
from djust.signals import event_handled

logger = logging.getLogger("djust.events")

_UID: Final = "djust.event_log"


def attach() -> None:
    """Write from now on. Called when Django starts, if its ``LOGGING`` lets the logger speak: else events do not even ask."""
    event_handled.connect(_handled, dispatch_uid=_UID)


def detach() -> None:
    """Write no more."""
    event_handled.disconnect(dispatch_uid=_UID)


def is_wanted() -> bool:
    """Whether the logger would write the lines."""
    return logger.isEnabledFor(logging.DEBUG)


def _handled(session: Session, event: Event, seconds: float, error: ClientError | None, size: int, **_more: Any) -> None:
    if not is_wanted():
        return
    record = CURRENT.get()
    fields = {
        "view": session.page.name,
        "handler": event.name,
        "ref": event.ref,
        "ms": round(seconds * 1000, 3),
        "bytes": size,
        "outcome": "ok" if error is None else error.code,
        "queries": None if record is None else len(record.queries) + record.more,
    }
    asked = "" if record is None else f", {fields['queries']} queries"
    logger.debug(
        "%s.%s (event %d): %s in %.1f ms, %d bytes%s",
        *(fields[name] for name in ("view", "handler", "ref", "outcome", "ms", "bytes")),
        asked,
        extra=fields,
    )
