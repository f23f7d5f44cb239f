"""What a page's browser shares: published by handlers at once, followed by bindings, handlers and scripts."""

from __future__ import annotations

import pytest

from tests.browser.server import Server
from tests.browser.visit import Visit
from tests.line import Line

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def open_page(visit: Visit) -> None:
    """Open the page, of which one binding is wrong on purpose."""
    await visit.open("/browser/sharing/")
    assert len(visit.console) == 1, "once, whatever happens"
    assert "tab = 'x'" in visit.console.pop()


async def seen(visit: Visit, *ids: str) -> list[bool]:
    """Return which of these can be seen."""
    return [await visit.page.is_visible(f"#{each}") for each in ids]


async def let(visit: Visit, gate: str) -> None:
    """Let one handler that waits at *gate* go on."""
    await visit.page.request.get(f"{visit.origin}/gate/{gate}/")


async def test_bindings_follow_what_the_page_begins_with_and_what_handlers_publish(visit: Visit) -> None:
    await open_page(visit)

    assert await seen(visit, "home", "shop", "wrong") == [True, False, True]
    assert [await visit.text(f"#{each}") for each in ("name", "size", "loud")] == ["home", "1", "-"]

    await visit.click("#to-shop")

    assert await seen(visit, "home", "shop", "wrong") == [False, True, True]
    assert [await visit.text(f"#{each}") for each in ("name", "size", "loud")] == ["shop", "4", "SHOP"]
    assert await visit.page.get_attribute("#to-shop", "class") == "tab active very wide"
    assert await visit.page.get_attribute("#to-home", "class") == "tab"


async def test_a_parameter_is_published_before_the_server_has_answered(visit: Visit) -> None:
    await open_page(visit)
    told = await visit.run("() => { document.querySelector('#held').click(); return [djust.state.get('tab'), djust.pending > 0] }")

    assert told == ["shop", True]
    assert await seen(visit, "home", "shop") == [False, True]

    await let(visit, "sharing-held")
    await visit.quiet()

    assert await seen(visit, "home", "shop") == [False, True]


async def test_what_fails_is_taken_back(visit: Visit) -> None:
    await open_page(visit)
    await visit.run("() => document.querySelector('#fail').click()")

    assert await seen(visit, "home", "shop") == [False, False]

    await let(visit, "sharing-fail")
    await visit.quiet()

    assert await seen(visit, "home", "shop") == [True, False]
    assert "handler.failed" in visit.console.pop()


async def test_a_handler_is_told_of_each_change_and_publishes_nothing_back(visit: Visit) -> None:
    await open_page(visit)
    await visit.click("#to-shop")

    assert await visit.text("#said") == "tab=shop size=4"

    await visit.run("() => djust.state.set('tab', 'help')")
    await visit.quiet()

    assert await visit.text("#said") == "tab=shop size=4 tab=help"
    assert await visit.text("#name") == "help"


async def test_scripts_and_the_page_share_one_state(visit: Visit) -> None:
    await open_page(visit)
    await visit.run("""() => {
      window.told = [];
      window.stop = djust.stateBus.subscribe('tab', (...all) => told.push(all));
      djust.state.set('size', 7);
    }""")
    await visit.click("#to-help")
    await visit.run("() => { stop(); djust.state.set('tab', 'gone') }")
    await visit.quiet()

    assert await visit.run("() => told") == [["help", "home", "tab"]]
    assert await visit.run("() => djust.state === djust.stateBus")
    assert await visit.run("() => djust.state.snapshot()") == {"tab": "gone", "size": 4, "loud": "HELP"}


async def test_elements_that_come_with_an_update_are_bound(visit: Visit) -> None:
    await open_page(visit)
    await visit.click("#row")
    await visit.click("#to-shop")
    await visit.click("#row")

    assert await visit.run("() => [...document.querySelectorAll('li')].map((li) => li.textContent)") == ["shop", "shop"]


async def test_state_survives_the_loss_of_the_connection(visit: Visit, server: Server) -> None:
    async with Line.to(server.port) as line:
        visit.origin = line.origin
        await open_page(visit)
        await visit.click("#to-shop")
        await line.cut()
        await visit.page.wait_for_function("() => !djust.connected")
        await visit.run("() => { djust.state.set('mine', 1); document.querySelector('#to-help').click() }")

        assert await visit.text("#name") == "help"

        line.mend(server.port)
        await visit.run("() => djust.connect()")
        await visit.quiet()

        assert await visit.run("() => djust.state.snapshot()") == {"tab": "help", "size": 4, "loud": "HELP", "mine": 1}


async def test_after_a_restart_it_is_what_the_page_begins_with_again_and_what_scripts_set(visit: Visit) -> None:
    first = Server()
    second = None
    try:
        async with Line.to(first.port) as line:
            visit.origin = line.origin
            await open_page(visit)
            await visit.click("#to-shop")
            await visit.run("() => djust.state.set('mine', 1)")
            first.kill()
            await line.cut()
            await visit.page.wait_for_function("() => !djust.connected")

            assert await visit.text("#name") == "shop"

            second = Server()
            line.mend(second.port)
            await visit.run("() => djust.connect()")
            await visit.quiet()

            assert await visit.run("() => djust.state.snapshot()") == {"tab": "home", "size": 1, "loud": "SHOP", "mine": 1}
            assert await seen(visit, "home", "shop") == [True, False]
    finally:
        if second is not None:
            second.kill()


async def test_another_tab_has_a_state_of_its_own(visit: Visit) -> None:
    await open_page(visit)
    await visit.click("#to-shop")
    other = await visit.page.context.new_page()
    await other.goto(f"{visit.origin}/browser/sharing/")
    await other.wait_for_function("() => window.djust?.connected")

    assert await other.evaluate("() => djust.state.get('tab')") == "home"
