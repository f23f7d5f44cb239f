"""What the layouts of one template share while it is compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from djust.template.forms import Form
from djust.template.parts import Kind, Part

_ids = count()  # unique in the process: the units of one run share a set of them


@dataclass(slots=True)
class Compilation:
    """What the layouts of one template share."""

    #: (reason, element) of each region that stepped back, for ``explain``.
    regions: list[tuple[str, str]] = field(default_factory=list)

    def part(self, kind: Kind, printed: Sequence[Form], **more: Any) -> Part:
        return Part(kind, next(_ids), list(printed), **more)
