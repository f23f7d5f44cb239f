"""Forms that Django prints: what they send, and what they show when the server has answered."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

SHOWN = """() => [...document.forms[0].elements].filter((field) => field.name).map((field) => field.name + "=" + (
    field.type === "checkbox" ? field.checked : field.type === "select-multiple" ? field.selectedOptions.length : field.value))"""
BLANK = ["title=", "sure=false", "size=s", "notes=", "colours=0", "extras=false", "extras=false"]


async def fill(page: Page, title: str) -> None:
    await page.fill("[name=title]", title)
    await page.check("[name=sure]")
    await page.select_option("[name=size]", "l")
    await page.fill("[name=notes]", "soon")
    await page.select_option("[name=colours]", ["b"])
    await page.check("[name=extras][value=c]")
    await page.fill("[name=aside]", "mine")


async def test_a_form_that_is_begun_anew_is_blank_in_every_field_and_one_choice_of_many_is_a_list(visit: Visit) -> None:
    await visit.open("/browser/forms/")
    await fill(visit.page, "A")
    await visit.quiet()
    await visit.click("#wish button")

    assert await visit.text("#got") == "title=A sure=True size=l notes=soon colours=['b'] extras=['c']"
    assert await visit.run(SHOWN) == [*BLANK, "aside=mine"], "what stands in the template itself is the person's"


async def test_a_form_with_an_error_shows_what_was_sent(visit: Visit) -> None:
    await visit.open("/browser/forms/")
    await visit.page.evaluate("document.querySelector('[name=title]').maxLength = 99")
    await fill(visit.page, "too long")
    await visit.quiet()
    await visit.click("#wish button")

    kept = ["title=too long", "sure=true", "size=l", "notes=soon", "colours=1", "extras=false", "extras=true", "aside=mine"]
    assert await visit.run(SHOWN) == kept
    assert "at most 5 characters" in await visit.page.inner_text("#wish")


async def test_looking_at_a_change_takes_nothing_away(visit: Visit) -> None:
    await visit.open("/browser/forms/")
    await fill(visit.page, "A")
    await visit.page.press("[name=aside]", "Tab")
    await visit.quiet()

    assert await visit.text("#got") == "looked at aside"
    assert (await visit.run(SHOWN))[0] == "title=A"
