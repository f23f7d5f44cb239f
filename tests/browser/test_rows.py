"""A thousand keyed rows: what stays, what is touched, what it costs on the wire."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: Writes down which nodes an update touches: text nodes as such, others with the key of the row they stand in.
WATCH = """() => {
  window.touched = [];
  const row = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('tr[data-key]')?.dataset.key ?? null;
  // What the client lays on a button while its click is in flight is not the update.
  const mine = (record) => record.type === 'attributes' && record.target.matches('button');
  new MutationObserver((records) => {
    for (const record of records) if (!mine(record)) touched.push([record.type, record.target.nodeName, row(record.target)]);
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}"""

NAMES = "() => [...document.querySelectorAll('tr[data-key] > td:nth-child(2)')].map((td) => td.textContent)"


async def touched(visit: Visit) -> list[list[Any]]:
    """Return what was touched, once the observer has been told of everything."""
    found: list[list[Any]] = await visit.run(
        "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(touched.splice(0)))))"
    )
    return found


async def test_sorting_keeps_typed_text_focus_and_caret(visit: Visit) -> None:
    await visit.open("/browser/rows/")
    await visit.page.fill("[name=note-500]", "typed here")
    await visit.page.fill("[name=note-3]", "and there")
    await visit.run(
        "() => { const f = document.querySelector('[name=note-500]'); f.focus(); f.setSelectionRange(2, 5); window.held = f;"
        " for (const tr of document.querySelectorAll('tr[data-key]')) tr.mine = tr.dataset.key }"
    )
    # Not the mouse: a real click would take the focus away, as the person wants it to.
    await visit.run("() => document.getElementById('by-name').click()")
    await visit.quiet()

    assert await visit.run(NAMES) == sorted(await visit.run(NAMES))
    assert await visit.run(
        "() => [document.activeElement === held, held.isConnected, held.value, held.selectionStart, held.selectionEnd]"
    ) == [True, True, "typed here", 2, 5]
    assert await visit.page.input_value("[name=note-3]") == "and there"
    assert await visit.run("() => [...document.querySelectorAll('tr[data-key]')].every((tr) => tr.mine === tr.dataset.key)")

    await visit.run("() => document.getElementById('reverse').click()")
    await visit.quiet()

    assert await visit.run(NAMES) == sorted(await visit.run(NAMES), reverse=True)
    assert await visit.run("() => [document.activeElement === held, held.value, held.selectionStart]") == [True, "typed here", 2]


async def test_a_click_on_a_counter_above_the_rows_is_one_frame_and_one_text_node(visit: Visit) -> None:
    await visit.open("/browser/rows/")
    await visit.run(WATCH)
    visit.forget()
    await visit.click("#more")

    assert await touched(visit) == [["characterData", "#text", None]]
    assert len(visit.sent) == len(visit.received) == 1
    assert len(visit.sent[0].encode()) <= 60, visit.sent
    assert len(visit.received[0].encode()) <= 50, visit.received


async def test_a_toggled_row_touches_that_row_only(visit: Visit) -> None:
    await visit.open("/browser/rows/")
    await visit.run(WATCH)
    visit.forget()
    await visit.click("[data-row-id='700']")

    assert {row for _, _, row in await touched(visit)} == {"700"}
    assert len(visit.received) == 1
    assert len(visit.received[0].encode()) <= 60, visit.received


async def test_reversing_a_thousand_rows_is_a_hundred_bytes_at_most(visit: Visit) -> None:
    await visit.open("/browser/rows/")
    visit.forget()
    await visit.click("#reverse")

    assert (await visit.run(NAMES))[0] == "name 081"
    assert len(visit.received) == 1
    assert len(visit.received[0].encode()) <= 100, visit.received


async def test_a_row_put_before_a_thousand_is_its_html_and_nothing_else(visit: Visit) -> None:
    await visit.open("/browser/rows/")
    await visit.run(WATCH)
    visit.forget()
    await visit.click("#prepend")

    assert (await visit.run(NAMES))[:2] == ["new", "name 000"]
    # The row, and white space between rows: none of the thousand.
    changes = await touched(visit)
    assert {row for _, _, row in changes} == {None}
    assert len(changes) <= 6
    assert len(visit.received[0].encode()) <= 400, visit.received


async def test_joining_an_unchanged_page_costs_300_bytes_at_most(visit: Visit) -> None:
    await visit.open("/browser/rows/")

    assert sum(len(frame.encode()) for frame in (*visit.sent, *visit.received)) <= 300, (visit.sent, visit.received)


async def test_the_first_page_is_djangos_html_and_little_more(visit: Visit) -> None:
    live = await visit.page.request.get(f"{visit.origin}/browser/rows/")
    plain = await visit.page.request.get(f"{visit.origin}/browser/rows/plain/")
    most = len(await plain.body()) * 1.12 + 600

    assert len(await live.body()) <= most


async def test_the_fixed_cost_of_a_live_page_is_600_bytes_at_most(visit: Visit) -> None:
    live = await visit.page.request.get(f"{visit.origin}/browser/constructs/")
    plain = await visit.page.request.get(f"{visit.origin}/browser/constructs/0/")

    assert len(await live.body()) <= len(await plain.body()) * 1.12 + 600
