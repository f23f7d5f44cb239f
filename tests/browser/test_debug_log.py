"""`djust.debug = true`: what the client decided, as a developer reads it in the console."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.browser.server import Server
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture(scope="module")
def debug_server() -> Iterator[Server]:
    running = Server(debug=True)
    yield running
    running.kill()


def lines(visit: Visit) -> list[str]:
    """Return what the log said, without times and elements."""
    said = [re.sub(r"log: djust [\d.]+ s · | JSHandle@.*|\d+(?= ms)", "", line) for line in visit.console]
    visit.console.clear()
    return said


async def test_each_decision_is_one_line(visit: Visit, debug_server: Server) -> None:
    visit.origin = debug_server.origin
    await visit.open("/browser/strict/")
    await visit.page.wait_for_function("() => djust.debug === false")
    await visit.run("() => { djust.debug = true }")
    for text in ("a", "b", "a"):
        await visit.page.fill("#query", text)
        await visit.page.wait_for_function("text => document.querySelector('#found').textContent === `found ${text}`", arg=text)
        await visit.quiet()
    said = lines(visit)

    assert said.count("search: waits  ms") == 3
    assert len([line for line in said if re.fullmatch("search: cache hit,  ms old", line)]) == 1

    visit.page.on("dialog", lambda dialog: dialog.accept())
    await visit.click("#shop")

    assert lines(visit) == ["tab: published shop"]

    await visit.click("#more")

    assert lines(visit) == ["more: predicted", "more: prediction confirmed"]

    await visit.run("() => { djust.debug = false }")
    await visit.click("#more")

    assert lines(visit) == []


async def test_without_debug_there_is_no_log(visit: Visit) -> None:
    await visit.open("/browser/strict/")
    await visit.run("() => { djust.debug = true }")
    await visit.click("#more")

    assert visit.console == []
