"""Where sessions lie for other processes: the interface of such a place."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Protocol


class Sight(enum.Enum):
    """What is seen under a name where no session lies."""

    NOTHING = "nothing"
    COMING = "coming"
    TAKEN = "taken"


class Place(Protocol):
    """Keeps sealed sessions by name, for a time. A name is taken once and never used again."""

    def put(self, name: str, sealed: bytes, seconds: float) -> bool:
        """Lay a session down, instead of what lay there; False when its name was taken, so that it belongs to somebody else now."""

    def look(self, name: str) -> bytes | Sight:
        """Return what lies there, or why nothing does."""

    def take(self, name: str, seconds: float) -> bool:
        """Take the name, whether something lies there or not; True for the first who asks. What lay there is gone."""

    def forget(self, name: str) -> None:
        """Let go of what lies there; its name can still be taken."""

    def promise(self, names: Sequence[str], seconds: float) -> None:
        """Say that something will lie there soon."""
