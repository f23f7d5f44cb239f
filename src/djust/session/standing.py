"""Where a conversation stands: all that another process must know of it to go on, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from djust.protocol.messages import Extras
from djust.template import Prints


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a conversation stands.

    Attributes:
        number: The last frame that was sent, or is being sent.
        handled: The last event that was answered, in order.
        acknowledged: The last frame that is known to have been applied.
        shown: By frame, what the browser shows once it has applied it; None: nothing is known of it.
        told: Answers that say more than "done", by the frame that brought them: it may have been lost.
        whole: Whether the browser met marks that did not hold, so that parts cannot be named to it.
    """

    number: int
    handled: int
    acknowledged: int
    shown: Mapping[int, Prints | None]
    told: tuple[tuple[int, dict[str, Any]], ...]
    whole: bool

    def shown_at(self, number: int, *, same_plan: bool) -> Prints | None:
        """Return what a browser shows that has applied frame *number*; None where its page is to be sent whole.

        Args:
            same_plan: Whether the page is still made of the same parts.
        """
        return self.shown.get(number, ()) if same_plan and not self.whole else None

    def untold(self, number: int) -> list[tuple[int, dict[str, Any]]]:
        """Return what it has not heard."""
        return [each for each in self.told if each[0] > number]


def kept(extras: Extras) -> Extras:
    """Return what of an answer is said again when its frame was lost: not the page, and not what is only there to save time."""
    return {name: value for name, value in extras.items() if name not in ("html", "cache", "state", "debug")}
