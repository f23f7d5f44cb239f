"""Templates as trees: text with slots in it, so that whatever is cut away, the rest still parses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Slot = tuple["Piece", ...]
Piece = "str | Group"


@dataclass(frozen=True, slots=True)
class Group:
    """Text with slots between: ``{% if b %}`` … ``{% else %}`` … ``{% endif %}`` has three texts and two slots."""

    texts: tuple[str, ...]
    slots: tuple[Slot, ...]


Files = Mapping[str, Slot]


def source(slot: Slot) -> str:
    """Return what *slot* reads like."""
    return "".join(piece if isinstance(piece, str) else _group(piece) for piece in slot)


def _group(group: Group) -> str:
    text = group.texts[0]
    for inner, after in zip(group.slots, group.texts[1:], strict=True):
        text += source(inner) + after
    return text


def smaller(slot: Slot) -> Iterator[Slot]:
    """Yield slots with less in them, the boldest cuts first."""
    if not slot:
        return
    yield ()
    half = len(slot) // 2
    if half:
        yield slot[:half]
        yield slot[half:]
    if len(slot) > 2:
        for index in range(len(slot)):
            yield slot[:index] + slot[index + 1 :]
    for index, piece in enumerate(slot):
        if isinstance(piece, str):
            continue
        before, after = slot[:index], slot[index + 1 :]
        for inner in piece.slots:
            yield before + inner + after
        for number, inner in enumerate(piece.slots):
            for less in smaller(inner):
                slots = (*piece.slots[:number], less, *piece.slots[number + 1 :])
                yield (*before, Group(piece.texts, slots), *after)


def smaller_files(files: Files) -> Iterator[Files]:
    """Yield the same files with less in one of them."""
    for name, slot in files.items():
        for less in smaller(slot):
            yield {**files, name: less}
