"""A dataclass, filled from a form's fields or from a JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from djust.params.containers import read_json
from djust.params.mismatch import Mismatch
from djust.params.slot import ABSENT, Slot


class RecordConverter:
    """Makes instances of a dataclass.

    A parameter ``address: Address`` takes an object under its own name (``{"address": {"street": …}}``, or its JSON); else the fields
    that came beside it, which is what a form sends (``{"street": …, "town": …}``).
    """

    def __init__(self, record: type, slots: list[Slot] | None = None, *, optional: bool = False) -> None:
        self.record = record
        self.optional = optional
        #: filled by the builder once the fields' own converters exist: a record may hold itself
        self.slots: list[Slot] = [] if slots is None else slots

    def or_none(self) -> RecordConverter:
        """Return the converter of ``Address | None``."""
        return RecordConverter(self.record, self.slots, optional=True)

    def __call__(self, value: Any) -> Any:
        if self.optional and (value is None or (isinstance(value, str) and not value.strip())):
            return None
        if isinstance(value, self.record):
            return value
        expected = f"an object with the fields of {self.record.__name__} ({', '.join(slot.name for slot in self.slots)})"
        found = read_json(value, expected) if isinstance(value, str) else value
        if not isinstance(found, Mapping):
            raise Mismatch(expected, value)
        return self._made(found, of_form=False)

    def nested_in(self, value: object) -> bool:
        """Whether *value*, found under the parameter's own name, is the record itself and not a field that has the same name."""
        return isinstance(value, self.record | Mapping) or (isinstance(value, str) and value.lstrip().startswith("{"))

    def names(self) -> frozenset[str]:
        """Return the names of the fields that a form may send."""
        return frozenset(slot.name for slot in self.slots)

    def from_form(self, params: Mapping[str, Any]) -> Any:
        """Make a record of the fields in *params*; ``ABSENT`` when not one of them came."""
        if not any(slot.name in params for slot in self.slots):
            return ABSENT
        return self._made(params, of_form=True)

    def _made(self, params: Mapping[str, Any], *, of_form: bool) -> Any:
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for slot in self.slots:
            if slot.name in params:
                try:
                    value = slot.read(params[slot.name])
                except Mismatch as mismatch:
                    problems.update(mismatch.under(f".{slot.name}").problems)
                    continue
                if value is not ABSENT:
                    values[slot.name] = value
            elif of_form and not slot.has_default and slot.form_default is not None:
                values[slot.name] = slot.form_default()
            elif not slot.has_default:
                problems[f".{slot.name}"] = slot.missing([str(name)[:40] for name in params])
        if problems:
            raise Mismatch.gathered(problems, f"a {self.record.__name__}")
        try:
            return self.record(**values)
        except ValidationError as error:  # what the author's __post_init__ says
            raise Mismatch(f"a {self.record.__name__} ({' '.join(error.messages)})", values) from error
        except ValueError as error:
            raise Mismatch(f"a {self.record.__name__} ({error})", values) from error
