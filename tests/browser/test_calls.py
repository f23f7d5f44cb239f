"""Server functions, called by scripts of the page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: Calls, and gives what came or what the promise was rejected with.
CALL = """([view, name, params]) => djust.call(view, name, params).then(
    (result) => ({ result }),
    (error) => ({ isError: error instanceof Error, code: error.code, status: error.status, message: error.message }),
)"""


async def call(visit: Visit, view: str, name: str, params: dict[str, Any] | None = None) -> Any:
    return await visit.run(CALL, [view, name, params or {}])


def forgive(visit: Visit, status: int) -> None:
    """A browser writes a line about every answer that is an error; nobody can keep it from that."""
    lines = [line for line in visit.console if f"the server responded with a status of {status}" in line]
    assert lines
    for line in lines:
        visit.console.remove(line)


async def test_a_call_gives_what_the_function_returns_and_touches_no_page(visit: Visit) -> None:
    await visit.open("/browser/towns/")
    await visit.click("#add")
    found = await call(visit, "towns", "suggest", {"q": "R", "limit": "2"})

    assert found == {"result": [{"town": "Rye"}, {"town": "Rugby"}]}

    await visit.click("#add")

    assert await visit.text("#n") == "2"


async def test_a_call_that_no_url_takes_names_the_address(visit: Visit) -> None:
    await visit.open("/browser/towns/")
    found = await call(visit, "no/where", "suggest")
    forgive(visit, 404)

    assert (found["code"], found["status"]) == ("call.failed", 404)
    assert found["message"] == f"call.failed: 404 {visit.origin}/djust/call/no/where/suggest/"


async def test_modules_and_deferred_scripts_of_the_page_find_the_global_when_they_run(visit: Visit) -> None:
    await visit.open("/browser/towns/")
    await visit.page.wait_for_function("() => document.title === 'York is seen'")

    assert await visit.text("#first") == "York"


async def test_a_token_that_is_out_of_date_is_replaced_without_a_word(visit: Visit) -> None:
    await visit.open("/browser/towns/")
    await visit.page.context.clear_cookies()
    found = await call(visit, "towns", "suggest", {"q": "Y"})
    forgive(visit, 403)
    again = await call(visit, "towns", "suggest", {"q": "Y"})

    assert found == again == {"result": [{"town": "York"}]}


async def test_a_refusal_is_an_error_with_code_and_status(visit: Visit) -> None:
    await visit.open("/browser/towns/")
    wrong = await call(visit, "towns", "suggest", {"limit": "many"})
    forgive(visit, 400)
    first = await call(visit, "towns", "dear")
    second = await call(visit, "towns", "dear")
    forgive(visit, 429)

    assert wrong == {"isError": True, "code": "params.invalid", "status": 400, "message": "Some of the values are not valid."}
    assert first == {"result": "once"}
    assert (second["code"], second["status"]) == ("rate.limited", 429)


async def test_whoever_must_log_in_is_taken_to_the_login_page_and_back(visit: Visit) -> None:
    await visit.open("/browser/towns/")
    await visit.run("() => void djust.call('secrets', 'tell').catch(() => {})")
    await visit.page.wait_for_url("**/login/?next=/browser/towns/")
    forgive(visit, 401)
