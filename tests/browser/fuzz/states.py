"""The state that stories are about, and what a handler may do to it: every edit can be made in every state."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from tests.browser.fuzz.vocabulary import HTML, TEXTS, WILD

State = dict[str, Any]


@dataclass
class Row:
    """A row that is an object: templates read it as they read a dict."""

    id: int
    name: str
    on: bool
    html: str
    tags: list[str]
    sub: list[Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: what is done, where, and with which values."""

    what: str
    where: tuple[Any, ...] = ()
    value: Any = None


def first(rng: random.Random, tame: bool) -> State:
    """Return a state to begin with."""
    return {
        "t": rng.choice(TEXTS),
        "u": rng.choice(TEXTS),
        "h": html(rng, tame),
        "m": mark_safe(html(rng, tame)),
        "n": rng.randrange(6),
        "f": rng.choice((0.5, 1.0, 1234.5)),
        "b": rng.random() < 0.5,
        "c": rng.random() < 0.5,
        "none": None,
        "which": rng.choice(("p0.html", "p1.html")),
        "items": [row(rng, tame) for _ in range(rng.randrange(5))],
        "words": [rng.choice(TEXTS) for _ in range(rng.randrange(4))],
        "pairs": [[rng.choice(TEXTS), rng.randrange(4)] for _ in range(rng.randrange(3))],
        "d": {name: rng.choice(TEXTS) for name in rng.sample("abcd", rng.randrange(4))},
        "tree": [branch(rng, 0) for _ in range(rng.randrange(3))],
    }


def html(rng: random.Random, tame: bool) -> str:
    """Return a value that counts as HTML."""
    return rng.choice(HTML if tame or rng.random() < 0.7 else WILD)


def row(rng: random.Random, tame: bool, depth: int = 0) -> Any:
    """Return a row: a dict or an object."""
    fields = {
        "id": rng.randrange(8),
        "name": rng.choice(TEXTS),
        "on": rng.random() < 0.5,
        "html": html(rng, tame),
        "tags": [rng.choice(TEXTS) for _ in range(rng.randrange(3))],
        "sub": [row(rng, tame, depth + 1) for _ in range(rng.randrange(3))] if depth < 1 else [],
    }
    return Row(**fields) if rng.random() < 0.2 else fields


def branch(rng: random.Random, depth: int) -> State:
    """Return a node of the tree, for templates that include themselves."""
    inner = [branch(rng, depth + 1) for _ in range(rng.randrange(3))] if depth < 2 else []
    return {"id": rng.randrange(9), "name": rng.choice(TEXTS), "children": inner}


# -- edits ---------------------------------------------------------------------------------------------------------------------------------

#: A scalar of the state, and what it may become.
_SCALARS: dict[str, Callable[[random.Random, bool], Any]] = {
    "t": lambda rng, tame: rng.choice(TEXTS),
    "u": lambda rng, tame: rng.choice(TEXTS),
    "h": lambda rng, tame: html(rng, tame),
    "m": lambda rng, tame: mark_safe(html(rng, tame)),
    "n": lambda rng, tame: rng.choice((0, 1, 2, 3, 4, 5, True)),
    "f": lambda rng, tame: rng.choice((0.5, 1.0, 1234.5, 1)),
    "b": lambda rng, tame: rng.random() < 0.5,
    "c": lambda rng, tame: rng.random() < 0.5,
    "which": lambda rng, tame: rng.choice(("p0.html", "p1.html")),
}
_FIELDS: dict[str, Callable[[random.Random, bool], Any]] = {
    "id": lambda rng, tame: rng.randrange(8),
    "name": lambda rng, tame: rng.choice(TEXTS),
    "on": lambda rng, tame: rng.random() < 0.5,
    "html": lambda rng, tame: html(rng, tame),
    "tags": lambda rng, tame: [rng.choice(TEXTS) for _ in range(rng.randrange(3))],
}
_LISTS: tuple[tuple[Any, ...], ...] = (
    ("items",),
    ("items",),
    ("items",),
    ("items", 0, "sub"),
    ("items", 1, "sub"),
    ("words",),
    ("pairs",),
    ("tree",),
    ("tree", 0, "children"),
)
_ORDERS = ("reverse", "shuffle", "rotate", "swap", "copy", "clear", "double", "drop")


def edit(rng: random.Random, tame: bool) -> Edit:
    """Return an edit."""
    chance = rng.random()
    if chance < 0.3:
        name = rng.choice(tuple(_SCALARS))
        return Edit("set", (name,), _SCALARS[name](rng, tame))
    if chance < 0.5:
        field = rng.choice(tuple(_FIELDS))
        place: tuple[Any, ...] = ("items", rng.randrange(5))
        if rng.random() < 0.3:
            place += ("sub", rng.randrange(3))
        return Edit("set", (*place, field), _FIELDS[field](rng, tame))
    if chance < 0.58:
        return Edit("set", ("d", rng.choice("abcde")), rng.choice(TEXTS))
    if chance < 0.62:
        return Edit("forget", ("d", rng.choice("abcde")))
    where = rng.choice(_LISTS)
    if chance < 0.82:
        return Edit("insert", (*where, rng.choice((0, 0, 9, 9, 1, 2))), _made(where[-1], rng, tame))
    return Edit(rng.choice(_ORDERS), where, rng.randrange(1000))


def _made(name: str, rng: random.Random, tame: bool) -> Any:
    if name == "words":
        return rng.choice(TEXTS)
    if name == "pairs":
        return [rng.choice(TEXTS), rng.randrange(4)]
    return branch(rng, 1) if name in ("tree", "children") else row(rng, tame, 0 if name == "items" else 1)


def apply(state: State, edit: Edit) -> None:
    """Make *edit* in place; where there is nothing to edit, nothing happens."""
    *way, last = edit.where if edit.what in ("set", "insert", "forget") else (*edit.where, None)
    target: Any = state
    for step in way:
        target = _inside(target, step)
        if target is None:
            return
    value = deepcopy(edit.value)
    if edit.what == "set":
        if isinstance(target, Row):
            setattr(target, last, value)
        else:
            target[last] = value
    elif edit.what == "forget":
        target.pop(last, None)
    elif edit.what == "insert":
        target.insert(last, value)
    else:
        _order(target, edit.what, value)


def _inside(target: Any, step: Any) -> Any:
    if isinstance(target, list):
        return target[step] if step < len(target) else None
    return getattr(target, step) if isinstance(target, Row) else target.get(step)


def _order(target: list[Any], what: str, number: int) -> None:
    match what:
        case "reverse":
            target.reverse()
        case "shuffle":
            random.Random(number).shuffle(target)
        case "rotate":
            target[:] = target[1:] + target[:1]
        case "swap" if len(target) > 1:
            one, other = number % len(target), number // 7 % len(target)
            target[one], target[other] = target[other], target[one]
        case "copy":
            target[:] = deepcopy(target)
        case "clear":
            target.clear()
        case "double" if target:
            target.append(target[number % len(target)])
        case "drop" if target:
            del target[number % len(target)]


# -- as source -----------------------------------------------------------------------------------------------------------------------------


def literal(value: Any) -> str:
    """Return Python source of *value*, rows as dicts: the corpus knows no class of ours."""
    if isinstance(value, SafeString):
        return f"mark_safe({str(value)!r})"
    if isinstance(value, Row):
        return literal(vars(value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name!r}: {literal(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return repr(value)
