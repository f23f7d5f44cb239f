"""Each construct that other engines get wrong, through any sequence of states, against Django's own page of that state."""

from __future__ import annotations

import pytest

from tests.browser.oracle.stage import CANONICAL, differences
from tests.browser.site.constructs import STATES
from tests.browser.visit import Visit

#: What loads the client is ours, not the template's; what a click leaves on its button goes with the answer.
LIVE = """() => {
  const ours = [...document.querySelectorAll('[src*="/djust/djust"], [href*="/djust/djust"]')];
  const at = ours.at(-1).nextSibling, parent = ours[0].parentNode;
  ours.forEach((each) => each.remove());
  const lines = oracle.canonical(true);
  ours.forEach((each) => parent.insertBefore(each, at));
  return lines;
}"""

WALKS = [
    [1, 2, 3, 4, 0],
    [4, 3, 2, 1, 0],
    [3, 0, 3, 1, 4, 2, 2, 0],
    [2, 4, 1, 0, 3, 4],
]


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: "-".join(map(str, walk)))
async def test_every_construct_stays_right_through_any_sequence_of_states(visit: Visit, walk: list[int]) -> None:
    await visit.page.add_init_script(CANONICAL)
    expected = {}
    for to in set(walk):
        await visit.page.goto(f"{visit.origin}/browser/constructs/{to}/")
        expected[to] = await visit.run("oracle.canonical(false)")
    await visit.open("/browser/constructs/")
    for to in walk:
        await visit.click(f"#to-{to}")
        shown = await visit.run(LIVE)

        assert shown == expected[to], f"at {to} of {walk}:\n{differences(expected[to], shown)}"


@pytest.mark.asyncio(loop_scope="session")
async def test_every_construct_is_right_on_the_first_page(visit: Visit) -> None:
    await visit.page.add_init_script(CANONICAL)
    await visit.open("/browser/constructs/")
    shown = await visit.run(LIVE)
    await visit.page.goto(f"{visit.origin}/browser/constructs/0/")

    assert shown == await visit.run("oracle.canonical(false)")


def test_the_states_differ_in_every_name() -> None:
    for name in STATES[0]:
        assert len({repr(state[name]) for state in STATES}) >= 2
