"""What a handler is called with, from the person's hand to Python's types."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(("button", "got"), [("item", "pick 5"), ("raw", "raw '5'"), ("call", "call 7 'x' True None")])
async def test_a_click_carries_data_attributes_and_arguments(visit: Visit, button: str, got: str) -> None:
    await visit.open("/browser/payloads/")
    await visit.click(f"#{button}")

    assert await visit.text("#got") == got


async def test_dj_input_passes_value_at_each_letter(visit: Visit) -> None:
    await visit.open("/browser/payloads/")
    await visit.page.locator("#search").press_sequentially("Tee & Café")
    await visit.quiet()

    assert await visit.text("#got") == "search 'Tee & Café'"
    assert await visit.page.input_value("#search") == "Tee & Café"


async def test_dj_submit_passes_named_fields(visit: Visit) -> None:
    await visit.open("/browser/payloads/")
    await visit.page.fill("#name", "Ada")
    await visit.page.fill("#email", "ada@example.org")
    await visit.click("#save")

    assert await visit.text("#got") == "save 'Ada' 'ada@example.org'"


async def test_enter_in_a_field_submits_the_form(visit: Visit) -> None:
    await visit.open("/browser/payloads/")
    await visit.page.fill("#name", "Grace")
    await visit.page.press("#name", "Enter")
    await visit.quiet()

    assert await visit.text("#got") == "save 'Grace' ''"
    assert visit.page.url.endswith("/browser/payloads/")
