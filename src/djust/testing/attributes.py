"""What an element sends of itself, in the words of the wire: as `client/src/events/action.ts` writes it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from djust.testing.refusals import CannotBeDone

_NAME: Final = re.compile(r"(?:dj-value|data(?:-dj)?)-([^:]+):?(.*)", re.DOTALL)
_WORDS: Final = {True: "true", False: "false", None: "null"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What an event says.

    Attributes:
        call: The handler, and its arguments as a template writes them.
        types: Of those parameters that are texts and mean something else.
    """

    call: str
    params: dict[str, Any]
    types: dict[str, str] = field(default_factory=dict)


def sent_by(call: str, payload: Mapping[str, Any], attributes: Mapping[str, str]) -> Sent:
    """Return what an element with these attributes sends: ``dj-value-*`` wins over ``data-*``, and both over what the event says."""
    params = dict(payload)
    types: dict[str, str] = {}
    for name in sorted(attributes):
        found = _NAME.fullmatch(name)
        if found is None:
            continue
        key, kind = found[1].replace("-", "_"), found[2]
        params[key] = attributes[name]
        types.pop(key, None)
        if kind:
            types[key] = kind
    return Sent(call.strip(), params, types)


def written_call(handler: str, args: Sequence[Any]) -> str:
    """Return a call as a template would write it.

    Raises:
        CannotBeDone: An argument is nothing that can stand there.
    """
    return f"{handler}({', '.join(map(_literal, args))})" if args else handler


def _literal(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, int | float) and math.isfinite(value):
        return repr(value)
    raise CannotBeDone(f"expected texts, numbers, True, False and None by position, as in a template, got {value!r}: give it a name.")
