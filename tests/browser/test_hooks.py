"""Elements with scripts of the author's."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOG = "() => log"


async def shows(visit: Visit, text: str) -> None:
    """Wait until the chart shows *text*."""
    await visit.page.wait_for_function("(text) => document.getElementById('chart')?.textContent === text", arg=text)


async def test_a_hook_is_told_of_its_element_and_draws_in_it(visit: Visit) -> None:
    await visit.open("/browser/hooking/")
    await shows(visit, "drawn 1")
    await visit.click("#add")
    await shows(visit, "drawn 1,2")

    assert await visit.text("#n") == "2"
    assert await visit.run(LOG) == ["mounted chart", "updated chart"]

    await visit.click("#hide")
    await visit.click("#hide")
    await shows(visit, "drawn 1,2")

    assert (await visit.run(LOG))[2:] == ["destroyed chart", "mounted chart"]


async def test_the_server_pushes_to_it_while_it_is_there(visit: Visit) -> None:
    await visit.open("/browser/hooking/")
    await shows(visit, "drawn 1")
    await visit.click("#push")
    await shows(visit, "drawn 7,8,9")
    await visit.click("#hide")
    await visit.click("#push")

    assert await visit.run(LOG) == ["mounted chart", "destroyed chart"]


async def test_it_asks_a_handler_and_gets_the_reply(visit: Visit) -> None:
    await visit.open("/browser/hooking/")
    await shows(visit, "drawn 1")
    await visit.page.click("#why")
    await visit.page.wait_for_function("log.length === 2")
    await visit.page.click("#fail")
    await visit.page.wait_for_function("log.length === 3")

    assert (await visit.run(LOG))[1:] == [{"answer": "WHY"}, "handler.failed"]
    assert visit.console.pop().startswith("error: djust handler.failed")


async def test_it_hears_of_the_connection(visit: Visit) -> None:
    await visit.open("/browser/hooking/")
    await shows(visit, "drawn 1")
    await visit.run("() => djust.disconnect()")
    await visit.run("() => djust.connect()")
    await visit.quiet()

    assert (await visit.run(LOG))[1:] == ["disconnected", "reconnected"]


async def test_a_name_that_nobody_defined_is_complained_of_once(visit: Visit) -> None:
    await visit.open("/browser/hooking/")
    await shows(visit, "drawn 1")
    await visit.run("() => { for (const id of ['why', 'fail']) document.getElementById(id).setAttribute('dj-hook', 'Chrat') }")
    await visit.click("#add")
    await visit.click("#add")

    assert [said for said in visit.console if 'dj-hook="Chrat": djust.hooks has Chart, Asking.' in said] == visit.console
    assert len(visit.console) == 1
    visit.console.clear()


async def test_pages_without_hooks_load_nothing_for_them(visit: Visit) -> None:
    loaded: list[str] = []
    visit.page.on("request", lambda request: loaded.append(request.url))
    await visit.open("/browser/counter/")

    assert [url for url in loaded if "hooks" in url or "http.js" in url] == []
