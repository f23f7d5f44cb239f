"""What a test is told when a person could not have done what it asks for."""

from __future__ import annotations

from collections.abc import Iterable

#: So many candidates are listed.
MOST = 12


class CannotBeDone(AssertionError):
    """A person at this page could not do that: the text says why, and what there is instead."""


class NotLive(AssertionError):
    """What was opened is no live page: the text says what answered."""


class TimedOut(AssertionError):
    """What was waited for did not come."""


class EventFailed(AssertionError):
    """The server refused an event, or failed, without an exception that could be raised here.

    Attributes:
        code: One of docs/reference/errors.md.
        text: What the person reads.
        detail: More, under ``DEBUG``.
    """

    def __init__(self, error: dict[str, object]) -> None:
        self.code, self.text, self.detail = (str(error.get(name, "")) for name in ("code", "text", "detail"))
        super().__init__(f"{self.code}: {self.text}" + (f" {self.detail}" if self.detail else ""))


def listed(candidates: Iterable[str], nothing: str) -> str:
    """Return lines that name what there is."""
    found = list(dict.fromkeys(candidates))
    if not found:
        return nothing
    more = [f"  … and {len(found) - MOST} more"] if len(found) > MOST else []
    return "\n".join([*(f"  {candidate}" for candidate in found[:MOST]), *more])
