"""Somebody logs out, loses a permission, or their session ends, while a page of theirs is open: at the next call, over every transport."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.server import ROOT, Server
from tests.browser.test_calls import call
from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: A POST to the HTTP API with the token of the page.
RUN = """async (path) => {
  const token = document.querySelector('script[data-session]').dataset.csrf;
  const headers = { 'X-CSRFToken': token, 'Content-Type': 'application/json' };
  const response = await fetch('/djust/api/' + path + '/', { method: 'POST', headers, body: '{}' });
  return [response.status, await response.json()];
}"""
#: Once the document is there, and before it joins: the server knows its page no more, and the ticket is used.
AS_FROM_HISTORY = """document.addEventListener('readystatechange', () => {
  const script = document.querySelector('script[data-session]');
  if (!script) return;
  script.dataset.session = 'x.' + script.dataset.session.split('.')[1];
  document.cookie = 'ticket=; path=/; max-age=0';
}, { once: true })"""
CODES = "() => { window.codes = []; document.addEventListener('djust:error', ({ detail }) => codes.push(detail.code)) }"


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose visitors are in a database."""
    database: Path = tmp_path_factory.mktemp("members") / "members.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_DATABASE", str(database))
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.browser.site.settings"}
        command = [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT)}, check=True)
        running = Server()
    yield running
    running.kill()


@pytest_asyncio.fixture(loop_scope="session")
async def member(browser: Browser, club: Server) -> AsyncIterator[Visit]:
    """A tab of somebody who is logged in and may write."""
    context = await browser.new_context()
    tab = Visit(await context.new_page(), club.origin)
    yield tab
    await context.close()


async def enter(member: Visit, name: str) -> None:
    """Log in, and open the page."""
    await member.page.goto(f"{member.origin}/enter/{name}/")
    await member.open("/browser/club/")
    await member.run(CODES)


async def elsewhere(member: Visit, path: str) -> None:
    """Go to a page in another tab of the same browser."""
    other = await member.page.context.new_page()
    await other.goto(member.origin + path)
    await other.close()


async def is_asked_who_they_are(member: Visit) -> None:
    await member.page.wait_for_url("**/door/?next=/browser/club/")

    assert await member.text("#next") == "/browser/club/"


ENDS = ["/leave/", "/expire/"]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("button", ["look", "write"])
async def test_a_click_after_the_end_leads_to_the_login_page_and_back(member: Visit, end: str, button: str) -> None:
    await enter(member, "ann")
    await member.click(f"#{button}")
    before = await member.text("#n")
    await elsewhere(member, end)
    await member.page.click(f"#{button}")
    await is_asked_who_they_are(member)

    assert before in {"1", "10"}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("name", ["who", "secret"])
async def test_a_server_function_after_the_end_leads_there_as_well(member: Visit, end: str, name: str) -> None:
    await enter(member, "ann")
    first = await call(member, "club", name)
    await elsewhere(member, end)
    await member.run("(name) => void djust.call('club', name).catch(() => {})", name)
    await is_asked_who_they_are(member)

    assert first["result"] in {"ann", "told"}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("name", ["look", "write"])
async def test_the_api_after_the_end_says_where_to_log_in(member: Visit, end: str, name: str) -> None:
    await enter(member, "ann")
    first = await member.run(RUN, f"club/{name}")
    await elsewhere(member, end)
    status, told = await member.run(RUN, f"club/{name}")
    if told["error"] == "csrf.failed":  # the token of the page went with its session: whoever sends the fresh one is asked next
        await member.run("(token) => { document.querySelector('script[data-session]').dataset.csrf = token }", told["token"])
        status, told = await member.run(RUN, f"club/{name}")

    assert first[0] == 200
    assert (status, told["error"]) == (401, "login.required")
    assert told["to"].startswith("/door/?next=")


async def test_a_revoked_permission_is_an_error_over_every_transport_and_the_page_goes_on(member: Visit) -> None:
    await enter(member, "bob")
    await member.click("#write")
    await elsewhere(member, "/revoke/")
    await member.click("#write")
    function = await call(member, "club", "secret")
    api = await member.run(RUN, "club/write")

    assert await member.run("codes") == ["permission.denied"]
    assert (function["code"], function["status"]) == ("permission.denied", 403)
    assert (api[0], api[1]["error"]) == (403, "permission.denied")

    await member.click("#look")

    assert await member.text("#n") == "11"
    assert "bob" not in str(api) + str(function)


# -- hooks


async def has_ticket(member: Visit, has: bool) -> None:
    cookies: list[Any] = [{"name": "ticket", "value": "1", "url": member.origin}]
    await (member.page.context.add_cookies(cookies) if has else member.page.context.clear_cookies(name="ticket"))


async def test_a_hook_leads_away_on_the_get(member: Visit) -> None:
    await member.page.goto(member.origin + "/browser/theatre/")

    assert member.page.url == member.origin + "/box-office/"


async def test_a_hook_leads_away_on_the_socket(member: Visit) -> None:
    await has_ticket(member, True)
    await member.page.add_init_script(AS_FROM_HISTORY)
    await member.page.goto(member.origin + "/browser/theatre/")
    await member.page.wait_for_url("**/box-office/")

    assert '["refused",{"code":"redirect"' in member.received[-1]


async def test_a_hook_leads_away_from_server_functions_and_the_api(member: Visit) -> None:
    await has_ticket(member, True)
    await member.open("/browser/theatre/")
    inside = [await call(member, "theatre", "program"), await member.run(RUN, "theatre/clap")]
    await has_ticket(member, False)
    api = await member.run(RUN, "theatre/clap")
    await member.run("() => void djust.call('theatre', 'program').catch(() => {})")
    await member.page.wait_for_url("**/box-office/")

    assert inside == [{"result": "Hamlet"}, [200, {"result": 1}]]
    assert (api[0], api[1]["error"], api[1]["to"]) == (403, "redirect", "/box-office/")
