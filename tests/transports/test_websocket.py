"""The WebSocket door: the handshake, threads, slow handlers, slow readers."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter
from django.test import Client
from django.urls import path

from djust.asgi import get_asgi_application
from djust.errors import ConfigurationError
from djust.session.population import population
from djust.transports.websocket import Writer
from djust.websocket import LiveViewConsumer
from tests.site.views import failing

ORIGIN = b"http://testserver"


@pytest.fixture(autouse=True)
def gate() -> Iterator[None]:
    failing.GATE.clear()
    yield
    failing.GATE.set()
    while population.resting.drop_oldest() or population.parked.drop_oldest():
        pass


class Socket(ApplicationCommunicator):
    """The browser's end of an ASGI WebSocket. (Channels' own communicator cannot be imported without its development server.)"""

    async def connect(self) -> bool:
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(10)
        return bool(answer["type"] == "websocket.accept")

    async def send_text(self, text: str) -> None:
        await self.send_input({"type": "websocket.receive", "text": text})

    async def receive_text(self) -> str:
        text = (await self.receive_output(20))["text"]
        assert isinstance(text, str)
        return text

    async def disconnect(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.wait(10)


class Tab:
    """A page in a browser, over the whole ASGI application."""

    def __init__(self, application: Any = None, path_: str = "/ws/live/", origin: bytes | None = ORIGIN, root_path: str = "") -> None:
        self.client = Client()
        self.application = application or get_asgi_application()
        self.path = path_
        self.root_path = root_path
        self.origin = origin
        self.ref = 0
        self.frame = 0

    async def get(self, url: str) -> str:
        response = await sync_to_async(self.client.get)(url)
        self.url, self.html = url, response.content.decode()
        return self.html

    async def connect(self) -> bool:
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.client.cookies.items())
        headers = [(b"host", b"testserver"), (b"cookie", cookies.encode())]
        if self.origin is not None:
            headers.append((b"origin", self.origin))
        scope = {"type": "websocket", "path": self.path, "scheme": "ws", "headers": headers, "query_string": b""}
        scope["root_path"] = self.root_path
        self.socket = Socket(self.application, scope)
        return await self.socket.connect()

    async def open(self, url: str) -> Tab:
        await self.get(url)
        assert await self.connect()
        found = re.search(r'data-session="([^"]+)"', self.html)
        assert found
        await self.send(["join", {"session": found[1], "url": url}])
        told = await self.hear()
        assert told[1]["how"] == "adopted"
        self.key = told[1]["key"]
        return self

    async def send(self, message: Any) -> None:
        await self.socket.send_text(json.dumps(message))

    async def do(self, name: str, **params: Any) -> None:
        self.ref += 1
        await self.send([self.ref, self.frame, name, params])

    async def hear(self) -> Any:
        message = json.loads(await self.socket.receive_text())
        if isinstance(message[0], int):
            self.frame = message[0]
        return await self.hear() if message[0] == "morph" else message


@pytest.fixture
async def tabs() -> AsyncIterator[list[Tab]]:
    opened: list[Tab] = []
    yield opened
    for tab in opened:
        await tab.socket.disconnect()


async def test_a_click_over_the_socket(tabs: list[Tab]) -> None:
    tab = await Tab().open("/counter/")
    tabs.append(tab)
    await tab.do("increment")

    assert await tab.hear() == [1, 1, [[0, "Count: 1"]]]


async def test_two_hundred_clicks_in_one_go_are_counted_in_order(tabs: list[Tab]) -> None:
    tab = await Tab().open("/counter/")
    tabs.append(tab)
    for _ in range(200):
        await tab.do("increment")
    refs: list[int] = []
    last = None
    while len(refs) < 200:
        last = await tab.hear()
        refs.extend([last[1]] if isinstance(last[1], int) else last[1])
        await tab.send(["ack", tab.frame])

    assert refs == list(range(1, 201))
    assert last[2] == [[0, "Count: 200"]]


async def test_the_consumer_works_inside_channels_routing(tabs: list[Tab]) -> None:
    tab = await Tab(URLRouter([path("some/where/", LiveViewConsumer.as_asgi())]), "/some/where/").open("/counter/")
    tabs.append(tab)
    await tab.do("increment")

    assert (await tab.hear())[2] == [[0, "Count: 1"]]


@pytest.mark.parametrize(
    "origin",
    [b"https://evil.example", b"http://testserver.evil.example", b"http://eviltestserver", b"null", b"", b"http://[", b"file://", None],
)
@pytest.mark.parametrize("mounted", ["own", "routed"])
async def test_a_foreign_origin_is_refused_at_the_handshake(origin: bytes | None, mounted: str) -> None:
    application = None if mounted == "own" else URLRouter([path("ws/live/", LiveViewConsumer.as_asgi())])
    tab = Tab(application, origin=origin)

    assert not await tab.connect()


async def test_a_star_in_allowed_hosts_lets_no_foreign_page_in(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    assert not await Tab(origin=b"https://evil.example").connect()
    own = Tab()
    assert await own.connect()
    await own.socket.disconnect()


@pytest.mark.parametrize("host", ["testserver", "testserver:8000"])
async def test_a_page_of_another_host_of_the_site_is_refused(settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "guest.testserver", ".testserver"]
    own = Tab(origin=f"https://{host}".encode())

    assert not await Tab(origin=b"https://guest.testserver").connect()
    assert await own.connect()
    await own.socket.disconnect()


@pytest.mark.parametrize(("origin", "is_let_in"), [(b"http://testserver", True), (b"https://evil.example", False)])
async def test_a_program_that_names_no_host_is_asked_for_one_of_ours(origin: bytes, is_let_in: bool) -> None:
    scope = {"type": "websocket", "path": "/ws/live/", "scheme": "ws", "headers": [(b"origin", origin)], "query_string": b""}
    socket = Socket(get_asgi_application(), scope)

    assert await socket.connect() is is_let_in
    await socket.disconnect()


async def test_a_trusted_origin_is_let_in(settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://*.example.org"]
    tab = Tab(origin=b"https://app.example.org")

    assert await tab.connect()
    await tab.socket.disconnect()


def test_a_server_does_not_start_with_a_setting_that_is_none(settings: Any) -> None:
    settings.DJUST = {"RESUME_CASHE": "default"}

    with pytest.raises(ConfigurationError, match="Did you mean 'RESUME_CACHE'"):
        get_asgi_application()


async def test_another_path_is_no_door() -> None:
    assert not await Tab(path_="/ws/other/").connect()


@pytest.mark.parametrize("path", ["/ws/live/", "/shop/ws/live/"], ids=["the proxy strips it", "the proxy passes it on"])
@pytest.mark.parametrize("forced", ["/shop", None], ids=["FORCE_SCRIPT_NAME", "root_path"])
async def test_a_site_below_a_path_has_its_socket_there(settings: Any, path: str, forced: str | None, tabs: list[Tab]) -> None:
    settings.FORCE_SCRIPT_NAME = forced
    tab = Tab(path_=path, root_path="" if forced else "/shop")
    tabs.append(tab)
    await tab.get("/counter/")

    assert await tab.connect()
    await tab.send(["join", {"session": "x.y", "url": "/shop/counter/"}])
    assert (await tab.hear())[1]["how"] == "body"


@pytest.mark.parametrize(("path", "warnings"), [("/ws/live/", 1), ("/counter/", 0)])
async def test_a_handshake_that_a_proxy_made_a_plain_request_of_is_told_once(
    path: str, warnings: int, caplog: pytest.LogCaptureFixture
) -> None:
    headers = [(b"host", b"testserver"), (b"sec-websocket-key", b"x")]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b"", "http_version": "1.0"}
    application = get_asgi_application()
    for _ in range(2):
        talk = ApplicationCommunicator(application, dict(scope))
        await talk.send_input({"type": "http.request"})
        await talk.receive_output(10)
        await talk.wait(10)

    assert [record.getMessage().count("Upgrade") for record in caplog.records if record.name == "djust"] == [1] * warnings


async def test_a_slow_handler_delays_no_other_page(tabs: list[Tab]) -> None:
    slow, other = await Tab().open("/slow/"), await Tab().open("/slow/")
    tabs.extend([slow, other])
    await slow.do("wait")
    for _ in range(20):
        await other.do("note", text="x")
        await other.hear()
    failing.GATE.set()

    assert (await slow.hear())[1] == 1


@pytest.mark.parametrize("first", ["wait", "wait_async"])
async def test_a_click_made_while_a_handler_runs_comes_after_it(tabs: list[Tab], first: str) -> None:
    tab = await Tab().open("/slow/")
    tabs.append(tab)
    session = next(iter(population.connected.values()))
    await tab.do(first)
    await tab.do("note", text="after")
    failing.GATE.set()
    while session.updates.handled < 2:
        await tab.hear()

    assert session.page.view.log == [first.replace("wait", "waited").replace("_", " "), "after"]


async def test_a_hundred_async_handlers_wait_at_once(tabs: list[Tab], settings: Any) -> None:
    settings.DJUST = {"THREADS": 2}
    for _ in range(6):
        tabs.append(await Tab().open("/slow/"))
    for tab in tabs:
        await tab.do("wait_async")
    failing.GATE.set()

    assert [(await tab.hear())[1] for tab in tabs] == [1] * 6


async def test_past_the_mailbox_an_event_is_refused_by_its_ref(tabs: list[Tab], settings: Any) -> None:
    settings.DJUST = {"MAILBOX": 3}
    tab = await Tab().open("/slow/")
    tabs.append(tab)
    await tab.do("wait")
    for text in "abcdef":
        await tab.do("note", text=text)
    refused: list[int] = []
    while len(refused) < 2:
        frame = await tab.hear()
        assert frame[3]["error"]["code"] == "rate.limited"
        refused.append(frame[1])
    failing.GATE.set()
    answered: set[int] = set(refused)
    while len(answered) < 7:
        frame = await tab.hear()
        answered.update([frame[1]] if isinstance(frame[1], int) else frame[1])

    assert answered == set(range(1, 8))


async def test_past_the_rate_the_server_reads_later_and_loses_nothing(tabs: list[Tab], settings: Any) -> None:
    settings.DJUST = {"EVENTS_PER_SECOND": 50, "EVENT_BURST": 5}
    tab = await Tab().open("/counter/")
    tabs.append(tab)
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(20):
        await tab.do("increment")
    answered = 0
    while answered < 20:
        frame = await tab.hear()
        answered += 1 if isinstance(frame[1], int) else len(frame[1])

    assert frame[2] == [[0, "Count: 20"]]
    assert loop.time() - began >= 0.25


async def test_a_handler_that_takes_too_long_is_named_in_the_log(tabs: list[Tab], settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.DJUST = {"SLOW_HANDLER": 0.01}
    tab = await Tab().open("/slow/")
    tabs.append(tab)
    with caplog.at_level(logging.WARNING, "djust"):
        await tab.do("wait")
        while "Slow.wait still runs" not in caplog.text:
            await asyncio.sleep(0.01)
        failing.GATE.set()
        await tab.hear()


async def test_a_browser_that_returns_while_its_handler_runs_gets_the_answer_once(tabs: list[Tab]) -> None:
    tab = await Tab().open("/slow/")
    await tab.do("wait")
    await tab.do("note", text="second")
    await tab.socket.disconnect()
    assert await tab.connect()
    tabs.append(tab)
    await tab.send(["resume", {"key": tab.key, "frame": 0, "url": tab.url}])
    resumed = await tab.hear()
    tab.frame = resumed[1]["frame"]
    await tab.send([1, tab.frame, "wait", {}])
    await tab.send([2, tab.frame, "note", {"text": "second"}])
    failing.GATE.set()
    session = next(iter(population.connected.values()))
    answered: list[int] = []
    while len(answered) < 2:
        frame = await tab.hear()
        assert len(frame) == 3
        answered.extend([frame[1]] if isinstance(frame[1], int) else frame[1])
    await tab.send(["ping"])

    assert resumed[1]["ref"] == 0
    assert answered == [1, 2]
    assert session.page.view.log == ["waited", "second"]
    assert await tab.hear() == ["pong"]


async def test_a_writer_holds_back_while_the_socket_cannot_take_more() -> None:
    opened = asyncio.Event()
    written: list[str] = []
    drained = asyncio.Event()

    async def send(message: Any) -> None:
        await opened.wait()
        written.append(message["text"])

    writer = Writer(asyncio.get_running_loop(), send, drained.set)
    task = asyncio.create_task(writer.write())
    for number in range(8):
        assert writer.writable
        writer.send(str(number))
    full = not writer.writable
    opened.set()
    await asyncio.wait_for(drained.wait(), 5)
    task.cancel()

    assert full
    assert writer.writable
    assert written == [str(number) for number in range(len(written))]


async def test_the_application_says_yes_to_a_servers_start_and_stop() -> None:
    said: list[Any] = []
    heard = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

    async def receive() -> Any:
        return next(heard)

    async def send(message: Any) -> None:
        said.append(message["type"])

    await get_asgi_application()({"type": "lifespan"}, receive, send)

    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
