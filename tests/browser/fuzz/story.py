"""One story, start to end."""

from __future__ import annotations

import random
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from djust.template import diff
from djust.view.changes import StateTracker
from tests.browser.fuzz import states
from tests.browser.fuzz.grammar import Grammar
from tests.browser.fuzz.states import Edit
from tests.browser.fuzz.trees import Files, source
from tests.browser.oracle.case import Case
from tests.browser.oracle.case import State as AnyState
from tests.browser.oracle.proof import Proof, morphs
from tests.browser.oracle.stage import Shown, Stage, differences

#: How many of the stories hold nothing that leaves its place on purpose.
TAME = 0.75


@dataclass(frozen=True, slots=True)
class Story:
    """A template, the state it begins with, and the edits between one update and the next."""

    files: Files
    first: states.State
    steps: tuple[tuple[Edit, ...], ...]

    @classmethod
    def of(cls, seed: int, steps: int) -> Story:
        """Return the story of a seed."""
        rng = random.Random(seed)
        tame = rng.random() < TAME
        files = Grammar(rng, tame=tame).files()
        used = {name: slot for name, slot in files.items() if name == "case.html" or _mentions(files, name)}
        edits = tuple(tuple(states.edit(rng, tame) for _ in range(rng.choice((1, 1, 2, 3)))) for _ in range(steps))
        return cls(used, states.first(rng, tame), edits)

    def case(self) -> Case:
        """Return the story as a case of the corpus: its states as they are after each step."""
        files = {name: source(slot) for name, slot in self.files.items()}
        return Case(name="a-story", template=files.pop("case.html"), states=self.states(), files=files, rows="[tracked]")

    def states(self) -> list[states.State]:
        """Return a copy of each state."""
        state = deepcopy(self.first)
        seen = [deepcopy(state)]
        for step in self.steps:
            for edit in step:
                states.apply(state, edit)
            seen.append(deepcopy(state))
        return seen

    def __str__(self) -> str:
        case = self.case()
        used = {name: text for name, text in case.files.items() if _mentions(self.files, name)}
        held = ",\n        ".join(states.literal(_read(case, state)) for state in self.states())
        lines = [
            "Case(",
            "    name='',",
            f"    template={case.template!r},",
            *([f"    files={used!r},"] if used else []),
            f"    states=[\n        {held},\n    ],",
            "    parts='none',",
            ")",
            *(f"#   {', '.join(map(str, step))}" for step in self.steps),
        ]
        return "\n".join(lines)


def _mentions(files: Files, name: str) -> bool:
    everything = "".join(source(slot) for slot in files.values())
    return f"'{name}'" in everything or (name.startswith("p") and "include which" in everything)


def _read(case: Case, state: states.State) -> states.State:
    """Return the names of *state* that the templates may read: a report is short."""
    tags = "".join(re.findall(r"{[{%].*?[%}]}", case.template + "".join(case.files.values())))
    return {name: value for name, value in state.items() if re.search(rf"\b{name}\b", tags)}


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, in a word that stays the same while the story is shrunk, and at length."""

    kind: str
    text: str


class Telling(Proof):
    """A proof whose state is edited in place, as a handler does it, and whose evaluations skip."""

    def __init__(self, story: Story, stage: Stage) -> None:
        super().__init__(story.case(), stage)
        self._tracker = StateTracker()
        self._held = False
        self._step = 0
        #: Django's own output for each state; then what Chromium makes of it.
        self._pages = [self.source.render(state) for state in self.case.states]
        self._lines: list[list[str]] = []

    async def foresee(self) -> None:
        """Navigate to all of Django's pages."""
        self._lines = await self.stage.oracles([self.page(html) for html in self._pages])

    def evaluated(self, state: AnyState) -> Any:
        """Evaluate what the tracker says is not as it was; what comes out is what a full evaluation gives."""
        assert isinstance(state, dict)
        changes = self._tracker.compare(state) if self._held else None
        values = self.plan.evaluate(self.source.context(state), self.values, changes)
        self._tracker.hold(state)
        self._held = True
        django, ours = self._pages[self._step], self.plan.write(values, marks=False)
        assert ours == django, f"bytes differ: \n{differences(django.splitlines(), ours.splitlines())}"
        full = self.plan.evaluate(self.source.context(state))
        assert not diff(self.plan, values, full), f"skipping shows: {diff(self.plan, values, full)}"
        assert self.plan.digest(values) == self.plan.digest(full), "digests differ: same page"
        return values

    def check_weight(self, values: Any) -> None:
        """A page of nothing but marks says nothing about their weight: that is the corpus' to judge."""

    async def compare(self, shown: Shown, state: AnyState, ops: list[Any] | None = None) -> None:
        """Compare with the page that was navigated to for this step."""
        assert not shown.errors, f"errors in the page: {shown.errors}"
        expected = self._lines[self._step]
        self._step += 1
        # Without marks of ours, a comment that looks like one is the author's.
        plain = None in self.broken or self.values.unit.opaque
        lines = await self.stage.lines(marked=False) if plain else shown.lines
        assert lines == expected, f"the page differs: step {self._step - 1}, {ops}\n{differences(expected, lines)}"

    async def go(self, state: AnyState) -> None:
        """Reach *state*; rows that stay are the same nodes, unless what holds them did not hold."""
        old, self.values = self.values, self.evaluated(state)
        ops = diff(self.plan, old, self.values, self.broken)
        shown = await self.sent(ops)
        if not self.broken and not shown.broken and not any(morphs(ops)):
            assert not shown.replaced, f"rows replaced: {shown.replaced} by {ops}"
        await self.compare(await self.settled(shown), state, ops)


class Unfit(Exception):
    """Django itself cannot render the story."""


async def tell(story: Story, stage: Stage) -> Failure | None:
    """Go through *story*; return what went wrong."""
    try:
        proof = Telling(story, stage)
    except Exception as error:
        raise Unfit(repr(error)) from error
    try:
        await proof.foresee()
        state = deepcopy(story.first)
        await proof.open(state)
        for step in story.steps:
            for edit in step:
                states.apply(state, edit)
            await proof.go(state)
    except AssertionError as error:
        return Failure(str(error).split(":")[0], str(error))
    except Exception as error:
        return Failure(f"{type(error).__name__} {str(error)[:30]}", f"{type(error).__name__}: {error}")
    return None
