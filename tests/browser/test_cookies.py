"""What handlers write into Django's session reaches the browser's cookie."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_what_handlers_keep_in_the_session_is_there_after_a_reload(visit: Visit) -> None:
    await visit.open("/browser/basket/")
    async with visit.page.expect_response("**/djust/session/"):
        await visit.click("#milk")
    await visit.open("/browser/basket/")

    assert await visit.text("#kept") == "milk"


async def test_events_that_follow_each_other_lose_nothing(visit: Visit) -> None:
    await visit.open("/browser/basket/")
    answered: list[int] = []
    visit.page.on("response", lambda response: answered.append(response.status) if "/session/" in response.url else None)
    async with visit.page.expect_response(lambda response: "/session/" in response.url and len(answered) == 3):
        await visit.run("() => { for (const id of ['milk', 'bread', 'milk']) document.getElementById(id).click() }")
    await visit.quiet()

    assert await visit.text("#n") == "3"
    assert answered == [204, 204, 204]

    await visit.open("/browser/basket/")

    assert await visit.text("#kept") == "milk bread milk"


async def test_the_page_goes_elsewhere_only_with_its_new_cookie(visit: Visit) -> None:
    await visit.open("/browser/basket/")
    await visit.page.click("#checkout")
    await visit.page.wait_for_url("**/?done")
    await visit.quiet()

    assert await visit.text("#kept") == "paid"
