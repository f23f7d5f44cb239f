"""The smallest story that still fails in the same way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from tests.browser.fuzz.states import State
from tests.browser.fuzz.story import Failure, Story, Unfit, tell
from tests.browser.fuzz.trees import smaller_files
from tests.browser.oracle.stage import Stage


async def shrunk(story: Story, failure: Failure, stage: Stage, seconds: float) -> tuple[Story, Failure]:
    """Cut *story* as long as it fails like *failure*, for some seconds; return what is left and how it fails."""
    deadline = time.monotonic() + seconds
    progress = True
    while progress:
        progress = False
        for candidate in _smaller(story):
            if time.monotonic() > deadline:
                return story, failure
            try:
                found = await tell(candidate, stage)
            except Unfit:
                continue
            if found is not None and found.kind == failure.kind:
                story, failure, progress = candidate, found, True
                break
    return story, failure


def _smaller(story: Story) -> Iterator[Story]:
    """Yield stories with less in them: fewer steps first, they are what each try costs."""
    steps = story.steps
    for count in range(len(steps)):
        yield replace(story, steps=steps[:count])
    for index in range(len(steps)):
        yield replace(story, steps=steps[:index] + steps[index + 1 :])
    if len(steps) > 1:
        yield replace(story, first=story.states()[1], steps=steps[1:])
    for files in smaller_files(story.files):
        yield replace(story, files=files)
    for index, step in enumerate(steps):
        for number in range(len(step) if len(step) > 1 else 0):
            yield replace(story, steps=(*steps[:index], step[:number] + step[number + 1 :], *steps[index + 1 :]))
    for first in _smaller_states(story.first):
        yield replace(story, first=first)


def _smaller_states(state: State) -> Iterator[State]:
    """Yield states with shorter lists and plainer texts."""
    for name, value in state.items():
        for less in _less(value):
            yield {**deepcopy(state), name: less}


def _less(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        if value:
            yield []
        for index, each in enumerate(value):
            yield [deepcopy(other) for number, other in enumerate(value) if number != index]
            for less in _less(each):
                yield [*deepcopy(value[:index]), less, *deepcopy(value[index + 1 :])]
    elif isinstance(value, dict):
        for name, each in value.items():
            for less in _less(each):
                yield {**deepcopy(value), name: less}
    elif type(value) is str and value not in ("", "a", "p0.html", "p1.html"):
        yield ""
        yield "a"
