"""One place that a value may fill: a handler's parameter or a dataclass's field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from djust.params.mismatch import Mismatch


class Absent:
    """Nothing is to be given: the default takes the place."""


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class Slot:
    """A name, what converts a value for it, and whether it may stay empty.

    ``form_default`` makes the value of a form that sends nothing under this name, as an unticked checkbox does.
    """

    name: str
    convert: Callable[[Any], Any]
    has_default: bool
    default_is_none: bool = False
    form_default: Callable[[], Any] | None = None

    def read(self, value: Any) -> Any:
        """Convert *value*, or return ``ABSENT`` when it is blank, means nothing here, and a default stands ready."""
        if value is None and self.default_is_none:
            return None
        try:
            return self.convert(value)
        except Mismatch as mismatch:
            if self.has_default and isinstance(value, str) and not value.strip():
                return ABSENT
            raise mismatch.under("") from None

    def missing(self, carried: list[str]) -> str:
        """Return what to say when a required value did not come."""
        came = ", ".join(carried[:12]) or "nothing"
        attribute = self.name.replace("_", "-")
        return f"expected a value, got none (the event carried: {came}); put data-{attribute} on the element, or give {self.name} a default"
