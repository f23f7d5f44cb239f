"""A Content-Security-Policy that allows nothing but the site's own files: all that the client does goes on under it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.server import Server
from tests.browser.site.sharing import POLICY
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

WATCH = """document.addEventListener('securitypolicyviolation', ({violatedDirective, sourceFile}) =>
  (window.violations ??= []).push(violatedDirective + ' ' + sourceFile));"""


@pytest.fixture(scope="module")
def debug_server() -> Iterator[Server]:
    running = Server(debug=True)
    yield running
    running.kill()


async def use_everything(visit: Visit) -> None:
    page = visit.page
    await page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: dialog.accept())
    response = await page.goto(visit.origin + "/browser/strict/")
    assert response is not None
    assert response.headers["content-security-policy"] == POLICY
    await visit.quiet()
    for text in ("a", "b", "a"):
        await page.fill("#query", text)
        await page.wait_for_function("text => document.querySelector('#found').textContent === `found ${text}`", arg=text)
    for selector in ("#more", "#more", "#like", "#shop", "#html"):
        await visit.click(selector)
    await page.fill("#model", "typed")
    await visit.quiet()

    assert [await visit.text(f"#{each}") for each in ("count", "like", "text", "inner")] == ["2", "liked", "typed", "html"]
    assert await page.is_visible("#panel")
    assert await page.get_attribute("#panel", "class") == "on"
    assert not await page.is_visible("#load")

    await visit.run("() => djust.disconnect()")
    await page.wait_for_selector(".dj-banner")

    assert await visit.run("() => getComputedStyle(document.querySelector('.dj-banner')).position") == "fixed"


async def test_nothing_is_asked_that_the_policy_forbids(visit: Visit) -> None:
    await use_everything(visit)

    assert await visit.run("() => window.violations") is None


async def test_the_developers_half_keeps_to_it_too(visit: Visit, debug_server: Server) -> None:
    visit.origin = debug_server.origin
    await use_everything(visit)
    await visit.run("() => djust.connect()")
    await visit.quiet()
    await visit.run("() => { djust.debug = true; djust.state.set('tab', 'home'); djust.debug = false }")
    await visit.run("() => document.dispatchEvent(new CustomEvent('djust:error', {detail: {code: 'x', message: 'shown', who: 'app'}}))")

    assert await visit.run("() => document.querySelector('djust-overlay').getBoundingClientRect().height > 20")
    assert await visit.run("() => window.violations") is None
    assert "tab: published home" in visit.console.pop()
