"""Where the texts of a session go: what it knows of a transport."""

from __future__ import annotations

from typing import Protocol


class Outlet(Protocol):
    """The transport's end of a connection."""

    def send(self, text: str) -> None:
        """Take one text for the browser; callable from any thread, never blocks."""

    @property
    def writable(self) -> bool:
        """Whether what was sent before has left, more or less."""

    def close(self) -> None:
        """End the connection of a browser that does not keep to the protocol."""
