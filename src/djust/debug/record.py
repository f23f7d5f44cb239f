"""What is known about one event, or one run of background work, while it runs and when it is over."""

from __future__ import annotations

import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

#: Queries of one record that are told of; a loop that asks ten thousand times shows itself long before.
MOST_QUERIES: Final = 500


@dataclass(slots=True)
class Query:
    """One query.

    Attributes:
        sql: As Django gave it to the database, with places for its parameters.
        seconds: How long it took.
        line: Where the author asked, or in which stretch it was asked.
    """

    sql: str
    params: str
    seconds: float
    line: str
    alias: str

    def told(self) -> list[Any]:
        """Return it as JSON."""
        return [self.sql, self.params, round(self.seconds * 1000, 2), self.line, self.alias]


@dataclass(slots=True)
class Record:
    """One event, or one task.

    Attributes:
        kind: ``"event"`` or ``"task"``.
        name: The handler, or the task's label.
        ref: The event's number.
        line: Where the handler is defined.
        params: What it was called with, as text.
        stretches: Seconds for each span inside it.
        inside: The spans that are open, the innermost last.
        more: Queries beyond those that are told of.
        error: Where an author's exception came from, if there was one.
        over: When it was over; until then it goes on.
    """

    kind: str
    name: str
    ref: int = 0
    line: str = ""
    params: dict[str, str] = field(default_factory=dict)
    stretches: dict[str, float] = field(default_factory=dict)
    inside: list[str] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    more: int = 0
    error: dict[str, Any] | None = None
    began: float = field(default_factory=time.perf_counter)
    over: float | None = None

    def add(self, query: Query) -> None:
        """Note a query."""
        if len(self.queries) < MOST_QUERIES:
            self.queries.append(query)
        else:
            self.more += 1

    def told(self) -> dict[str, Any]:
        """Return it as JSON."""
        over = time.perf_counter() if self.over is None else self.over
        times = {name: round(seconds * 1000, 2) for name, seconds in self.stretches.items()}
        said: dict[str, Any] = {
            "kind": self.kind,
            "name": self.name,
            "ref": self.ref,
            "line": self.line,
            "params": self.params,
            "ms": {"total": round((over - self.began) * 1000, 2), **times},
            "queries": [query.told() for query in self.queries],
        }
        if self.more:
            said["more"] = self.more
        if self.error is not None:
            said["error"] = self.error
        return said


#: What runs in this context: queries and times are added to it.
CURRENT: Final[ContextVar[Record | None]] = ContextVar("djust.debug.record", default=None)
