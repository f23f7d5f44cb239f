"""What the browser predicts on the pages of a view: its handlers' programs in words, the parts they draw, what that weighs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from djust.prediction import Forecast
from djust.prediction.readable import program_lines, told_as
from djust.prediction.trees import Arm, Slot
from djust.template.parts import ATTRIBUTES, INSIDE, ROWS, TAG_SOURCE

_DRAWN = {0: "text", ATTRIBUTES: "attributes", TAG_SOURCE: "the whole start tag", INSIDE: "branch", ROWS: "rows"}


def predictions(forecast: Forecast | None) -> str:
    """Return the report, ready to print."""
    if forecast is None:
        return "predictions: no handler is @optimistic."
    return "\n".join(["predictions:", *_handlers(forecast), *_parts(forecast), *_state(forecast)])


def _handlers(forecast: Forecast) -> Iterator[str]:
    for name in forecast.handlers:
        if name in forecast.statements:
            given = ", ".join(f"{parameter[0]}: {parameter[1]}" for parameter in forecast.handlers[name].parameters)
            yield f"  {name}({given}), {_bytes(forecast.program(name))} bytes"
            yield from program_lines(forecast.statements[name], "      ")
        else:
            yield f"  {name}: not predicted, because {forecast.reasons[name]}"


def _parts(forecast: Forecast) -> Iterator[str]:
    if forecast:
        yield f"  drawn, {_bytes(forecast.parts())} bytes:"
        yield from _entries(forecast.entries, "      ")
    for part, reason in forecast.left_out:
        yield f"  left to the server: {part.kind.value} in <{part.element}>, because of {reason}"


def _entries(entries: list[Any], indent: str) -> Iterator[str]:
    for number, code, *rest in entries:
        names = f" {', '.join(rest[0])}" if code == ATTRIBUTES else ""
        yield f"{indent}{number:>2}  {_DRAWN[code]}{names}"
        if code == INSIDE:
            for html, inside in rest[1]:
                yield f"{indent}      arm" + ("" if html or not isinstance(html, list) else ", its HTML from the server")
                yield from _entries(inside, indent + "        ")
        elif code == ROWS:
            yield from _entries(rest[3], indent + "      ")


def _state(forecast: Forecast) -> Iterator[str]:
    for slot in forecast.slots.order if forecast else ():
        if isinstance(slot, Slot):
            fields = [told_as(field) for field in forecast.slots.fields.get(slot.path, ()) if not isinstance(field, Arm)]
            yield f"  state, as far as the page shows it: {told_as(slot)}" + (f", of each row {', '.join(fields)}" if fields else "")
        elif not isinstance(slot, Arm):
            yield f"  state, as far as the page shows it: {told_as(slot)}"


def _bytes(told: Any) -> int:
    return len(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
