"""A server that shuts down closes its sockets with 1012: pages are kept before it ends, and others may go on with them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from djust.session.connection import Connection
from djust.session.population import population
from djust.session.resume import adoption, departure
from djust.session.resume import place as places
from djust.session.resume.base import Sight
from djust.session.resume.memory import Memory
from djust.session.resume.place import Ticket
from djust.session.visitor import Visitor
from djust.sync import Threads
from djust.transports import websocket
from tests.session.driver import Wire
from tests.site.views import failing
from tests.transports.test_websocket import Tab


@pytest.fixture
def place() -> Iterator[Memory]:
    shared = Memory()
    places.install(shared)
    yield shared
    places.install(None)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(departure, "_begun", False)
    failing.GATE.clear()
    yield
    failing.GATE.set()
    while population.resting.drop_oldest() or population.parked.drop_oldest():
        pass


@pytest.fixture
async def tabs() -> AsyncIterator[list[Tab]]:
    opened: list[Tab] = []
    yield opened
    failing.GATE.set()
    for tab in opened:
        await tab.socket.wait(10)


async def shut_down(tab: Tab) -> None:
    """Do what a server does to each socket when it is told to end."""
    await tab.socket.send_input({"type": "websocket.disconnect", "code": departure.RESTART})


async def test_an_idle_page_is_kept_before_its_socket_is_done(place: Memory) -> None:
    tab = await Tab().open("/moving/")
    await shut_down(tab)
    await tab.socket.wait(10)

    assert isinstance(place.look(Ticket(tab.key).name), bytes)
    assert tab.key not in population.connected
    assert len(population.resting) == 0


async def test_all_pages_are_promised_with_the_first_socket_that_goes(place: Memory) -> None:
    one, other = await Tab().open("/moving/"), await Tab().open("/moving/")
    await shut_down(one)
    await one.socket.wait(10)
    while place.look(Ticket(other.key).name) is not Sight.COMING:
        await asyncio.sleep(0.001)
    await shut_down(other)
    await other.socket.wait(10)


async def test_the_handler_that_runs_comes_to_its_end_and_what_waits_is_left_to_the_next_process(place: Memory, tabs: list[Tab]) -> None:
    tab = await Tab().open("/slow/")
    tabs.append(tab)
    session = population.connected[tab.key]
    await tab.do("wait")
    await tab.do("note", text="next")
    while not session.mailbox:
        await asyncio.sleep(0.001)
    await shut_down(tab)
    while place.look(Ticket(tab.key).name) is not Sight.COMING:
        await asyncio.sleep(0.001)
    failing.GATE.set()
    await tab.socket.wait(10)

    assert session.page.view.log == ["waited"]
    assert isinstance(place.look(Ticket(tab.key).name), bytes)


async def test_without_a_place_what_waits_is_done_before_the_process_ends(tabs: list[Tab]) -> None:
    tab = await Tab().open("/slow/")
    tabs.append(tab)
    session = population.connected[tab.key]
    await tab.do("wait")
    await tab.do("note", text="next")
    while not session.mailbox:
        await asyncio.sleep(0.001)
    await shut_down(tab)
    failing.GATE.set()
    await tab.socket.wait(10)

    assert session.page.view.log == ["waited", "next"]


async def test_what_has_not_gone_with_its_socket_goes_with_the_lifespan(place: Memory, tabs: list[Tab]) -> None:
    tab = await Tab().open("/moving/")
    tabs.append(tab)
    heard = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    said: list[str] = []

    async def receive() -> Any:
        return next(heard)

    async def send(message: Any) -> None:
        said.append(message["type"])

    await tab.application({"type": "lifespan"}, receive, send)

    assert said[-1] == "lifespan.shutdown.complete"
    assert isinstance(place.look(Ticket(tab.key).name), bytes)
    assert (await tab.socket.receive_output(10))["type"] == "websocket.close"
    await tab.socket.send_input({"type": "websocket.disconnect", "code": 1006})


async def test_a_handler_that_does_not_end_is_not_waited_for_for_ever(
    place: Memory, tabs: list[Tab], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DJUST = {"SHUTDOWN_SECONDS": 0.05}
    tab = await Tab().open("/slow/")
    tabs.append(tab)
    session = population.connected[tab.key]
    await tab.do("wait")
    while not session.busy:
        await asyncio.sleep(0.001)
    with caplog.at_level(logging.WARNING, "djust"):
        await shut_down(tab)
        await tab.socket.wait(10)

    assert "Slow: its page could not go within 0.05 s" in caplog.text


async def test_a_socket_that_asks_for_no_page_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "PATIENCE", 0.02)
    tab = Tab()
    await tab.get("/counter/")
    assert await tab.connect()
    await tab.send(["ping"])
    assert await tab.hear() == ["pong"]

    assert (await tab.socket.receive_output(10))["type"] == "websocket.close"
    await tab.socket.disconnect()


async def test_a_socket_that_asks_in_vain_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "PATIENCE", 0.02)
    tab = Tab()
    await tab.get("/counter/")
    assert await tab.connect()
    await tab.send(["join", {"session": "none", "url": "/nowhere/"}])
    assert (await tab.hear())[0] == "refused"

    assert (await tab.socket.receive_output(10))["type"] == "websocket.close"
    await tab.socket.disconnect()


async def test_a_socket_that_has_its_page_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "PATIENCE", 0.02)
    tab = await Tab().open("/counter/")
    await asyncio.sleep(0.1)
    await tab.do("increment")

    assert (await tab.hear())[1] == 1
    await tab.socket.disconnect()


async def kept_by_another_process(place: Memory) -> tuple[Tab, bytes]:
    """Return a tab whose page another process is about to keep, and what it will keep."""
    tab = await Tab().open("/moving/")
    await tab.do("add", item="a")
    await tab.hear()
    await shut_down(tab)
    await tab.socket.wait(10)
    name = Ticket(tab.key).name
    sealed = place.look(name)
    assert isinstance(sealed, bytes)
    place.forget(name)
    return tab, sealed


@pytest.mark.parametrize("promised", [False, True])
async def test_what_another_process_is_just_keeping_is_waited_for(place: Memory, promised: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if promised:
        monkeypatch.setattr(adoption, "PATIENCE", 0.0)
    tab, sealed = await kept_by_another_process(place)
    name = Ticket(tab.key).name
    if promised:
        place.promise([name], 60)
    assert await tab.connect()
    await tab.send(["resume", {"key": tab.key, "frame": tab.frame, "url": tab.url}])
    asyncio.get_running_loop().call_later(0.3, place.put, name, sealed, 60)
    told = await tab.hear()

    assert told[0] == "resumed"
    assert told[1]["key"] == f"{tab.key}.1"
    await tab.socket.disconnect()


async def test_what_nobody_keeps_is_not_waited_for_for_ever(place: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adoption, "PATIENCE", 0.05)
    tab, _ = await kept_by_another_process(place)
    place._promised.clear()
    assert await tab.connect()
    await tab.send(["resume", {"key": tab.key, "frame": tab.frame, "url": tab.url}])

    assert (await tab.hear())[1]["code"] == "resume.unknown"
    await tab.socket.disconnect()


async def test_a_browser_that_goes_while_its_page_is_waited_for_takes_nothing(place: Memory) -> None:
    tab, sealed = await kept_by_another_process(place)
    name = Ticket(tab.key).name
    loop = asyncio.get_running_loop()
    connection = Connection(Visitor({"headers": []}), Wire(), Threads(loop))
    resuming = loop.create_task(connection.receive(f'["resume",{{"key":"{tab.key}","frame":1,"url":"/moving/"}}]'))
    await asyncio.sleep(0.01)
    connection.lost()
    place.put(name, sealed, 60)
    await resuming

    assert place.look(name) == sealed
