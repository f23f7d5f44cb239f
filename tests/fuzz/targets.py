"""What cases are thrown at, and what must hold whatever they are. Each target takes one text; what it asserts is true for all texts."""

from __future__ import annotations

import gc
import json
import time
from typing import Any

from djust.errors import ClientError, InvalidParams
from djust.params import parameters_of
from djust.protocol import codec
from djust.protocol.messages import Event
from djust.session.connection import Connection
from djust.session.population import population
from djust.session.session import Session
from djust.session.visitor import Visitor
from djust.sync import Inline
from tests.fuzz.site import KNOWN, REACHED, Fortress
from tests.session.driver import Wire

#: Seconds of the processor that one case may take: far more than any needs, far less than a hang.
LONGEST = 2.0
_SCOPE: dict[str, Any] = {
    "type": "websocket",
    "path": "/ws/live/",
    "scheme": "ws",
    "headers": [(b"host", b"testserver"), (b"cookie", b"csrftoken=" + b"a" * 32)],
    "client": ("127.0.0.1", 1),
    "server": ("testserver", 80),
}
JOIN = '["join",{"session":"unknown","url":"/fortress/"}]'


def read(text: str) -> None:
    """The codec: a message with every field as the wire says, or a refusal that is short and safe to send."""
    try:
        message = codec.decode(text, limit=100_000)
    except ClientError as error:
        _is_fit_to_send(error)
        assert 0 <= codec.leading_ref(text) <= codec.MAX_NUMBER
        return
    if isinstance(message, Event):
        assert 1 <= message.ref <= codec.MAX_NUMBER
        assert 0 <= message.ack <= codec.MAX_NUMBER
        assert type(message.name) is str
        assert 0 < len(message.name) <= codec.MAX_NAME
        assert type(message.params) is dict
        assert type(message.args) is tuple


def _is_fit_to_send(error: ClientError) -> None:
    assert error.code in ("frame.invalid", "frame.too_large", "attribute.invalid")
    assert len(error.detail) < 600
    json.dumps(error.as_dict(debug=True)).encode()


def bind(text: str) -> None:
    """Parameters: what a handler asked for, or a refusal; the handler itself checks types (see the page)."""
    try:
        params = codec.decode_params(text)
    except ClientError:
        return
    for name in ("typed", "anything", "restricted", "add"):
        handler = Fortress._djust_registry.handlers[name]
        try:
            bound = parameters_of(handler.function).bind(params, (), coerce=True, allowed=handler.meta.params)
        except InvalidParams as error:
            json.dumps(error.as_dict(debug=True))
            continue
        handler.function(_Nobody(), **bound)
    _nothing_was_reached()


class _Nobody:
    """Takes the place of a view where only parameters are concerned."""

    rows: list[Any] = []
    number = 0


def converse(text: str) -> None:
    """A whole connection: each line is a frame. Nothing raises, each event is answered once, no wall is climbed."""
    wire = Wire()
    connection = Connection(Visitor(_SCOPE), wire, Inline())
    executor = Inline()
    executor.start(connection.receive(JOIN))
    session = connection.session
    assert session is not None, wire.texts
    sent = 1
    try:
        for line in text.split("\n"):
            executor.start(connection.receive(line))
            sent += 1
            _holds(session)
        answers = [json.loads(said) for said in wire.texts]
        refs = [ref for said in answers if type(said[0]) is int for ref in (said[1] if type(said[1]) is list else [said[1]]) if ref]
        assert len(refs) == len(set(refs)), f"answered twice: {refs}"
        assert len(answers) <= 4 * sent
        assert "swordfish" not in "".join(wire.texts)
    finally:
        _gone(connection, session)
    assert session.key not in population.connected


def enter(text: str) -> None:
    """The first message: a join or a resume leads to this page or to nothing, never to what is somebody else's."""
    others = Wire()
    executor = Inline()
    other = Connection(Visitor({**_SCOPE, "headers": [(b"host", b"testserver"), (b"cookie", b"csrftoken=" + b"b" * 32)]}), others, executor)
    executor.start(other.receive(JOIN))
    owned = other.session
    assert owned is not None
    page = owned.page
    wire = Wire()
    connection = Connection(Visitor(_SCOPE), wire, executor)
    for line in text.replace("KEY", owned.key).replace("SESSION", page.id).split("\n"):
        executor.start(connection.receive(line))
        if connection.session is not None:
            assert connection.session is not owned
            assert connection.session.page is not page
            assert connection.session.page.address.startswith("/fortress/")
    found = connection.session
    assert owned.key in population.connected
    assert other.session is owned
    assert population.connected.get(owned.key) is owned
    _gone(other, owned)
    if found is not None:
        _gone(connection, found)


TARGETS = {"read": read, "bind": bind, "converse": converse, "enter": enter}


def throw(name: str, text: str) -> None:
    """Run one case.

    Raises:
        AssertionError: Something does not hold.
    """
    began = time.process_time()
    TARGETS[name](text)
    took = time.process_time() - began
    assert took < LONGEST, f"{took:.1f} s"


def alive() -> int:
    """Return how many sessions are in memory: none should be, once their connections are gone."""
    gc.collect()
    return sum(type(each) is Session for each in gc.get_objects())  # `isinstance` wakes lazy objects of other tests


def _gone(connection: Connection, session: Session) -> None:
    connection.lost()
    population.resting.take(session.key)
    session.end()


def _holds(session: Session) -> None:
    view = session.page.view
    assert vars(view).keys() <= KNOWN, vars(view).keys() - KNOWN
    assert view._secret == "swordfish"
    assert view.admin is False
    assert type(view.text) is str
    assert type(view.number) is int
    assert type(view.flag) is bool
    assert Fortress.constant == "constant"
    assert len(session.mailbox) == 0
    _nothing_was_reached()


def _nothing_was_reached() -> None:
    assert not REACHED, REACHED
