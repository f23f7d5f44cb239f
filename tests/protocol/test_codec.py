"""The wire as JSON: the shared examples, and whatever else a browser may send."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djust.errors import BadMessage, ClientError, MessageTooLarge
from djust.protocol import codec
from djust.protocol import messages as m

EXAMPLES = {path.stem: json.loads(path.read_text()) for path in sorted((Path(__file__).parent.parent / "wire").glob("*.json"))}
UP = {name: example for name, example in EXAMPLES.items() if example.get("direction") == "up"}
DOWN = {name: example for name, example in EXAMPLES.items() if example.get("direction") == "down"}


def described(message: m.Upward) -> dict[str, Any]:
    fields: dict[str, Any] = {"type": type(message).__name__.lower()}
    for field in dataclasses.fields(message):
        if not field.compare:  # what is noted about a message, and not said in it
            continue
        value = getattr(message, field.name)
        fields[field.name] = list(value) if type(value) is tuple else value
    return fields


def built(means: dict[str, Any]) -> m.Downward:
    fields = dict(means)
    match fields.pop("type"):
        case "frame":
            return m.Frame(fields["frame"], tuple(fields["refs"]), fields["ops"], fields["extras"])
        case "joined":
            return m.Joined(**fields)
        case "resumed":
            return m.Resumed(**{**fields, "replies": tuple(fields["replies"])})
        case "refused":
            return m.Refused(**fields)
        case "morph":
            return m.Morph(**fields)
        case "pong":
            return m.Pong()
        case other:
            raise AssertionError(f"tests/wire has a message of type {other!r} that this test cannot build")


@pytest.mark.parametrize("name", UP)
def test_a_browsers_message_is_read_as_the_shared_example_says(name: str) -> None:
    assert described(codec.decode(json.dumps(UP[name]["message"]))) == UP[name]["means"]


@pytest.mark.parametrize("name", DOWN)
def test_a_servers_message_is_written_as_the_shared_example_says(name: str) -> None:
    assert json.loads(codec.encode(built(DOWN[name]["means"]))) == DOWN[name]["message"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "JSON"),
        ("increment", "JSON"),
        ("{}", "a list such as"),
        ("[]", "a list such as"),
        ("[null]", "an event's number or one of"),
        ('["shutdown"]', "an event's number or one of"),
        ("[1, 0]", "3 to 6 items"),
        ('[1, 0, "go", {}, {}, 1, 1]', "3 to 6 items"),
        ('[1, 0, "go", {}, {}, 0]', "an outcome's number"),
        ('[1, 0, "go", {}, {}, "1"]', "an outcome's number"),
        ('[1, 0, "go", {}, {}, true]', "an outcome's number"),
        ('[1, 0, "go", {}, {}, 9007199254740992]', "an outcome's number"),
        ('[0, 0, "go"]', "a whole number from 1"),
        ('[true, 0, "go"]', "an event's number or one of"),
        ('[1, -1, "go"]', "the last frame applied"),
        ('[1, 0.5, "go"]', "the last frame applied"),
        ('[9007199254740992, 0, "go"]', "a whole number"),
        ("[1, 0, 7]", "a handler's name"),
        ('[1, 0, "' + "x" * 100_001 + '"]', "a handler's name"),
        ('[1, 0, "go", []]', "an object"),
        ('[1, 0, "go", {}, []]', "an object"),
        ('[1, 0, "go", {}, [1]]', "an object"),
        ('[1, 0, "go", {}, {"a": "int"}]', "the types of some"),
        ('[1, 0, "go", {"a": 1}, {"a": "int"}]', "two texts"),
        ('[1, 0, "go", {"a": "1"}, {"a": null}]', "two texts"),
        ('[1, 0, "go", {"x": NaN}]', "finite numbers"),
        ('[1, 0, "go", {"x": ' + "9" * 5000 + "}]", "JSON"),
        ('["join", {"session": "a"}]', "join with session, url"),
        ('["join", {"session": "a", "url": "/", "view": "os.system"}]', "join with session, url"),
        ('["join", {"session": 5, "url": "/"}]', "session"),
        ('["join"]', "2 to 2 items"),
        ('["resume", {"key": "k", "frame": "1", "url": "/"}]', "the last frame applied"),
        ('["ack", null]', "the last frame applied"),
        ('["broken", "x"]', "a path"),
        ('["broken", [1, "x"]]', "a step of the path"),
        ('["ping", 1]', "1 to 1 items"),
        ("[" * 100_000, "levels"),
        ('[1, 0, "go", ' + '{"a":' * 40 + "1" + "}" * 40 + "]", "levels"),
    ],
)
def test_a_malformed_message_is_refused_with_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(BadMessage) as caught:
        codec.decode(text)

    assert expected in caught.value.detail
    assert len(caught.value.detail) < 400


def test_brackets_inside_a_string_are_not_nesting() -> None:
    message = codec.decode(json.dumps([1, 0, "go", {"value": "[" * 500 + '"\\' + "{" * 500}]))

    assert isinstance(message, m.Event)
    assert message.params["value"].count("[") == 500


def test_a_binary_frame_is_refused() -> None:
    with pytest.raises(BadMessage, match="a text frame"):
        codec.decode(b'["ping"]')


def test_a_message_past_the_limit_is_refused_unread_and_its_ref_is_known() -> None:
    text = '[12,3,"save",{"value":"' + "x" * 100 + '"}]'

    with pytest.raises(MessageTooLarge, match="at most 64"):
        codec.decode(text, limit=64)
    assert codec.leading_ref(text) == 12
    assert codec.leading_ref('["join"') == 0
    assert codec.leading_ref(b"[12,") == 0


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_any_json_is_a_message_or_a_client_error(data: Any) -> None:
    try:
        message = codec.decode(json.dumps(data))
    except ClientError:
        return
    assert isinstance(message, m.Upward)


def test_a_lone_surrogate_can_be_sent() -> None:
    text = codec.encode(m.Frame(1, (1,), [[0, "\ud800"]]))

    assert json.loads(text.encode("utf-8")) == [1, 1, [[0, "\ud800"]]]


def test_a_click_on_a_counter_costs_at_most_50_bytes_down() -> None:
    assert len(codec.encode(m.Frame(1000, (1000,), [[0, "1000"]])).encode()) <= 50


def test_equal_operations_are_written_once_and_different_ones_never_mixed_up() -> None:
    rows = [[[0, f"<li>{number % 3}</li>"], [1, 3, {"class": str(number % 2), "title": None}]] for number in range(40)]
    texts = [codec.encode(m.Frame(number + 1, (number,), ops, {})) for number, ops in enumerate(rows)]

    assert [json.loads(text) for text in texts] == [[number + 1, number, ops] for number, ops in enumerate(rows)]
    assert codec._ops_text([[0, "<li>1</li>"], [1, 3, {"class": "1", "title": None}]]) is codec._ops_text(rows[1])


def test_large_operations_are_not_kept() -> None:
    codec.encode(m.Frame(1, (), [[0, "x" * 200_000]], {}))

    assert all(len(text) < 100_000 for _, text in codec._latest)


@pytest.mark.parametrize("refs", [(), (7,), (7, 8, 9)])
@pytest.mark.parametrize("extras", [{}, {"to": "/é/"}, {"error": {"text": "\ud800"}}])
@pytest.mark.parametrize("ops", [[], [[0, 'a"b']], [[0, "\udfff"], [2, 1, "x"]]])
def test_a_frame_is_json_whatever_is_in_it(refs: tuple[int, ...], extras: dict[str, Any], ops: list[Any]) -> None:
    text = codec.encode(m.Frame(3, refs, ops, extras))
    text.encode()
    expected = refs[0] if len(refs) == 1 else list(refs) or 0

    assert json.loads(text) == [3, expected, ops, *([extras] if extras else [])]
