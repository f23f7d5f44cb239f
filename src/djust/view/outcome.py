"""What a handler wrote, to be put back in its place as often as one likes.

Containers are copied, when the outcome is taken and again when it is put back: what is edited on the page later edits no copy. What is
also reached from names that the handler did not write stays the page's own: a search gives *the* items of ``self.items``, and a click
that likes one of them is to be seen in the results.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, MutableMapping, Sequence, Set
from itertools import chain
from sys import getsizeof
from typing import Any

from djust.view.changes.exchange import inner
from djust.view.changes.kinds import Sort, kind_of
from djust.view.changes.shapes import Shape
from djust.view.copies import copied, is_container
from djust.view.querysets import is_queryset, rows_given, standing_for


class Fleeting(Exception):
    """An outcome that cannot be put back: it holds something that can be read once, or that nobody can look into."""


class Outcome:
    """Copies of the values of some names.

    Attributes:
        weight: About how many bytes they hold beside what the page holds anyway.
    """

    __slots__ = ("_gone", "_rows", "_shared", "_values", "names", "weight")

    def __init__(self, state: Mapping[str, Any], names: Set[str], given: Mapping[str, Any]) -> None:
        """Take the values of *names* from *state*.

        Args:
            given: What the template was given under its names, for the rows that it read of QuerySets.

        Raises:
            Fleeting: One of the names holds a generator, a file or the like.
        """
        self.names = frozenset(names)
        self._gone = tuple(name for name in names if name not in state)
        elsewhere = frozenset(_reached(value for name, value in state.items() if name not in names))
        mine: dict[str, Any] = {}
        rows: dict[str, Any] = {}
        for name in names - {*self._gone}:
            value = state[name]
            given_rows = rows_given(given.get(name), value) if is_queryset(value) else None
            mine[name] = value.all() if is_queryset(value) else value
            if given_rows is not None:
                rows[name] = given_rows
        reached = _reached(chain(mine.values(), rows.values()), elsewhere)
        #: Containers that are the page's own and in these values as well.
        self._shared = {key: target for key, target in reached.items() if key in elsewhere}
        owned = [target for key, target in reached.items() if key not in elsewhere]
        for type_ in set(map(type, owned)):
            if kind_of(type_) is Sort.OPAQUE:
                raise Fleeting(type_.__name__)
        self.weight = sum(map(_size, chain(mine.values(), _contents(owned, copied_only=True))))
        #: And of the names that hold QuerySets, the rows that these gave.
        self._values, self._rows = self._copied((mine, rows))

    def put_back(self, attributes: MutableMapping[str, Any]) -> None:
        """Let the names be what they were."""
        values, rows = self._copied((self._values, self._rows))
        for name, value in values.items():
            attributes[name] = standing_for(value, rows[name]) if name in rows else value
        for name in self._gone:
            attributes.pop(name, None)

    def _copied(self, both: tuple[dict[str, Any], dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
        values, rows = copied(both, dict(self._shared))
        return values, rows


def _reached(values: Iterable[Any], elsewhere: Container[int] | None = None) -> dict[int, Any]:
    """Return what is no leaf and is reached from *values*, by its id.

    Args:
        elsewhere: Ids of what is not looked into; then only what is copied is.
    """
    found: dict[int, Any] = {}
    level = inner(tuple(values))
    while level:
        new = {id(target): target for target in level if id(target) not in found}
        found |= new
        if elsewhere is None:
            level = inner(tuple(_contents(list(new.values()))))
        else:
            level = inner(tuple(_contents([target for key, target in new.items() if key not in elsewhere], copied_only=True)))
    return found


def _contents(targets: Sequence[Any], *, copied_only: bool = False) -> Iterable[Any]:
    """Return what lies in containers; an object that is handed on as it is is no container where *copied_only*."""
    found: list[Iterable[Any]] = []
    for type_ in set(map(type, targets)):
        group: list[Any] = [target for target in targets if type(target) is type_]
        kind = kind_of(type_)
        if type_ is dict:
            found += map(dict.values, group)
        elif type_ is list:
            found += group
        elif isinstance(kind, Shape) and (type_ is tuple or not copied_only or is_container(group[0])):
            found += map(kind.read, group)
    return chain.from_iterable(found)


def _size(value: Any) -> int:
    return getsizeof(value, 64)
