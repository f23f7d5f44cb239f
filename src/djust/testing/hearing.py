"""Who hears an event, as `client/src/events/listen.ts` finds them: one table of names, the innermost element that asks, the window."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from djust.testing.screen import Screen, ancestors, describe, is_disabled

_SHORT: Final = {" ": "space", "escape": "esc", "delete": "del"}
_CODES: Final = {" ": "Space"}
_MODEL: Final = re.compile(r"dj-model(?P<lazy>\.lazy)?(?:\.debounce-\d+)?")
_MODEL_AT_CHANGE: Final = re.compile(r"box|radio|file|select")

#: An element, and the attribute of it that an event answers to.
Hit = tuple[Any, str]


def hearers(screen: Screen, origin: Any, names: Iterable[str]) -> list[Hit]:
    """Return who asked for an event that happens at *origin*: near it, then anywhere in the page."""
    names = list(names)
    hits: list[Hit] = []
    near = next((each for each in ancestors(origin) if any(f"dj-{name}" in each.attrib for name in names)), None)
    if near is not None:
        hits += [(near, f"dj-{name}") for name in names if f"dj-{name}" in near.attrib]
    return [hit for hit in hits + everywhere(screen, origin, names) if not is_disabled(hit[0])]


def everywhere(screen: Screen, origin: Any, names: Iterable[str]) -> list[Hit]:
    """Return who asked for an event wherever it happens, or anywhere else than in their element."""
    inside = set(ancestors(origin))
    hits: list[Hit] = []
    for name in names:
        for where in (f"dj-window-{name}", f"dj-document-{name}", f"dj-{name}-away"):
            away = where.endswith("-away")
            hits += [(each, where) for each in screen.elements if where in each.attrib and not (away and each in inside)]
    return hits


def models(field: Any, kind: str) -> list[str]:
    """Return the names of the view's attributes that follow a field at this kind of event."""
    names = []
    described = field.get("type") or ("select" if field.tag == "select" else "")
    for attribute, name in field.attrib.items():
        found = _MODEL.fullmatch(attribute)
        if found is not None and kind == ("change" if found["lazy"] or _MODEL_AT_CHANGE.search(described) else "input"):
            names.append(name)
    return names


def key_names(kind: str, key: str) -> list[str]:
    """Return the names that a key event answers to: without a filter, by the key's own name, and by its short one."""
    name = key.lower()
    return list(dict.fromkeys([kind, f"{kind}.{name.strip()}", f"{kind}.{_SHORT.get(name) or name.replace('arrow', '')}"]))


def code_of(key: str) -> str:
    """Return the key of an American keyboard that has this character."""
    if len(key) == 1 and key.isascii() and key.isalpha():
        return f"Key{key.upper()}"
    if len(key) == 1 and key.isascii() and key.isdigit():
        return f"Digit{key}"
    return _CODES.get(key, key if len(key) > 1 else "")


def asking(screen: Screen, name: str) -> list[str]:
    """Describe the elements that ask for an event, in whichever way."""
    wanted = re.compile(rf"dj-(?:window-|document-)?{re.escape(name)}(?:\..*|-away)?")
    extra = "|dj-model.*" if name in ("input", "change") else ""
    wanted = re.compile(f"(?:{wanted.pattern}{extra})")
    return [describe(each) for each in screen.elements if any(wanted.fullmatch(attribute) for attribute in each.attrib)]
