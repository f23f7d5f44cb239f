"""Fills the demo's database: the same thousand products on every machine, and a few things to do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from djust.demo.models import Product, Todo

COUNT = 1000


@dataclass(frozen=True, slots=True)
class Range:
    """One category: what is sold, what it is made of, and between which prices in whole euros."""

    category: str
    prices: tuple[int, int]
    made_of: tuple[str, ...]
    things: tuple[str, ...]


RANGES = (
    Range(
        "Kitchen",
        (12, 240),
        ("Cast-iron", "Enamel", "Copper", "Stoneware", "Beech", "Steel", "Glass", "Olive-wood", "Porcelain", "Slate"),
        (
            "Skillet",
            "Saucepan",
            "Teapot",
            "Mixing Bowl",
            "Cutting Board",
            "Pepper Mill",
            "Carafe",
            "Cake Stand",
            "Colander",
            "Butter Dish",
            "Ladle",
        ),
    ),
    Range(
        "Lighting",
        (35, 420),
        ("Brass", "Linen", "Smoked-glass", "Oak", "Ceramic", "Paper", "Aluminium", "Rattan", "Opal", "Concrete"),
        (
            "Desk Lamp",
            "Floor Lamp",
            "Pendant",
            "Wall Light",
            "Table Lantern",
            "Reading Light",
            "Chandelier",
            "Clip Lamp",
            "Night Light",
            "Spotlight",
        ),
    ),
    Range(
        "Furniture",
        (60, 1450),
        ("Walnut", "Ash", "Oak", "Birch", "Cherry", "Rattan", "Velvet", "Leather", "Bouclé", "Steel"),
        ("Side Table", "Bookcase", "Dining Chair", "Bench", "Stool", "Armchair", "Sideboard", "Coat Rack", "Nightstand", "Desk", "Shelf"),
    ),
    Range(
        "Textiles",
        (9, 190),
        ("Merino", "Linen", "Cotton", "Mohair", "Alpaca", "Waffle", "Hemp", "Cashmere", "Wool", "Jersey"),
        (
            "Throw",
            "Cushion",
            "Bath Towel",
            "Table Runner",
            "Curtain",
            "Bed Sheet",
            "Apron",
            "Tea Towel",
            "Rug",
            "Duvet Cover",
            "Napkin Set",
        ),
    ),
    Range(
        "Desk",
        (4, 130),
        ("Walnut", "Cork", "Felt", "Brass", "Leather", "Recycled", "Anodised", "Maple", "Marble", "Canvas"),
        (
            "Pen Tray",
            "Notebook",
            "Letter Opener",
            "Paperweight",
            "Monitor Stand",
            "Cable Box",
            "Ruler",
            "Bookend",
            "Desk Mat",
            "Pencil Case",
        ),
    ),
    Range(
        "Garden",
        (7, 310),
        ("Terracotta", "Zinc", "Cedar", "Galvanised", "Teak", "Bamboo", "Fibre", "Weathered-steel", "Willow", "Stone"),
        ("Planter", "Watering Can", "Trowel", "Bird Bath", "Lantern", "Trellis", "Garden Bench", "Seed Box", "Fire Bowl", "Rain Barrel"),
    ),
    Range(
        "Travel",
        (15, 380),
        ("Canvas", "Ripstop", "Leather", "Waxed", "Wool", "Nylon", "Cork", "Titanium", "Cotton", "Recycled"),
        ("Weekender", "Backpack", "Wash Bag", "Passport Cover", "Tote", "Packing Cube", "Luggage Tag", "Flask", "Neck Pillow", "Duffel"),
    ),
    Range(
        "Outdoor",
        (11, 520),
        ("Titanium", "Down", "Ultralight", "Merino", "Alpine", "Storm", "Carbon", "Trail", "Expedition", "Folding"),
        (
            "Tent",
            "Sleeping Bag",
            "Camp Stove",
            "Headlamp",
            "Walking Pole",
            "Camp Chair",
            "Mug",
            "Hammock",
            "Cool Box",
            "Ground Mat",
            "Lantern",
        ),
    ),
    Range(
        "Audio",
        (29, 990),
        ("Walnut", "Compact", "Studio", "Portable", "Vintage", "Wireless", "Open-back", "Reference", "Valve", "Bookshelf"),
        ("Speaker", "Headphones", "Turntable", "Radio", "Amplifier", "Microphone", "Earphones", "Soundbar", "Record Brush", "Phono Stage"),
    ),
    Range(
        "Toys",
        (6, 140),
        ("Wooden", "Felt", "Painted", "Magnetic", "Knitted", "Tin", "Maple", "Cardboard", "Rainbow", "Pocket"),
        ("Blocks", "Puzzle", "Kite", "Train Set", "Spinning Top", "Xylophone", "Doll House", "Marble Run", "Memory Game", "Rocking Horse"),
    ),
)
MAKERS = (
    "Alder & Finch", "Bergmann", "Casa Lume", "Dovetail", "Eklund", "Fern Works", "Granite Bay", "Halden", "Isola", "Juniper Co.",
    "Kinfolk Mill", "Lindqvist", "Morrow", "Northway", "Orchard Row", "Petra", "Quarry Lane", "Rosewater", "Saltmarsh", "Tinker & Sons",
)  # fmt: skip
TODOS = (
    ("Water the plants on the balcony", True),
    ("Buy stamps and post the letter", False),
    ("Book the train to the sea", False),
    ("Return the library books", False),
)


def products(count: int = COUNT) -> Iterator[Product]:
    """Yield *count* products with different names, always the same ones."""
    dice = random.Random(20)
    sold_in = {f"{made_of} {thing}": each for each in RANGES for made_of in each.made_of for thing in each.things}
    for name in dice.sample(sorted(sold_in), count):
        each = sold_in[name]
        low, high = each.prices
        # Prices crowd at the lower end and end in .50, .90 or nothing, as prices do.
        euros = low + int((high - low) * dice.random() ** 2)
        price = Decimal(euros) + dice.choice((Decimal(0), Decimal("0.50"), Decimal("0.90")))
        stock = 0 if dice.random() < 0.06 else dice.randint(1, 240)
        rating = Decimal(dice.randint(31, 50)) / 10
        yield Product(name=name, maker=dice.choice(MAKERS), category=each.category, price=price, stock=stock, rating=rating)


def seed() -> None:
    """Fill the tables that are empty; leaves alone what is there."""
    if not Product.objects.exists():
        Product.objects.bulk_create(products())
    if not Todo.objects.exists():
        Todo.objects.bulk_create(Todo(text=text, done=done) for text, done in TODOS)
