"""The HTTP door behind real servers: with ASGI, and with WSGI and one worker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.exchange import Exchange
from tests.browser.server import GUNICORN, UVICORN, Server

pytestmark = [pytest.mark.server, pytest.mark.timeout(60)]


@pytest.fixture(scope="module")
def asgi() -> Iterator[Server]:
    running = Server(arguments=[*UVICORN, "--ws", "none"])
    yield running
    running.kill()


@pytest.fixture(scope="module")
def wsgi() -> Iterator[Server]:
    running = Server(arguments=GUNICORN)
    yield running
    running.kill()


@pytest.fixture(params=["asgi", "wsgi"])
def exchange(request: pytest.FixtureRequest) -> Iterator[Exchange]:
    """A browser at each kind of server."""
    server: Server = request.getfixturevalue(request.param)
    browser = Exchange(server.origin)
    with browser.client:
        yield browser


def refs(frames: list[Any]) -> list[int]:
    """The events that these frames answer; one may answer several."""
    return [ref for _, answered, *_ in frames for ref in (answered if isinstance(answered, list) else [answered])]


def test_a_page_is_joined_and_clicked(exchange: Exchange) -> None:
    joined = exchange.open("/browser/counter/")
    [frame] = exchange.event("increment")

    assert (joined[0], joined[1]["how"]) == ("joined", "adopted")
    assert frame[:2] == [1, 1]
    assert [0, "1"] in frame[2]


def test_what_was_said_in_one_request_is_answered_in_its_order(exchange: Exchange) -> None:
    exchange.open("/browser/counter/")
    exchange.ref = 20
    said = exchange.say(*[[ref, 0, "increment"] for ref in range(1, 21)])
    while 20 not in refs(said):
        said += exchange.say()

    assert refs(said) == list(range(1, 21))
    assert [0, "20"] in said[-1][2]


def test_a_line_that_is_over_is_gone_and_the_key_brings_the_page_back(exchange: Exchange) -> None:
    key = exchange.open("/browser/counter/")[1]["key"]
    exchange.event("increment")
    before, exchange.line = exchange.line, "ffffff.never"

    assert exchange.post(b"[]").headers["X-Djust-Gone"] == "1"

    exchange.line = ""
    [resumed] = exchange.say(["resume", {"key": key, "frame": 1, "url": "/browser/counter/"}])

    assert resumed[0] == "resumed"
    assert resumed[1]["ref"] == 1
    assert exchange.line != before


def test_another_browser_cannot_go_on_with_a_line(exchange: Exchange) -> None:
    exchange.open("/browser/counter/")
    other = Exchange(str(exchange.client.base_url))
    with other.client:
        other.open("/browser/counter/")
        other.line = exchange.line

        assert other.post(b"[]").status_code == 403
    assert len(exchange.event("increment")) == 1


def test_a_foreign_page_cannot_begin_a_line(exchange: Exchange) -> None:
    exchange.open("/browser/counter/")
    exchange.line = ""

    assert exchange.post(b"[]", **{"X-CSRFToken": "x" * 64}).status_code == 403
    assert exchange.post(b"[]", Origin="https://evil.example").status_code == 403


@pytest.mark.parametrize("body", [b"", b"{", b"{}", b"[1]", json.dumps(["x"] * 65).encode(), b"[" * 100_000])
def test_what_is_no_list_of_texts_is_refused_and_the_line_goes_on(exchange: Exchange, body: bytes) -> None:
    exchange.open("/browser/counter/")
    response = exchange.post(body)

    assert response.status_code == 400
    assert "JSON array" in response.text
    assert len(exchange.event("increment")) == 1


def test_a_message_that_is_none_is_complained_of_like_on_a_socket(exchange: Exchange) -> None:
    exchange.open("/browser/counter/")
    response = exchange.post(json.dumps(["nonsense"]).encode())

    assert response.json()[0][3]["error"]["code"] == "frame.invalid"


def test_a_page_of_nobody_is_refused_and_may_be_asked_for_again(exchange: Exchange) -> None:
    exchange.html = exchange.client.get("/browser/counter/").text
    [refused] = exchange.say(["join", {"session": "never", "url": "/nowhere/"}])

    assert refused[:1] == ["refused"]
    assert refused[1]["code"] == "not_found"
    # Who draws the page whole says first where the morph is.
    *_, joined = exchange.say(["join", {"session": "never", "url": "/browser/counter/"}])
    assert joined[1]["how"] in ("body", "values", "same")


def test_there_is_a_stream_with_asgi(asgi: Server, request: pytest.FixtureRequest) -> None:
    exchange = Exchange(asgi.origin)
    request.addfinalizer(exchange.client.close)
    exchange.open("/browser/meanwhile/")

    assert exchange.streams
    with exchange.client.stream("GET", f"/djust/live/{exchange.line}/") as stream:
        lines = (line for line in stream.iter_lines() if line.startswith("data: "))
        assert stream.headers["content-type"] == "text/event-stream"
        assert exchange.event("turn") == []  # it comes by the stream
        first = json.loads(next(lines)[6:])
        exchange.client.get("/browser/meanwhile/turn/")
        second = json.loads(next(lines)[6:])

    assert first[:2] == [1, 1]
    assert second[:2] == [2, 0]


def test_without_asgi_there_is_none_and_the_browser_is_told_when_to_ask(wsgi: Server, request: pytest.FixtureRequest) -> None:
    exchange = Exchange(wsgi.origin)
    request.addfinalizer(exchange.client.close)
    exchange.open("/browser/composing/?gate=wsgi")

    assert not exchange.streams
    assert exchange.client.get(f"/djust/live/{exchange.line}/").status_code == 406

    said = exchange.event("compose", gate="wsgi")
    assert said[-1][3]["more"] == "compose"
    assert exchange.ask is not None
    for _ in range(5):
        exchange.client.get("/gate/wsgi/")
    ended = False
    while not ended:
        ended = any("done" in (message[3] if len(message) > 3 else {}) for message in exchange.say())

    assert exchange.say() == []
    assert exchange.ask is None
