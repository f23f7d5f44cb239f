"""Ten thousand products, the same ones at each start."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

KINDS = (
    "Lamp",
    "Kettle",
    "Backpack",
    "Chair",
    "Bicycle",
    "Notebook",
    "Jacket",
    "Knife",
    "Tent",
    "Keyboard",
    "Teapot",
    "Blanket",
    "Camera",
    "Clock",
)
STYLES = (
    "Alpine",
    "Quiet",
    "Folding",
    "Copper",
    "Nordic",
    "Travel",
    "Classic",
    "Urban",
    "Velvet",
    "Solar",
    "Woven",
    "Compact",
    "Garden",
    "Winter",
)
MAKERS = ("Aster", "Birchwood", "Corvo", "Dahl", "Estrela", "Fjell", "Grove", "Halden")
USES = ("long evenings", "small kitchens", "wet weather", "the morning train", "two", "a workshop", "guests", "the beach")


def products(number: int = 10_000) -> Iterator[tuple[str, str, Decimal]]:
    """Yield name, description and price of each."""
    dice = random.Random(7)
    for _ in range(number):
        kind, style, maker = dice.choice(KINDS), dice.choice(STYLES), dice.choice(MAKERS)
        description = f"{dice.choice(STYLES)} design by {maker}, made for {dice.choice(USES)}."
        yield f"{style} {kind} {dice.randrange(10, 1000)}", description, Decimal(dice.randrange(500, 50_000)) / 100
