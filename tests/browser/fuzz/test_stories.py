"""A few hundred stories in each run, always the same ones; ``make fuzz`` tells new ones."""

from __future__ import annotations

import pytest

from tests.browser.fuzz.shrink import shrunk
from tests.browser.fuzz.story import Story, Unfit, tell
from tests.browser.oracle.stage import Stage

#: 24 × 12 stories of 8 updates: 2,304.
BATCHES, STORIES, UPDATES = 24, 12, 8
#: A failure that cannot be made small soon is reported as it is.
SECONDS = 60.0


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("batch", range(BATCHES))
async def test_whatever_the_template_and_its_state_the_live_page_equals_djangos(stage: Stage, batch: int) -> None:
    unfit = 0
    for seed in range(batch * STORIES, (batch + 1) * STORIES):
        story = Story.of(seed, UPDATES)
        try:
            failure = await tell(story, stage)
        except Unfit:
            unfit += 1
            continue
        if failure:
            small, last = await shrunk(story, failure, stage, SECONDS)
            pytest.fail(f"seed {seed}: {last.text}\n\n{small}", pytrace=False)

    assert unfit <= 1, "the grammar makes templates that Django cannot render"


def test_a_seed_tells_the_same_story_each_time() -> None:
    assert Story.of(3, UPDATES) == Story.of(3, UPDATES)
    assert str(Story.of(3, UPDATES)) != str(Story.of(4, UPDATES))
