"""The debug panel: one test for each tab, and what it must not do to the page."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator

from tests.browser.server import UVICORN, Server
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture(scope="module")
def debugging() -> Iterator[Server]:
    """A server under DEBUG."""
    running = Server(debug=True)
    yield running
    running.kill()


@pytest_asyncio.fixture(loop_scope="session")
async def bench(browser: Browser, debugging: Server) -> AsyncIterator[Visit]:
    """A developer at the workbench, the panel open."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    visit = Visit(await context.new_page(), debugging.origin)
    await visit.open("/browser/workbench/")
    await visit.page.keyboard.press("Control+Shift+D")
    yield visit
    await context.close()


async def tab(visit: Visit, name: str) -> Locator:
    """Choose a tab; return what it shows."""
    await visit.page.click(f"djust-panel #tab-{name}")
    return visit.page.locator("djust-panel [role=tabpanel]")


async def says(shown: Locator, *texts: str) -> None:
    """Wait until all of these are there."""
    for text in texts:
        await shown.get_by_text(re.compile(re.escape(text))).first.wait_for()


# -- tabs ----------------------------------------------------------------------------------------------------------------


async def test_events_tell_what_was_called_and_how_long_it_took_where(bench: Visit) -> None:
    await bench.click("#add")
    shown = await tab(bench, "events")
    await says(shown, "defined", "amount = 2")
    said = await shown.inner_text()

    assert re.search(r"server\s+[\d.]+ ms handler [\d.]+ ms · evaluate [\d.]+ ms", said)
    assert re.search(r"wire\s+[\d.]+ ms\s+DOM\s+[\d.]+ ms", said)
    assert re.search(r"up / down\s+4\d B / \d+ B", said)
    assert "workbench.py:" in said


async def test_updates_list_their_operations_and_show_the_nodes_in_the_page(bench: Visit) -> None:
    await bench.click("#again")
    shown = await tab(bench, "updates")
    await says(shown, "answers 1", 'text: "1"', "text in <span>")
    await shown.locator(".node").hover()
    box = bench.page.locator("djust-panel .boxes i")
    place, wanted = await box.bounding_box(), await bench.page.locator("#tools li:nth-child(2) span").bounding_box()

    assert await box.count() == 1
    assert place is not None
    assert wanted is not None
    assert abs(place["x"] + 2 - wanted["x"]) < 2
    assert abs(place["y"] + 2 - wanted["y"]) < 3

    await bench.page.hover("h1")

    assert await box.count() == 0


async def test_state_shows_before_and_after_as_a_diff(bench: Visit) -> None:
    await bench.click("#again")
    shown = await tab(bench, "state")
    await says(shown, "tools")

    assert re.search(r"Tool\(name='saw', uses=0\)", await shown.locator(".diff del").inner_text())
    assert re.search(r"Tool\(name='saw', uses=1\)", await shown.locator(".diff ins").inner_text())
    assert "hammer" in await shown.locator(".diff span").first.inner_text()

    await shown.locator("summary").click()

    await says(shown, "total = 0", "door_password = ••••••")


async def test_queries_that_repeat_are_marked(bench: Visit) -> None:
    await bench.click("#count-notes")
    shown = await tab(bench, "queries")
    await says(shown, "5 queries", "One query ran 4 times", "×4", "SELECT %s + 1 AS next", "(0) (1) (2) (3)", "in count_notes")

    assert await shown.locator("article.repeated").count() == 1
    assert await shown.locator("article").count() == 2


async def test_tasks_are_seen_running_and_done(bench: Visit) -> None:
    shown = await tab(bench, "tasks")
    await says(shown, "No background work yet")
    await bench.page.click("#glue")
    await says(shown, "runs")
    await bench.page.request.get(f"{bench.origin}/gate/glue/")
    await says(shown, "done")

    assert re.search(r"glue\s+[\d.]+ s\s+done", await shown.locator(".list").inner_text())
    assert re.search(r"took\s+[\d.]+ ms", await shown.inner_text())


async def test_handlers_are_described_with_their_types(bench: Visit) -> None:
    shown = await tab(bench, "handlers")
    said = await shown.inner_text()

    assert "add(amount: int = 1, label: str = 'tool', **kwargs: Any)" in said
    assert "Adds to the total." in said
    assert "Saw three boards, one after the other." in said
    assert "@background" in said


async def test_the_template_says_why_a_region_is_updated_as_a_whole(bench: Visit) -> None:
    shown = await tab(bench, "template")
    await says(shown, "Why a region is updated as a whole", "loop over tools in <ul>")

    assert re.search(r"part \d+ opaque in <body>: because the name of a tag varies", await shown.locator(".reason").inner_text())


async def test_the_connection_keeps_a_log(bench: Visit) -> None:
    shown = await tab(bench, "connection")
    await says(shown, "the page that was served")
    await bench.run("() => djust.disconnect()")
    await says(shown, "the page waits for its server")
    await bench.run("() => djust.connect()")
    await says(shown, "events up to 0 are answered")


async def test_the_simulator_makes_the_line_slow_and_cuts_it(bench: Visit) -> None:
    shown = await tab(bench, "simulator")
    await shown.locator("#delay").fill("600")
    before = await bench.run("() => performance.now()")
    await bench.click("#add")

    assert await bench.text("#total") == "2"
    assert await bench.run("() => performance.now()") - before >= 600

    await shown.locator("#delay").fill("0")
    await shown.get_by_role("button", name="Cut the line").click()

    assert not await bench.run("() => djust.connected")

    await bench.page.click("#add")

    assert await bench.text("#total") == "2"

    await shown.get_by_role("button", name="Mend it").click()
    await bench.quiet()

    assert await bench.text("#total") == "4"


async def test_an_answer_that_was_lost_comes_with_the_resume(bench: Visit) -> None:
    shown = await tab(bench, "simulator")
    await shown.get_by_text("Lose what the server says").click()
    await bench.page.click("#add")
    await shown.get_by_role("button", name="Cut the line").click()
    await shown.get_by_text("Lose what the server says").click()

    assert await bench.text("#total") == "0"

    await shown.get_by_role("button", name="Mend it").click()
    await bench.quiet()

    assert await bench.text("#total") == "2"


async def test_over_http_it_hears_the_same(browser: Browser) -> None:
    server = Server(debug=True, arguments=[*UVICORN, "--ws", "none"])
    try:
        context = await browser.new_context()
        visit = Visit(await context.new_page(), server.origin)
        await visit.open("/browser/workbench/")
        await visit.page.keyboard.press("Control+Shift+D")
        await visit.click("#add")
        await says(await tab(visit, "events"), "amount = 2")
        await says(await tab(visit, "connection"), "over HTTP", "the page that was served")
        await context.close()
    finally:
        server.kill()


# -- what it must not do -------------------------------------------------------------------------------------------------

LAYOUT = """() => {
  const tops = [...document.querySelectorAll('body *')].map((element) => element.getBoundingClientRect().top);
  return [document.documentElement.scrollHeight, ...tops];
}"""
HEAR = "() => { for (const type of ['click', 'keydown']) document.addEventListener(type, () => (window.heard ??= []).push(type)) }"
POLICE = "document.addEventListener('securitypolicyviolation', (event) => (window.violations ??= []).push(event.violatedDirective))"
PLACE = "() => getComputedStyle(document.querySelector('djust-panel').shadowRoot.querySelector('.panel')).position"


async def test_the_keyboard_opens_it_walks_through_it_and_comes_back(bench: Visit) -> None:
    page = bench.page
    inside = "() => document.querySelector('djust-panel').shadowRoot.activeElement"
    await page.keyboard.press("Escape")
    await page.focus("#add")
    layout = await bench.run(LAYOUT)
    await page.keyboard.press("Control+Shift+D")

    assert await bench.run(f"() => ({inside})().id") == "tab-events"
    assert await bench.run(LAYOUT) == layout

    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")

    assert await bench.run(f"() => ({inside})().id") == "tab-state"
    assert await page.get_attribute("djust-panel #tab-state", "aria-selected") == "true"

    await page.keyboard.press("Escape")

    assert await bench.run("() => document.activeElement.id") == "add"
    assert await page.locator("djust-panel .open").is_visible()

    await page.reload()
    await bench.quiet()

    assert not await page.locator("djust-panel .panel").is_visible()


async def test_what_is_done_in_it_is_nothing_that_happened_on_the_page(bench: Visit) -> None:
    await bench.run(HEAR)
    await tab(bench, "handlers")
    await bench.page.keyboard.press("ArrowRight")

    assert await bench.run("() => window.heard") is None


async def test_no_style_gets_in_or_out(bench: Visit) -> None:
    await tab(bench, "handlers")
    color = await bench.page.locator("djust-panel .signature b").first.evaluate("element => getComputedStyle(element).color")

    assert color != "rgb(1, 2, 3)"
    assert await bench.page.locator("#total").evaluate("element => getComputedStyle(element).color") == "rgb(1, 2, 3)"
    assert await bench.page.locator("#add").evaluate("element => getComputedStyle(element).cursor") == "default"


async def test_it_comes_back_when_something_takes_it_out_of_the_page(bench: Visit) -> None:
    await bench.run("() => document.querySelector('djust-panel').remove()")
    await bench.click("#add")
    await bench.page.wait_for_selector("djust-panel .panel")


async def test_a_strict_policy_lets_it_be(bench: Visit) -> None:
    await bench.page.add_init_script(POLICE)
    await bench.open("/browser/strict/")
    await bench.click("#more")
    for name in ("updates", "simulator", "template", "events"):
        shown = await tab(bench, name)
    await shown.locator(".row").first.hover()

    assert await bench.run(PLACE) == "fixed"
    assert await bench.run("() => window.violations") is None


async def test_without_debug_there_is_nothing_of_it(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    await visit.open("/browser/workbench/")
    await visit.page.keyboard.press("Control+Shift+D")
    await visit.click("#add")

    assert await visit.page.locator("djust-panel").count() == 0
    assert not any("debug" in url for url in asked)
    assert not any('"debug"' in text for text in visit.received)
