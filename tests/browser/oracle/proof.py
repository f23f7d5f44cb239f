"""One case, start to end: the engine's writing, then each update in the browser against Django's own page."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from typing import Any

from django.utils.functional import cached_property

from djust.template import Plan, absolute, compile_template, count_marks, diff, repair
from djust.template.parts import DOCUMENT
from djust.types import Op
from tests.browser.oracle.case import WITNESS, Case, State
from tests.browser.oracle.documents import MINIMAL
from tests.browser.oracle.stage import Path_, Shown, Stage, differences

#: A broken place is served as an opaque range; one that is still broken then lets the next larger one be reported, until the document.
MOST_ROUNDS = 20


def morphs(ops: list[Op]) -> Iterator[str]:
    """Yield the HTML of every morph among *ops*, at any depth."""
    for op in ops:
        if len(op) < 3:
            continue
        match op[1]:
            case 6:
                yield op[2]
            case 5:
                yield from morphs(op[2])
            case 8:
                for inner in op[3::2]:
                    yield from morphs(inner)
            case 7 if len(op) > 4:
                for inner in op[4][1::2]:
                    yield from morphs(inner)


class Proof:
    """Holds a case's plan and the page as a session would: values shown, regions that broke."""

    def __init__(self, case: Case, stage: Stage) -> None:
        self.case, self.stage = case, stage
        self.source = case.compiled()
        self.broken: frozenset[Hashable] = frozenset()
        self.values: Any = None

    @cached_property
    def plan(self) -> Plan:
        """The template, compiled."""
        return compile_template(self.source.template)

    def page(self, html: str) -> str:
        """Return *html* as it is served: a fragment stands in a minimal document."""
        return html if self.plan.is_document else MINIMAL.format(html)

    # -- the engine's side -------------------------------------------------------------------------------------------------------------

    def evaluated(self, state: State) -> Any:
        """Evaluate *state* against the page's values; what is written without marks must be Django's bytes."""
        values = self.plan.evaluate(self.source.context(state), self.values)
        if self.case.steady:
            django, ours = self.source.render(state), self.plan.write(values, marks=False)
            assert ours == django, f"bytes differ from Django's:\n{differences(django.splitlines(), ours.splitlines())}"
            assert not diff(self.plan, values, self.plan.evaluate(self.source.context(state), values)), "the same state gave operations"
            assert self.plan.digest(values) == self.plan.digest(self.plan.evaluate(self.source.context(state))), "the digest is not steady"
        return values

    def check_weight(self, values: Any) -> None:
        """Marks carry no numbers: they are as many bytes as there are marks, and the shapes of loops."""
        plain, marked = self.plan.write(values, marks=False), self.plan.write(values)
        most = len(plain) * 1.12 + 16 * count_marks(marked) + 64
        assert len(marked) <= most, f"{len(marked)} bytes with marks, {len(plain)} without, at most {most:.0f} expected"

    def check_parts(self, ops: list[Op]) -> None:
        """An engine that takes everything for opaque would pass everything else."""
        if self.case.parts == "all":
            found = list(morphs(ops))
            assert not found, f"an opaque range was sent where parts were expected: {found}"
        elif self.case.parts == "some":
            assert WITNESS not in json.dumps(ops), f"more than the region was sent: {ops}"

    # -- the page's side ---------------------------------------------------------------------------------------------------------------

    async def open(self, state: State) -> None:
        """Serve *state* as the first page."""
        self.values = self.evaluated(state)
        self.check_weight(self.values)
        html = self.page(self.plan.write(self.values))
        await self.compare(await self.settled(await self.stage.load(html, count_marks(html))), state)

    async def go(self, state: State) -> None:
        """Reach *state* by operations."""
        old, self.values = self.values, self.evaluated(state)
        ops = diff(self.plan, old, self.values)
        self.check_parts(ops)
        shown = await self.sent(diff(self.plan, old, self.values, self.broken))
        assert not shown.replaced, f"these rows stayed, as other nodes: {shown.replaced}"
        await self.compare(await self.settled(shown), state, ops)

    async def settled(self, shown: Shown) -> Shown:
        """Serve the places that the browser says are broken, as a session does, until none is."""
        for _ in range(MOST_ROUNDS):
            if not shown.broken:
                return shown
            shown = await self.serve(shown.broken)
        if not shown.broken:
            return shown
        raise AssertionError(f"still broken after {MOST_ROUNDS} rounds: {shown.broken}; regions served: {self.broken}")

    async def serve(self, paths: list[Path_]) -> Shown:
        """Serve the regions of *paths* as opaque ranges from now on."""
        self.broken |= {self.plan.region(self.values, path) for path in paths}
        if None in self.broken:
            return await self.sent([[DOCUMENT]])
        return await self.sent([op for path in paths for op in repair(self.plan, self.values, path)])

    async def sent(self, ops: list[Op]) -> Shown:
        """Send *ops*; instead of one on the whole document the page itself, without marks where those did not hold."""
        if any(op[0] == DOCUMENT for op in ops):
            return await self.stage.replace(self.page(self.plan.write(self.values, marks=None not in self.broken)), self.case.rows)
        return await self.stage.apply(ops, self.case.rows)

    async def compare(self, shown: Shown, state: State, ops: list[Op] | None = None) -> None:
        """Let Chromium navigate to Django's page of *state*, and compare."""
        assert not shown.errors, f"errors in the page: {shown.errors}"
        if self.case.steady:
            expected = await self.stage.oracle(self.page(self.source.render(state)))
            assert shown.lines == expected, f"after {ops}:\n{differences(expected, shown.lines)}"

    async def join_anew(self, state: State) -> None:
        """Bring the page to *state* without knowing what it shows, as after a restart of the server."""
        if self.broken:
            return  # a page that joins anew has no broken places: that is another case
        self.values = self.evaluated(state)
        ops = absolute(self.plan, self.values)
        await self.compare(await self.settled(await self.sent(ops)), state, ops)


async def prove(case: Case, stage: Stage) -> None:
    """Run *case* through all of its states, then once more as a page that joins anew."""
    proof = Proof(case, stage)
    if case.steady:
        await stage.oracles([proof.page(proof.source.render(state)) for state in case.states])
    await proof.open(case.states[0])
    for state in case.states[1:]:
        await proof.go(state)
    await proof.join_anew(case.states[1])
