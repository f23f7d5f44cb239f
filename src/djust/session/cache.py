"""Earlier outcomes of handlers with `cache`, for one page: the server's half.

An outcome is kept in two halves under one number. The browser keeps what it shows, and for which parameters; when it draws that, it names
the number in the event. Here lies what the handler wrote: it is put back instead of running the handler, then everything goes on as after
a run. A number that is unknown here, too old, or belongs to other parameters, is none: the handler runs.

Kept is only what putting it back leads to again. A run that redirects, says a message, writes into Django's session, begins or cancels
background work, or fails, is not. What a handler writes into a database nobody sees: the author says with `cache` that once is enough.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from djust.protocol.messages import Extras
from djust.template.fed import fed
from djust.types import Op
from djust.view import actions, context, notices
from djust.view.copies import copied
from djust.view.outcome import Fleeting, Outcome
from djust.view.registry import Handler

if TYPE_CHECKING:
    from djust.session.session import Session

logger = logging.getLogger("djust")

#: For each page, as in the browser (`client/src/features/cache.ts`).
MOST: Final = 100
HEAVIEST: Final = 256 * 1024

_MISSING: Final = object()


@dataclass(frozen=True, slots=True)
class Entry:
    """One outcome.

    Attributes:
        key: The values of the parameters that it belongs to.
        until: By the cache's clock.
        weight: About how many bytes both halves hold.
    """

    handler: str
    key: tuple[Any, ...]
    until: float
    outcome: Outcome
    weight: int

    def put_back(self, view: Any) -> None:
        """Let the view be as the handler left it."""
        attributes = vars(view)
        others = attributes.get(actions.NAME, {})
        self.outcome.put_back(attributes)
        if actions.NAME in self.outcome.names:  # what came of this action, beside what came of others
            attributes[actions.NAME] = {**others, **attributes[actions.NAME]}


class Cache:
    """The outcomes of one page; those that were used longest ago make room."""

    __slots__ = ("_edited", "_entries", "_last", "clock", "weight")

    def __init__(self) -> None:
        self.clock: Callable[[], float] = time.monotonic
        #: In the order in which they were used.
        self._entries: dict[int, Entry] = {}
        #: Of handlers: names whose values they edit in place, which cannot be seen where nothing comes of it.
        self._edited: dict[str, frozenset[str]] = {}
        self._last = 0
        self.weight = 0

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, number: int, handler: Handler, bound: Mapping[str, Any]) -> Entry | None:
        """Return the outcome of this number, if it is one of that handler for those parameters."""
        entry = self._entries.get(number)
        if entry is None or entry.handler != handler.name or not _same(entry.key, _key(handler, bound)):
            return None
        self._drop(number)
        if entry.until <= self.clock():
            return None
        self._put(number, entry)
        return entry

    def keep(self, entry: Entry) -> int:
        """Keep an outcome, in place of an earlier one for the same parameters; return its number, 0 where it is too heavy."""
        for number, other in list(self._entries.items()):
            if other.handler == entry.handler and _same(other.key, entry.key):
                self._drop(number)
        if entry.weight > HEAVIEST:
            return 0
        self._last += 1
        self._put(self._last, entry)
        while len(self._entries) > MOST or self.weight > HEAVIEST:
            self._drop(next(iter(self._entries)))
        return self._last

    def edited(self, handler: str, names: frozenset[str]) -> frozenset[str]:
        """Note what a handler has edited in place; return all that it ever did. Outcomes that do not know of it are of no use."""
        known = self._edited.get(handler, frozenset())
        if not names <= known:
            self._edited[handler] = known = known | names
            for number, entry in list(self._entries.items()):
                if entry.handler == handler and not known <= entry.outcome.names:
                    self._drop(number)
        return known

    def clear(self) -> None:
        """Forget everything: somebody else is at the page."""
        self._entries.clear()
        self.weight = 0

    def forget(self, entry: Entry) -> None:
        """Forget an outcome that could not be shown."""
        for number, other in list(self._entries.items()):
            if other is entry:
                self._drop(number)

    def _put(self, number: int, entry: Entry) -> None:
        self._entries[number] = entry
        self.weight += entry.weight

    def _drop(self, number: int) -> None:
        self.weight -= self._entries.pop(number).weight


class Run:
    """A run of a handler whose outcome may be kept: from before it begins until it is answered."""

    __slots__ = ("_given", "_handler", "_key", "_names", "_ops", "_perhaps", "_session")

    def __init__(self, session: Session, handler: Handler, bound: Mapping[str, Any]) -> None:
        self._session = session
        self._handler = handler
        self._key = copied(_key(handler, bound))  # now: the handler may edit what it is given
        self._names: frozenset[str] | None = None
        self._ops: list[Op] = []
        self._given: Mapping[str, Any] = {}
        self._perhaps: Set[str] = frozenset()
        session.page.writes = set()
        session.page.background.touched = False

    def render(self, extras: Extras) -> None:
        """Render, as after any handler, and note what it wrote."""
        page = self._session.page
        assigned, page.writes = page.writes or set(), None
        if has_effects(self._session, extras):
            self._session.render()
            return
        edited = page.edited()
        own = frozenset(self._handler.meta.loading)
        names = edited.union(assigned, self._session.cache.edited(self._handler.name, edited - assigned - own)) - own
        shown = names | {self._handler.name} if self._handler.meta.action else names
        before = page.values
        self._session.render(self._witness)
        self._ops = fed(before, page.values, shown, self._perhaps, self._session.updates.broken)
        self._names = names

    def _witness(self, given: Mapping[str, Any], perhaps: Set[str]) -> None:
        self._given, self._perhaps = given, perhaps

    def kept(self) -> Extras:
        """Keep the outcome; return what the browser is told of it."""
        if self._names is None:
            return {}
        handler, cache = self._handler, self._session.cache
        caching = handler.meta.cache
        assert caching is not None  # else there is no such run
        view, name = self._session.page.view, f"{self._session.page.name}.{handler.name}"
        state, names = context.state_of(view), self._names
        if handler.meta.action:
            state[actions.NAME] = {handler.name: actions.states(view)[handler.name]}
            names |= {actions.NAME}
        try:
            outcome = Outcome(state, names, self._given)
        except Fleeting as fleeting:
            logger.info("%s is not cached: it writes a %s, which cannot be put back.", name, fleeting)
            return {}
        except Exception:  # of a project's type that cannot be copied: no reason to answer worse
            logger.exception("%s is not cached: what it wrote could not be copied", name)
            return {}
        weight = outcome.weight + len(repr(self._ops))
        number = cache.keep(Entry(handler.name, self._key, cache.clock() + caching.ttl, outcome, weight))
        if not number:
            logger.info("%s is not cached: its outcome weighs %d KB, and a page keeps %d at most.", name, weight >> 10, HEAVIEST >> 10)
            return {}
        return {"cache": [number, self._ops]}


def has_effects(session: Session, extras: Extras) -> bool:
    """Whether a handler did something beside writing names that putting these back would not do again."""
    request = session.page.request
    stored = getattr(request, "session", None)
    elsewhere = stored is not None and stored.modified
    return elsewhere or bool({"to", "more"} & extras.keys()) or session.page.background.touched or bool(notices.taken(request))


def _key(handler: Handler, bound: Mapping[str, Any]) -> tuple[Any, ...]:
    caching = handler.meta.cache
    return () if caching is None else tuple(bound.get(name, _MISSING) for name in caching.key_params)


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    try:
        return list(map(type, one)) == list(map(type, other)) and bool(one == other)
    except Exception:  # of a project's type, or an array's comparison
        return False
