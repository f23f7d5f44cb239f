"""Writes the Python source of one unit: lines, names, constants, and what is known of the template's names.

The real ``Context`` is kept in step by the code that is written (pushes, loop variables, autoescape), so that Django's own nodes and
filters can be called at any point. What is known at compile time only makes reading faster: a loop variable is also a local of the
generated function.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from djust.template.evaluate import NAMESPACE

#: The part must be evaluated each time.
ALWAYS = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a name: the local variable that holds its value, and what it was computed from."""

    local: str | None
    reads: frozenset[str] | None  # names of the view's state; ALWAYS: unknown


@dataclass(slots=True)
class OpenLoop:
    """A loop whose body is being written."""

    counts: bool = False  # its forloop is read


class Emitter:
    """One generated module: :attr:`lines` and the constants they name."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.namespace: dict[str, Any] = dict(NAMESPACE)
        self._names: dict[int, str] = {}
        self._kept: list[Any] = []
        self._depth = 0
        self._count = 0
        self.known: dict[str, Known] = {}
        #: Names are looked up in a context nothing is known about (an inclusion tag's, or after a foreign tag): reading one makes a part
        #: read everything.
        self.opaque_names = False
        self._reads: list[set[str] | None] = []
        self._flags: list[str] = []
        #: What the language and the time zone at this point depend on.
        self.ambient: list[frozenset[str] | None] = []
        self.foreign_ran = False
        self.loops: list[OpenLoop] = []
        self._upward: set[str] = set()
        self._pushed: list[dict[str, Known]] = []
        self._isolated: list[bool] = []

    # -- text ---------------------------------------------------------------------------------------------------------

    def line(self, source: str) -> None:
        self.lines.append("    " * self._depth + source)

    def slot(self) -> int:
        """Leave room for one line, to be written by :meth:`fill` when it is known what belongs there."""
        self.lines.append("    " * self._depth)
        return len(self.lines) - 1

    def fill(self, slot: int, source: str) -> None:
        self.lines[slot] += source

    @contextmanager
    def indented(self, head: str = "") -> Iterator[None]:
        """Write *head* and indent what is written inside."""
        if head:
            self.line(head)
        self._depth += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.line("pass")
        self._depth -= 1

    def temp(self, prefix: str = "t") -> str:
        """Return a new local name."""
        self._count += 1
        return f"{prefix}{self._count}"

    def const(self, value: Any, prefix: str = "K") -> str:
        """Return a name under which generated code sees *value*; the same object keeps its name."""
        if id(value) not in self._names:
            self._kept.append(value)
            name = f"{prefix}{len(self._kept)}"
            self._names[id(value)] = name
            self.namespace[name] = value
        return self._names[id(value)]

    # -- what is read ---------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[list[frozenset[str] | None]]:
        """Collect the names read inside; the list holds the result afterwards (ALWAYS: not knowable)."""
        result: list[frozenset[str] | None] = []
        first_flag = len(self._flags)
        self._reads.append(set())
        for names in self.ambient:
            self.note(names)
        yield result
        inner = self._reads.pop()
        # What is defined inside is computed inside: that it ran somebody's code is counted there.
        result.append(None if inner is None else frozenset(inner).difference(self._flags[first_flag:]))
        if self._reads:
            self.note(result[0])

    def note(self, names: frozenset[str] | None) -> None:
        """The code at hand depends on *names* of the state (ALWAYS: on who knows what)."""
        if not self._reads:
            return
        top = self._reads[-1]
        if names is None or top is None:
            self._reads[-1] = None
        else:
            top.update(names)

    def reads_of(self, name: str) -> frozenset[str] | None:
        """Return what a template's *name* comes down to."""
        if name == "forloop":
            self.need_forloop()
        known = self.known.get(name)
        if known is not None:
            return known.reads
        return ALWAYS if self.opaque_names else frozenset((name,))

    def need_forloop(self) -> None:
        """The loops around the code at hand must keep ``forloop`` up to date."""
        for loop in self.loops:
            loop.counts = True

    def changed(self, names: frozenset[str]) -> str:
        """Return the expression that says whether what *names* stand for may differ from last time.

        A name that begins with ``!`` is a local: true when computing a definition (``with``, ``as x``) ran somebody's code.
        """
        flags = sorted(name[1:] for name in names if name.startswith("!"))
        plain = frozenset(name for name in names if not name.startswith("!"))
        return " or ".join([*flags, f"not {self.const(plain, 'R')}.isdisjoint(changed)"]).join("()")

    @contextmanager
    def defining(self) -> Iterator[list[frozenset[str] | None]]:
        """Like :meth:`reading`, for the code of a definition: what uses it is evaluated again when this ran somebody's code."""
        flag = self.temp("u")
        self._flags.append("!" + flag)
        self.line(f"{flag} = s.impure")
        result: list[frozenset[str] | None] = []
        with self.reading() as reads:
            yield result
        self.line(f"{flag} = {flag} != s.impure")
        result.append(None if reads[0] is None else reads[0] | {"!" + flag})

    # -- names ----------------------------------------------------------------------------------------------------------

    def push(self) -> None:
        """From here on names are set in a context of their own, dropped by :meth:`pop`."""
        self._pushed.append(self.known)
        self.known = dict(self.known)

    def pop(self) -> None:
        before = {} if self.foreign_ran else self._pushed[-1]
        self._pushed.pop()
        # A name that was set upwards may be one of the context that comes back now.
        self.known = {**before, **dict.fromkeys(self._upward, Known(None, ALWAYS))}

    @contextmanager
    def pushed(self) -> Iterator[None]:
        """Inside, names are set in a context of their own."""
        self.push()
        yield
        self.pop()

    @contextmanager
    def perhaps(self) -> Iterator[None]:
        """Inside runs or does not run: afterwards nothing is known of a name that was set there."""
        before = self.known
        self.known = dict(before)
        yield
        after, self.known = self.known, {}
        if not self.foreign_ran:
            for name in {*before, *after}:
                same = before.get(name) is after.get(name)
                self.known[name] = before[name] if same else Known(None, ALWAYS)

    def isolate(self, *, opaque: bool) -> None:
        """From here on names are looked up in another context (an inclusion tag's, or with ``only``), until :meth:`rejoin`."""
        self._pushed.append(self.known)
        self._isolated.append(self.opaque_names)
        self.known, self.opaque_names = {}, opaque

    def rejoin(self) -> None:
        self.known, self.opaque_names = self._pushed.pop(), self._isolated.pop()

    def know(self, name: str, local: str | None, reads: frozenset[str] | None) -> None:
        """From here on *name* is what *local* holds."""
        self.known[name] = Known(local, reads)

    def know_upward(self, name: str) -> None:
        """*name* was set where it already was, in whichever context that is."""
        self._upward.add(name)
        self.known[name] = Known(None, ALWAYS)

    def forget_all(self) -> None:
        """A tag that we do not know ran: it may have set any name."""
        self.known = {}
        self.opaque_names = self.foreign_ran = True
