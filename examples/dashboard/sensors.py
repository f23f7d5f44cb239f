"""A stand-in for whatever you measure: three numbers that wander."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

#: By name: where it begins, how far it steps, and from where on it is too high.
SENSORS: Final = {"Visitors": (120.0, 9.0, 190.0), "Temperature": (21.0, 0.6, 26.0), "Load": (40.0, 5.0, 80.0)}


def readings(seed: int | None = None) -> Iterator[dict[str, float]]:
    """Yield what is measured, without end."""
    dice = random.Random(seed)
    now = {name: start for name, (start, _, _) in SENSORS.items()}
    while True:
        for name, (start, step, _) in SENSORS.items():
            now[name] = max(0.0, now[name] + dice.gauss((start - now[name]) * 0.05, step))
        yield dict(now)
