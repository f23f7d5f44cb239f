"""An outcome that was there before is there at once, runs nothing, and leaves a page that goes on as any other."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.server import ROOT, Server
from tests.browser.visit import Visit
from tests.line import Line

pytestmark = pytest.mark.asyncio(loop_scope="session")

_pages = count()

RESULTS = "[...document.querySelectorAll('#results a')].map((name) => name.textContent)"
#: In one task: no answer can have come.
AT_ONCE = f"(selector) => {{ document.querySelector(selector).click(); return {RESULTS} }}"
#: The page without what only a live page has, beside what the server says it shows.
AGREES = """(html) => {
  const plain = (root) => {
    const copy = root.cloneNode(true);
    for (const element of [copy, ...copy.querySelectorAll('*')]) {
      for (const name of ['dj', 'aria-busy']) element.removeAttribute(name);
      if (element.id === 'chosen' || element.id === 'spinner') element.replaceWith();
      if (element.getAttribute('class') === '') element.removeAttribute('class');
      for (const child of [...element.childNodes]) if (child.nodeType === 8) child.remove();
      element.normalize();
    }
    return copy.outerHTML;
  };
  const said = new DOMParser().parseFromString(html, 'text/html').getElementById('page');
  return [plain(document.getElementById('page')), plain(said)];
}"""


class Tab:
    """A visitor's tab with a page of its own."""

    def __init__(self, visit: Visit, name: str) -> None:
        self.visit, self.name = visit, name

    @classmethod
    async def opened(cls, visit: Visit, path: str = "/browser/caching/", *more: str) -> Tab:
        name = f"p{next(_pages)}"
        await visit.open(f"{path}?{'&'.join((f'page={name}', *more))}")
        visit.page.on("dialog", lambda dialog: dialog.accept())
        return cls(visit, name)

    async def results(self) -> list[str]:
        found: list[str] = await self.visit.run(f"() => {RESULTS}")
        return found

    async def at_once(self, selector: str) -> list[str]:
        """Click; return what is shown before any answer."""
        found: list[str] = await self.visit.run(AT_ONCE, selector)
        return found

    async def runs(self) -> list[str]:
        found: list[str] = await (await self.ask("runs")).json()
        return found

    async def ask(self, what: str) -> Any:
        return await self.visit.page.request.get(f"{self.visit.origin}/browser/caching/{what}/?page={self.name}")

    async def agrees(self) -> bool:
        """Whether the page shows what the server thinks it does."""
        await self.visit.quiet()
        page, said = await self.visit.run(AGREES, await (await self.ask("shown")).text())
        assert page == said
        return True

    async def go_on(self) -> None:
        """Work with the page."""
        for selector in ("#more", ".like", "#turn", "#add", ".like", "#B", "#turn", "#later", ".like", "#more"):
            await self.visit.click(selector)
            assert await self.agrees()


B, C = ["Bern", "Basel", "Biel"], ["Chur"]


@pytest_asyncio.fixture(loop_scope="session")
async def tab(visit: Visit) -> Tab:
    """A page with two outcomes."""
    opened = await Tab.opened(visit)
    await visit.click("#B")
    await visit.click("#C")
    visit.forget()
    return opened


# -- a hit


async def test_a_hit_is_shown_in_the_same_task_and_runs_nothing(tab: Tab) -> None:
    assert await tab.results() == C
    assert await tab.at_once("#B") == B
    assert await tab.visit.text("h1") == "B"
    assert await tab.visit.run("() => document.querySelector('h1').className + document.querySelector('h1').title") == "b titleB"
    assert await tab.agrees()
    assert await tab.runs() == ["B", "C"]
    assert await tab.results() == B
    await tab.go_on()


async def test_a_hit_names_its_number_and_the_answer_has_no_more_than_the_difference(tab: Tab) -> None:
    await tab.visit.click("#B")

    (sent,) = [text for text in tab.visit.sent if text[1:2].isdigit()]
    (answer,) = [text for text in tab.visit.received if text[1:2].isdigit()]
    assert sent.endswith(',"query":"B"},{},1]')
    assert '"cache"' not in answer


async def test_the_focus_and_what_is_typed_stay(tab: Tab) -> None:
    await tab.visit.page.focus("#model")
    await tab.visit.page.keyboard.type("half")
    await tab.visit.run("() => document.querySelector('#model').setSelectionRange(1, 3)")
    await tab.at_once("#B")
    await tab.visit.quiet()

    assert await tab.visit.run("() => [document.activeElement.id, document.activeElement.value]") == ["model", "half"]
    assert await tab.visit.run("() => [document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [1, 3]
    assert await tab.agrees()


async def test_what_is_shown_already_is_not_touched(tab: Tab) -> None:
    await tab.visit.click("#B")
    touched = await tab.visit.run(
        """() => {
          const seen = new MutationObserver(() => {});
          seen.observe(document.querySelector('#results'), { childList: true, characterData: true, attributes: true, subtree: true });
          document.querySelector('#B').click();
          return seen.takeRecords().length;
        }"""
    )

    assert touched == 0
    assert await tab.agrees()


async def test_where_somebody_types_nothing_is_put_aside(visit: Visit) -> None:
    """The field stands in a region that travels as a whole: the answer, which keeps it, brings the rest."""
    tab = await Tab.opened(visit, "/browser/caching/around/")
    for text in ("B", "C"):
        await visit.page.fill("#field", text)
        await visit.quiet()
    await visit.run(
        "() => { window.field = document.querySelector('#field'); window.left = 0; field.addEventListener('blur', () => left++) }"
    )
    for text in ("B", "C", "B"):
        await visit.page.fill("#field", text)
        await visit.quiet()

        assert await visit.run("() => document.querySelector('#field') === field && document.activeElement === field && left === 0")
        assert await visit.page.input_value("#field") == text
    assert await tab.results() == B
    assert await tab.runs() == ["B", "C"]
    await visit.page.fill("#field", "")
    await visit.quiet()
    await visit.run("() => field.blur()")
    assert await tab.at_once("#B") == ["Bern", "Basel", "Biel", "Chur", "Genf"], "what was typed there might get lost"
    await visit.quiet()
    assert await tab.results() == B


async def test_arguments_are_the_key_as_parameters_are(tab: Tab) -> None:
    await tab.visit.click("#call")
    await tab.visit.click("#C")

    assert await tab.at_once("#call") == ["Biel"]
    assert await tab.agrees()
    assert await tab.runs() == ["B", "C", "Bi"]


async def test_typing_hits_as_clicks_do(tab: Tab) -> None:
    for text in ("Be", "B", "Be", "B"):
        await tab.visit.page.fill("#field", text)
        await tab.visit.quiet()

    assert await tab.runs() == ["B", "C", "Be"]
    assert await tab.visit.page.input_value("#field") == "B"
    assert await tab.results() == B
    assert await tab.agrees()


async def test_an_async_handler_is_not_run_either(tab: Tab) -> None:
    await tab.visit.click("#later")
    await tab.visit.click("#C")

    assert await tab.at_once("#later") == ["BERN", "BASEL", "BIEL"]
    assert await tab.agrees()
    assert await tab.runs() == ["B", "C", "later B"]
    await tab.go_on()


async def test_hits_in_quick_succession_end_at_the_last(tab: Tab) -> None:
    await tab.visit.click("#call")
    await tab.visit.run("() => { window.confirm = () => true }")
    shown = await tab.visit.run(
        f"() => ['C', 'call', 'B', 'C', 'call'].map((id) => {{ document.getElementById(id).click(); return {RESULTS} }})"
    )

    assert shown == [C, ["Biel"], B, C, ["Biel"]]
    assert await tab.agrees()
    assert await tab.results() == ["Biel"]
    assert await tab.runs() == ["B", "C", "Bi"]


# -- on a page that has moved on


async def test_other_state_that_changed_meanwhile_is_not_touched(tab: Tab) -> None:
    await tab.visit.click("#more")
    await tab.visit.click("#turn")
    await tab.visit.click("#turn")
    await tab.visit.click("#more")

    texts = "['#results a', '#count', '#branch'].map((selector) => document.querySelector(selector).textContent)"
    assert await tab.visit.run(f"() => {{ document.querySelector('#B').click(); return {texts} }}") == ["Bern", "2", "C 2"]
    assert await tab.agrees()
    assert await tab.visit.text("#branch") == "B 2", "which stands anew: the answer brought it"
    await tab.go_on()


async def test_what_stands_in_a_branch_is_shown_with_the_rest(tab: Tab) -> None:
    await tab.visit.click("#more")
    texts = "document.querySelector('#branch').textContent"

    assert await tab.visit.run(f"() => {{ document.querySelector('#B').click(); return {texts} }}") == "B 1"
    assert await tab.agrees()


async def test_a_branch_that_is_gone_is_left_alone(tab: Tab) -> None:
    await tab.visit.click("#turn")

    assert await tab.at_once("#B") == B
    assert not await tab.visit.run("() => document.querySelector('#branch')")
    assert await tab.agrees()
    await tab.go_on()


@pytest.mark.parametrize("before", ["#add", "#empty"])
async def test_rows_that_came_or_went_meanwhile(tab: Tab, before: str) -> None:
    await tab.visit.click(before)

    assert await tab.at_once("#B") == B
    assert await tab.agrees()
    await tab.go_on()


async def test_a_row_that_was_changed_meanwhile_is_as_it_is_now(tab: Tab) -> None:
    await tab.visit.click("#B")
    await tab.visit.click(".like")
    await tab.visit.click("#C")

    assert await tab.at_once("#B") == B, "as it was"
    assert await tab.agrees()
    assert (await tab.results())[0] == "Bern!"
    await tab.visit.click(".like")
    assert (await tab.results())[0] == "Bern"


async def test_another_event_in_flight_is_answered_first(tab: Tab) -> None:
    await tab.visit.page.click("#held")

    assert await tab.at_once("#B") == B
    assert await tab.visit.text("#count") == "0"
    await tab.visit.page.request.get(f"{tab.visit.origin}/gate/caching-held/")
    assert await tab.agrees()
    assert (await tab.visit.text("#count"), await tab.results()) == ("1", B)
    assert await tab.runs() == ["B", "C"]
    await tab.go_on()


# -- when only one side has its half


async def test_when_the_servers_half_is_too_old_the_handler_runs(tab: Tab) -> None:
    await tab.visit.click("#add")
    await tab.ask("later")

    assert await tab.at_once("#B") == B
    assert await tab.agrees()
    assert await tab.runs() == ["B", "C", "B"]
    assert (await tab.results())[1:] == B
    await tab.visit.click("#C")
    assert (await tab.at_once("#B"))[1:] == B
    assert await tab.agrees()
    assert await tab.runs() == ["B", "C", "B", "C"], "and what came of that is kept"


async def test_when_the_browsers_half_is_too_old_the_handler_runs(tab: Tab) -> None:
    await tab.visit.run("() => { const now = Date.now; Date.now = () => now() + 60_000 }")

    assert await tab.at_once("#B") == C
    assert await tab.agrees()
    assert await tab.runs() == ["B", "C", "B"]
    assert await tab.at_once("#C") == B


async def test_clear_forgets_one_handler_or_all(tab: Tab) -> None:
    await tab.visit.click("#later")
    await tab.visit.run("() => djust.cache.clear('search_later')")
    await tab.visit.click("#B")
    await tab.visit.click("#later")
    await tab.visit.run("() => djust.cache.clear()")
    await tab.visit.click("#B")

    assert await tab.runs() == ["B", "C", "later B", "later B", "B"]


async def test_after_a_restart_of_the_server_its_pages_begin_with_nothing(browser: Browser) -> None:
    first, second = Server(), None
    try:
        async with Line.to(first.port) as line, visiting(browser, line.origin) as visit:
            tab = await Tab.opened(visit)
            await visit.click("#B")
            await visit.click("#C")
            await line.cut()
            first.kill()
            await visit.page.wait_for_function("() => !djust.connected")

            assert await tab.at_once("#B") == B, "while it waits"

            second = Server()
            line.mend(second.port)
            assert await tab.agrees()
            assert await tab.results() == ["Bern", "Basel", "Biel", "Chur", "Genf"], "a new page; that was for the old one"
            await visit.click("#B")
            await visit.click("#C")
            assert await tab.at_once("#B") == B
            assert await tab.agrees()
            assert await tab.runs() == ["B", "C"]
            assert [line for line in visit.console if "uncertain" not in line] == []
    finally:
        for server in (first, second):
            if server is not None and server.process.poll() is None:
                server.kill()


async def test_a_line_that_was_cut_makes_no_difference(browser: Browser, server: Server) -> None:
    async with Line.to(server.port) as line, visiting(browser, line.origin) as visit:
        tab = await Tab.opened(visit)
        await visit.click("#B")
        await visit.click("#C")
        await line.cut()
        await visit.page.wait_for_function("() => !djust.connected")

        assert await tab.at_once("#B") == B

        line.mend(server.port)
        assert await tab.agrees()
        assert await tab.results() == B
        assert await tab.runs() == ["B", "C"]


async def test_who_is_logged_out_sees_the_login_page(browser: Browser, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_DATABASE", str(tmp_path / "members.sqlite3"))
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.browser.site.settings", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        club = Server()
    try:
        async with visiting(browser, club.origin) as visit:
            await visit.page.goto(f"{club.origin}/enter/ann/")
            tab = await Tab.opened(visit, "/browser/caching/members/")
            await visit.click("#B")
            await visit.click("#C")
            await visit.page.request.get(f"{club.origin}/leave/")
            await visit.page.click("#B")
            await visit.page.wait_for_url("**/door/**")

            assert await tab.runs() == ["B", "C"]
            assert all("login.required" in line for line in visit.console)
    finally:
        club.kill()


# -- with what else an element or a handler says


async def test_everything_that_shows_that_something_is_on_its_way_ends(tab: Tab) -> None:
    state = """() => {
      const button = document.querySelector('#B');
      const spinner = getComputedStyle(document.querySelector('#spinner')).display;
      return [button.textContent, button.disabled, button.matches('.dj-pending'), spinner];
    }"""
    before = await tab.visit.run(state)
    during = await tab.visit.run(f"() => {{ document.querySelector('#B').click(); return ({state})() }}")
    await tab.visit.quiet()

    assert during == ["wait", True, True, "inline"]
    assert await tab.visit.run(state) == before == ["B", False, False, "none"]


async def test_a_question_that_is_declined_shows_nothing(visit: Visit) -> None:
    tab = await Tab.opened(visit)
    await visit.click("#C")
    await visit.click("#B")
    await visit.run("() => { window.confirm = () => false }")

    assert await tab.at_once("#C") == B
    assert await tab.agrees()


async def test_a_model_beside_it_goes_its_own_way(tab: Tab) -> None:
    await tab.visit.page.fill("#model", "word")
    await tab.at_once("#B")
    await tab.visit.page.fill("#model", "words")
    await tab.visit.quiet()

    assert await tab.visit.text("u") == "words"
    assert await tab.agrees()


async def test_a_handler_that_fails_leaves_what_was_shown(tab: Tab) -> None:
    await tab.visit.page.fill("#field", "fail")
    await tab.visit.quiet()

    assert await tab.results() == C
    assert await tab.at_once("#B") == B
    assert await tab.agrees()
    assert any("handler.failed" in line for line in tab.visit.console)
    tab.visit.console.clear()


async def test_what_a_handler_publishes_is_published_by_a_hit_as_well(tab: Tab) -> None:
    for button in ("#one", "#two", "#one"):
        await tab.visit.click(button)

        assert await tab.visit.text("#tab") == await tab.visit.text("#chosen") == button[1:]
        assert await tab.visit.run("() => djust.state.get('tab')") == button[1:]
    assert await tab.runs() == ["B", "C", "one", "two"]


@pytest.mark.parametrize("path", ["composed", "upside"])
async def test_with_a_debounce_and_a_prediction_each_has_its_turn(visit: Visit, path: str) -> None:
    """Nothing while somebody types; then what can be predicted, and with it what was there before; the handler only for the rest."""
    tab = await Tab.opened(visit, f"/browser/caching/{path}/")
    for text in ("B", "C"):
        await visit.page.fill("#field", text)
        await visit.page.wait_for_function("(text) => document.querySelector('#query').textContent === text", arg=text)
        await visit.quiet()
    visit.forget()
    await visit.page.fill("#field", "Bi")
    await visit.page.fill("#field", "B")

    assert await visit.text("#query") == "C"
    assert visit.sent == []
    await visit.page.wait_for_function(f"() => {RESULTS}.length === 3")
    await visit.quiet()
    assert await visit.text("#query") == "B"
    assert await tab.runs() == ["B", "C"]
    assert len([text for text in visit.sent if '"search"' in text]) == 1

    await visit.page.fill("#field", "Bi")
    await visit.page.wait_for_function("() => djust.pending === 1")
    predicted = await visit.text("#query")
    await visit.page.request.get(f"{visit.origin}/gate/caching-composed/")
    await visit.quiet()

    assert (predicted, await tab.results()) == ("Bi", ["Biel"])
    assert await tab.runs() == ["B", "C", "Bi"]


WALK = ["#B", "#C", "#call", "#later", ".like", "#more", "#turn", "#add", "#empty", "#B", "#C", "#later", "#one", "#two"]


@pytest.mark.parametrize("seed", range(4))
async def test_on_a_random_walk_page_and_server_agree_at_each_stop(visit: Visit, seed: int) -> None:
    """Several clicks in one task: the later ones are drawn while the earlier are in flight."""
    chance = random.Random(seed)
    tab = await Tab.opened(visit)
    await visit.run("() => { window.confirm = () => true }")
    for _ in range(25):
        some = chance.choices(WALK, k=chance.choice([1, 1, 2, 3]))
        await visit.run("(some) => some.forEach((selector) => document.querySelector(selector)?.click())", some)
        if chance.random() < 0.3:
            await visit.page.fill("#field", chance.choice(["B", "Be", "C", ""]))
        assert await tab.agrees(), some


async def test_without_key_parameters_a_handler_has_one_outcome(visit: Visit) -> None:
    tab = await Tab.opened(visit, "/browser/caching/keyless/")
    await visit.run("() => { window.answers = 0; document.addEventListener('djust:updated', () => answers++) }")
    for number, text in enumerate(("B", "C", "Bi"), 1):
        await visit.page.fill("#field", text)
        await visit.page.wait_for_function("(number) => answers === number", arg=number)
        await visit.quiet()

        assert (await visit.text("#query"), await tab.results()) == ("B", B)
        assert await visit.page.input_value("#field") == text
    assert await tab.runs() == ["B"]


@asynccontextmanager
async def visiting(browser: Browser, origin: str) -> AsyncIterator[Visit]:
    """Yield a visitor of another server."""
    context = await browser.new_context()
    try:
        yield Visit(await context.new_page(), origin)
    finally:
        await context.close()
