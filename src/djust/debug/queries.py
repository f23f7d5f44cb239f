"""Notes each query of a connection in the record that is current: a wrapper of Django's, on every connection from its first use."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from djust.debug.record import CURRENT, Query
from djust.debug.values import shown
from djust.source_line import line_of_caller


def attach() -> None:
    """Watch the connections of this thread, and those of all threads that are opened from now on."""
    connection_created.connect(_created, dispatch_uid="djust.debug.queries")
    for connection in connections.all(initialized_only=True):
        _watch(connection)


def detach() -> None:
    """Watch no further connections, and those of this thread no more."""
    connection_created.disconnect(dispatch_uid="djust.debug.queries")
    for connection in connections.all(initialized_only=True):
        if _noting in connection.execute_wrappers:
            connection.execute_wrappers.remove(_noting)


def _created(sender: object, connection: BaseDatabaseWrapper, **_more: object) -> None:
    _watch(connection)


def _watch(connection: BaseDatabaseWrapper) -> None:
    if _noting not in connection.execute_wrappers:
        connection.execute_wrappers.append(_noting)


def _noting(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    record = CURRENT.get()
    if record is None:
        return execute(sql, params, many, context)
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        seconds = time.perf_counter() - began
        line = line_of_caller()
        where = str(line) if line is not None else f"the template ({record.inside[-1]})" if record.inside else ""
        given = f"{len(params)} sets of values" if many else ", ".join(shown(each) for each in _values(params))
        record.add(Query(str(sql), given, seconds, where, context["connection"].alias))


def _values(params: Any) -> list[Any]:
    return list(params.values()) if isinstance(params, dict) else list(params or ())
