"""Chart.js, driven by a hook: the kettle of examples/chart, measured by a real server and drawn in a real browser."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.axe import RUN, script
from tests.browser.visit import Visit
from tests.docs.blocks import ROOT
from tests.project import Server, serving

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.server]

LIBRARY = ROOT / "client" / "node_modules" / "chart.js" / "dist" / "chart.umd.min.js"
CHART = "Chart.getChart(document.querySelector('canvas'))"
POINTS = f"() => {{ const {{labels, datasets}} = {CHART}.data; return labels.map((second, at) => [second, datasets[0].data[at]]) }}"


@pytest.fixture(scope="module")
def kettle() -> Iterator[Server]:
    if not LIBRARY.is_file():
        told = f"{LIBRARY.relative_to(ROOT)} is missing; run: npm --prefix client ci"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    with serving([sys.executable, "examples/chart/manage.py", "runserver", "0", "--noreload"], ROOT) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, kettle: Server) -> AsyncIterator[Visit]:
    """The kettle's page, with two points in its chart."""
    context = await browser.new_context()
    visit = Visit(await context.new_page(), kettle.url)
    await visit.open("")
    await more_than(visit, 1)
    yield visit
    said = list(visit.console)
    await context.close()
    assert said == []


async def more_than(visit: Visit, count: int) -> list[list[float]]:
    """Wait for so many points in the chart; return them."""
    await visit.page.wait_for_function(f"(count) => globalThis.Chart && {CHART}?.data.labels.length > count", arg=count)
    points: list[list[float]] = await visit.run(POINTS)
    return points


def without_gap(points: list[list[float]]) -> bool:
    """Return whether each point is a quarter of a second after the one before, from the first measurement on."""
    return [second for second, _ in points] == [(number + 1) / 4 for number in range(len(points))]


async def test_the_chart_grows_as_the_server_pushes_points(page: Visit) -> None:
    before = await page.run(POINTS)
    picture = await page.run("() => document.querySelector('canvas').toDataURL()")
    page.forget()
    after = await more_than(page, len(before) + 3)

    assert after[: len(before)] == before
    assert without_gap(after)
    assert await page.run("() => document.querySelector('canvas').toDataURL()") != picture
    assert max(frame.count('"second"') for frame in page.received) <= 2, "only what is new travels"


async def test_what_a_click_does_is_seen_in_the_curve(page: Visit) -> None:
    await page.page.get_by_role("button", name="Heat").click()
    await page.page.wait_for_function(f"() => {CHART}.data.datasets[0].data.at(-1) === 100")

    assert await page.page.get_by_role("status").inner_text() == "The water boils."
    assert await page.page.title() == "It boils · Kettle"
    assert (await page.run(POINTS))[0] == [0.25, 20]


async def test_a_chart_that_comes_again_shows_what_was_measured_before(page: Visit) -> None:
    before = await more_than(page, 3)
    await page.page.get_by_label("Chart").uncheck()
    await page.page.wait_for_function("() => !document.querySelector('canvas') && Object.keys(Chart.instances).length === 0")
    await page.page.get_by_label("Chart").check()
    after = await more_than(page, len(before))

    assert without_gap(after)


async def test_what_was_measured_while_the_browser_was_away_is_there_afterwards(page: Visit) -> None:
    before: list[list[float]] = await page.run(POINTS)
    await page.run("() => djust.disconnect()")
    await page.page.wait_for_function("() => !djust.connected")
    await page.run("() => djust.connect()")
    after = await more_than(page, len(before) + 2)

    assert without_gap(after)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_has_no_violation_that_axe_knows_of(page: Visit, scheme: str) -> None:
    await page.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that there are
    await page.run(script())

    assert await page.run(RUN) == []
