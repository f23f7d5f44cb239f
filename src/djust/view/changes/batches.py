"""Containers of one kind, held and checked together.

A page of a thousand rows is a thousand dicts with the same keys: their values lie in one flat tuple (``dicts.py``), and one pass in C says
whether any of them is another object now. Only when that fails does Python look at single containers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any, Self

from djust.view.changes.exchange import Exchange


class Batch(ABC):
    """Some containers and their shallow contents.

    Attributes:
        deep: Whether containers may lie in these containers.
    """

    __slots__ = ("deep",)

    deep: bool

    @abstractmethod
    def inner(self) -> list[Any]:
        """Return what lies in the containers and is no leaf."""

    @abstractmethod
    def changed(self) -> Iterable[Any]:
        """Return the containers that do not show what they showed; what was read is kept for ``keep_up``."""

    @abstractmethod
    def holders(self, ids: Set[int]) -> Iterable[Any]:
        """Return the containers in which one of *ids* lies."""

    @abstractmethod
    def keep_up(self, *, again: bool) -> Exchange | None:
        """Take over what lies in the containers now; None when that takes a new walk.

        Args:
            again: Read them again; else what ``changed`` read may be taken.
        """

    @abstractmethod
    def forget(self, gone: Set[int]) -> list[Any] | None:
        """Hold those containers no longer; return what lay in them and is no leaf, None when that takes a new walk."""

    @abstractmethod
    def join(self, other: Self) -> bool:
        """Hold what *other*, of the same class, holds as well; False, and nothing done, if it is not of one kind with these."""

    @abstractmethod
    def restore(self) -> list[Any]:
        """Put the held contents back; return the containers that would not take them."""

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of containers."""


def kept_runs(gone: Sequence[int], length: int) -> Iterator[slice]:
    """Yield what is left of so many places when those of *gone*, in order, are taken out."""
    start = 0
    for place in gone:
        if place > start:
            yield slice(start, place)
        start = place + 1
    if start < length:
        yield slice(start, length)
