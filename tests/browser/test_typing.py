"""What a person types is never taken back; what a handler sets does show."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def let(visit: Visit, gate: str) -> None:
    """Let one handler that waits at *gate* go on."""
    await visit.page.request.get(f"{visit.origin}/gate/{gate}/")


async def test_a_late_reply_does_not_erase_the_last_letter(visit: Visit) -> None:
    await visit.open("/browser/typing/")
    await visit.page.locator("#query").press_sequentially("lap")
    await visit.page.wait_for_function("() => djust.pending > 0")
    await visit.page.locator("#query").press_sequentially("t")
    await let(visit, "search")  # the reply to "l", or to as much as was typed by then
    await visit.page.wait_for_function("() => document.querySelector('#answer').textContent.startsWith('found')")

    assert await visit.page.input_value("#query") == "lapt"

    await let(visit, "search")
    await visit.quiet()

    assert await visit.page.input_value("#query") == "lapt"
    assert await visit.text("#answer") == "found lapt"
    assert await visit.run("() => document.querySelector('#query').selectionStart") == 4


async def test_a_field_that_was_submitted_is_cleared_by_its_handler(visit: Visit) -> None:
    await visit.open("/browser/typing/")
    await visit.page.fill("#title", "milk")
    await visit.page.click("#save")
    await let(visit, "save")
    await visit.quiet()

    assert await visit.text("#answer") == "saved milk"
    assert await visit.page.input_value("#title") == ""


async def test_a_field_edited_since_its_submit_keeps_what_was_typed(visit: Visit) -> None:
    await visit.open("/browser/typing/")
    await visit.page.fill("#title", "milk")
    await visit.page.press("#title", "Enter")
    await visit.page.fill("#title", "bread")
    await let(visit, "save")
    await visit.quiet()

    assert await visit.text("#answer") == "saved milk"
    assert await visit.page.input_value("#title") == "bread"


async def test_submitting_twice_clears_twice(visit: Visit) -> None:
    """The attribute is empty before and after: only what the event carried says that the field must be cleared."""
    await visit.open("/browser/typing/")
    for text in ("milk", "bread"):
        await visit.page.fill("#title", text)
        await visit.page.press("#title", "Enter")
        await let(visit, "save")
        await visit.quiet()

        assert await visit.text("#answer") == f"saved {text}"
        assert await visit.page.input_value("#title") == ""


async def test_caret_and_selection_stay_in_a_field_that_other_updates_pass_by(visit: Visit) -> None:
    await visit.open("/browser/typing/")
    await visit.page.fill("#title", "some words")
    await visit.run("() => { const f = document.querySelector('#title'); f.focus(); f.setSelectionRange(2, 6, 'backward') }")
    await visit.run("() => document.querySelector('#shout').click()")
    await visit.quiet()

    assert await visit.run(
        "() => { const f = document.activeElement; return [f.id, f.value, f.selectionStart, f.selectionEnd, f.selectionDirection] }"
    ) == ["title", "some words", 2, 6, "backward"]
    assert await visit.page.input_value("#note") == "FIRST!"


async def test_a_field_that_was_not_sent_keeps_its_text_when_the_handler_sets_something_else(visit: Visit) -> None:
    await visit.open("/browser/typing/")
    await visit.page.fill("#title", "not sent yet")
    await visit.click("#shout")
    await visit.click("#shout")

    assert await visit.page.input_value("#title") == "not sent yet"
    assert await visit.page.input_value("#note") == "FIRST!!"


async def test_a_handler_that_sets_a_field_sets_it_for_a_person_who_typed_before(visit: Visit) -> None:
    await visit.open("/browser/typing/")
    await visit.page.fill("#note", "words of mine")
    await visit.click("#shout")

    assert await visit.page.input_value("#note") == "FIRST!"
