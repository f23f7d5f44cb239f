"""Text stays text, wherever it is shown and however it arrives."""

from __future__ import annotations

import pytest

from tests.browser.oracle.corpus.hostile import TEXTS
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: What a person can put into a field: no NUL.
TYPED = [text for text in TEXTS if "\0" not in text]

PLACES = """() => ({
  content: document.querySelector('#content').textContent,
  attribute: document.querySelector('#attribute').title,
  single: document.querySelector('#attribute').dataset.x,
  branch: document.querySelector('#branch').textContent,
  row: document.querySelector('li:last-child').textContent,
  title: document.querySelector('title').textContent,
  body: document.body.className,
})"""


async def test_hostile_text_stays_text_in_content_and_attributes(visit: Visit) -> None:
    await visit.open("/browser/hostile/")
    elements = "() => [...new Set([...document.querySelectorAll('*')].map((e) => e.localName))].sort()"
    known = sorted({*(await visit.run(elements)), "p", "li"})
    for text in TYPED:
        await visit.page.fill("#text", text)
        await visit.quiet()

        assert await visit.run(PLACES) == dict.fromkeys(["content", "attribute", "single", "branch", "row", "title", "body"], text)
        assert await visit.run(elements) == known


async def test_a_handler_that_raises_leaves_the_page_as_it_was_and_tells_nothing(visit: Visit) -> None:
    await visit.open("/browser/failing/")
    await visit.run("() => { window.failures = []; document.addEventListener('djust:error', (e) => failures.push(e.detail.code)) }")
    await visit.click("#work")
    await visit.click("#fail")
    await visit.click("#work")

    assert await visit.text("#n") == "2"
    assert await visit.run("() => failures") == ["handler.failed"]
    assert "swordfish" not in "".join(visit.received) + await visit.page.content()
    assert len(visit.console) == 1
    assert "handler.failed" in visit.console.pop()
