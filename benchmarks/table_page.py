"""The page that is measured: a counter above a table of rows with five cells each, and what people do on it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

State = dict[str, Any]

SOURCE = """<!doctype html>
<html lang="en">
<head><title>{{ count }} clicks</title></head>
<body>
  <h1>{{ count }}</h1>
  <button dj-click="add">More</button>
  <table>
    <tbody>
      {% for row in rows %}
        <tr dj-key="{{ row.id }}" class="row {% if row.on %}on{% endif %}">
          <td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.city }}</td><td>{{ row.amount }}</td>
          <td><button dj-click="toggle" data-row-id="{{ row.id }}">{% if row.on %}yes{% else %}no{% endif %}</button></td>
        </tr>
      {% endfor %}
    </tbody>
  </table>
</body>
</html>
"""
CITIES = ("Aarhus", "Bologna", "Coimbra", "Dijon", "Espoo", "Freiburg", "Ghent", "Haarlem")


def row(number: int) -> dict[str, Any]:
    """Make one row."""
    return {"id": number, "name": f"Person {number}", "city": CITIES[number % len(CITIES)], "amount": number * 7 % 1000, "on": False}


def page(rows: int) -> State:
    """Make the state of a page of so many rows."""
    return {"count": 0, "rows": [row(number) for number in range(rows)]}


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that happens on the page; *do* may be repeated."""

    name: str
    do: Callable[[State, random.Random], None]


def _count(state: State, _dice: random.Random) -> None:
    state["count"] += 1


def _toggle(state: State, dice: random.Random) -> None:
    chosen = dice.choice(state["rows"])
    chosen["on"] = not chosen["on"]


def _append(state: State, dice: random.Random) -> None:
    state["rows"].append(row(dice.randrange(10**6, 10**9)))


def _prepend(state: State, dice: random.Random) -> None:
    state["rows"].insert(0, row(dice.randrange(10**6, 10**9)))


def _remove(state: State, dice: random.Random) -> None:
    del state["rows"][dice.randrange(len(state["rows"]))]


def _reverse(state: State, _dice: random.Random) -> None:
    state["rows"].reverse()


def _shuffle(state: State, dice: random.Random) -> None:
    dice.shuffle(state["rows"])


def _tenth(state: State, _dice: random.Random) -> None:
    for each in state["rows"][::10]:
        each["amount"] += 1


def _search(state: State, dice: random.Random) -> None:
    """Show another twenty of all rows, as a search does."""
    every = state.setdefault("_all", list(state["rows"]))
    state["rows"] = dice.sample(every, 20)


OPERATIONS = (
    Operation("counter click", _count),
    Operation("toggle one row", _toggle),
    Operation("append a row", _append),
    Operation("prepend a row", _prepend),
    Operation("remove a row", _remove),
    Operation("reverse", _reverse),
    Operation("shuffle", _shuffle),
    Operation("every tenth row", _tenth),
    Operation("search: 20 rows", _search),
)
