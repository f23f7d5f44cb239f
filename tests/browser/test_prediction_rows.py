"""Which rows are in a collection, and which one each row is, is on the page before the server has said it."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from tests.browser.agreement import shown_and_said
from tests.browser.test_prediction import AT_ONCE, IN_ONE_FRAME, WATCH
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

_gates = count()

ROW = """(() => {
  const row = document.getElementById('b%d'), button = row.querySelector('.like');
  const shown = [row.classList.contains('liked'), button.textContent, button.ariaPressed, !!row.querySelector('i')];
  return [...shown, document.getElementById('liked').textContent];
})()"""
ROWS = """[...document.querySelectorAll('li')].map((row) =>
  [row.querySelector('b').textContent, row.className.replace(/liked/, '').trim().split(/ +/).join(' ')].join(' ').trim())"""
#: Likes and drops here and there: the same for the same seed.
AT_RANDOM = """async (seed) => {
  const any = (below) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % below; };
  for (let turn = 0; turn < 40; turn++) {
    const all = [...document.querySelectorAll(any(4) ? '.like' : any(2) ? '.drop' : '#shelve')];
    all[any(all.length)]?.click();
    for (let n = any(3); n--; ) await new Promise(requestAnimationFrame);
  }
}"""


async def held(visit: Visit, more: str = "") -> str:
    """Open a page whose handlers wait, and return the name of its gate."""
    gate = f"shelf{next(_gates)}"
    await visit.open(f"/browser/shelf/?gate={gate}{more}")
    return gate


async def let(visit: Visit, gate: str, handlers: int) -> None:
    for _ in range(handlers):
        await visit.page.request.get(f"{visit.origin}/gate/{gate}/")
    await visit.quiet()


async def test_a_like_shows_within_one_frame_in_class_text_attribute_branch_and_count_while_the_server_is_held(visit: Visit) -> None:
    gate = await held(visit)
    visit.forget()

    assert await visit.run(IN_ONE_FRAME, ["#b12 .like", ROW % 12]) == [True, "Liked", "true", True, "2 likes"]
    assert visit.received == []

    await visit.run(WATCH)
    await let(visit, gate, 1)

    assert await visit.run("() => changes") == []
    assert await visit.run(f"() => {ROW % 12}") == [True, "Liked", "true", True, "2 likes"]


async def test_a_like_that_is_taken_back_is_gone_at_once(visit: Visit) -> None:
    gate = await held(visit)

    assert await visit.run(AT_ONCE, ["#b11 .like", ROW % 11]) == [False, "Like", "false", False, "0 likes"]
    assert (await visit.run(AT_ONCE, ["#b12 .like", ROW % 12]))[4] == "1 like"

    await let(visit, gate, 2)

    assert await visit.run(f"() => {ROW % 11}") == [False, "Like", "false", False, "1 like"]


async def test_two_likes_of_one_row_are_none(visit: Visit) -> None:
    gate = await held(visit)

    assert (await visit.run(AT_ONCE, ["#b13 .like", ROW % 13]))[0] is True
    assert await visit.run(AT_ONCE, ["#b13 .like", ROW % 13]) == [False, "Like", "false", False, "1 like"]

    await let(visit, gate, 2)

    assert await visit.run(f"() => {ROW % 13}") == [False, "Like", "false", False, "1 like"]


async def test_rows_are_counted_anew_when_one_goes_and_when_one_comes(visit: Visit) -> None:
    gate = await held(visit)

    assert await visit.run(AT_ONCE, ["#b10 .drop", ROWS]) == ["1. Book 1 first", "2. Book 2", "3. Book 3 last"]
    assert await visit.text("#books") == "3 books"

    await visit.run(WATCH)
    await let(visit, gate, 1)

    assert await visit.run("() => changes") == []
    assert await visit.run(f"() => {ROWS}") == ["1. Book 1 first", "2. Book 2", "3. Book 3 last"]


async def test_the_last_row_that_goes_leaves_what_stands_for_none(visit: Visit) -> None:
    gate = await held(visit, "&books=1")

    assert await visit.run(AT_ONCE, ["#b10 .drop", "document.getElementById('books').textContent"]) == "no books"

    await let(visit, gate, 1)

    assert await visit.text("#books") == "no books"


@pytest.mark.parametrize("rows", [1000])
async def test_in_a_long_list_a_like_still_shows_within_one_frame(visit: Visit, rows: int) -> None:
    gate = await held(visit, f"&books={rows}")

    assert (await visit.run(IN_ONE_FRAME, ["#b900 .like", ROW % 900]))[:4] == [True, "Liked", "true", True]

    await let(visit, gate, 1)

    assert (await visit.run(f"() => {ROW % 900}"))[:4] == [True, "Liked", "true", True]


@pytest.mark.parametrize("seed", range(1, 4))
async def test_after_likes_and_drops_at_random_page_and_server_agree(visit: Visit, seed: int) -> None:
    name = f"shelf-random{seed}"
    await visit.open(f"/browser/shelf/?books=14&page={name}")
    await visit.run(AT_RANDOM, seed)
    await visit.quiet()
    shown: Any
    shown, said = await shown_and_said(visit, name)

    assert shown == said
    assert len(visit.sent) > 25
