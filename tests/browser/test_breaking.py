"""HTML that leaves its place: the browser says so, the session serves the region in one piece, and the page goes on."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECTION = "() => document.querySelector('section').innerHTML.replace(/<!--.*?-->| dj(=\\S+?)?(?=>)/g, '')"
#: What a parser makes of a `<div>` in a `<p>`.
BROKEN = '<p id="place"></p><div>out</div><p></p>'


async def steady(visit: Visit, button: str, n: int) -> None:
    """Click and wait until the click shows and whatever it broke is mended."""
    await visit.click(button)
    await visit.page.wait_for_function("(n) => document.querySelector('#n').textContent === n && djust.pending === 0", arg=str(n))


async def test_html_that_leaves_its_paragraph_is_shown_as_a_navigation_would(visit: Visit) -> None:
    await visit.open("/browser/breaking/")
    await steady(visit, "#fine", 1)

    assert await visit.run(SECTION) == '<p id="place"><u>fine</u></p>'

    await steady(visit, "#break", 2)
    await visit.page.wait_for_function(f"(html) => ({SECTION})() === html", arg=BROKEN)
    await steady(visit, "#break", 3)

    assert await visit.run(SECTION) == BROKEN

    await steady(visit, "#fine", 4)

    assert await visit.run(SECTION) == '<p id="place"><u>fine</u></p>'


async def test_html_that_leaves_everything_is_shown_too_and_the_page_goes_on(visit: Visit) -> None:
    await visit.open("/browser/breaking/")
    await steady(visit, "#page", 1)
    await visit.page.wait_for_function("() => document.querySelector('h1')?.parentNode === document.body")
    await steady(visit, "#fine", 2)
    await visit.page.wait_for_function("() => !document.querySelector('h1')")

    assert await visit.run(SECTION) == '<p id="place"><u>fine</u></p>'
    assert await visit.text("#n") == "2"
