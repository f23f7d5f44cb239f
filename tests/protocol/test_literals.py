"""What templates write as text, as the values that it means; and texts that nobody's template holds."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djust.errors import InvalidAttribute
from djust.protocol import codec, literals
from djust.protocol import messages as m
from djust.protocol.literals import read_call, read_value
from djust.testing.attributes import written_call

SHARED = json.loads((Path(__file__).parent.parent / "wire" / "literals.json").read_text(encoding="utf-8"))
CALLS = [*SHARED["calls"], ["big(" + "9" * 5_000 + ")", "big", ["9" * 5_000]]]


@pytest.mark.parametrize(("text", "name", "args"), CALLS, ids=range(len(CALLS)))
def test_a_call_is_read(text: str, name: str, args: list[Any]) -> None:
    found = read_call(text)

    assert found == (name, tuple(args))
    assert list(map(type, found[1])) == list(map(type, args))


@pytest.mark.parametrize("text", SHARED["refused"])
def test_what_is_no_call_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(InvalidAttribute) as caught:
        read_call(text)

    assert caught.value.detail == f"expected a handler's name, or a call with plain values such as save(1, 'a', true, null), got {text!r}."
    assert caught.value.as_dict(debug=False) == {"code": "attribute.invalid", "text": "This part of the page does not work."}


SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text()


@given(st.lists(SCALARS))
def test_whatever_can_be_written_is_read_as_it_was(args: list[Any]) -> None:
    assert list(read_call(written_call("f", args))[1]) == args


@pytest.mark.parametrize(("kind", "text", "value"), SHARED["values"])
def test_a_value_with_a_type_is_read(kind: str, text: str, value: Any) -> None:
    found = read_value("n", kind, text)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(("int", text) for text in ("", "x", "5x", "1.5", "٣", "1_0", "0x1")),
        *(("float", text) for text in ("", "nan", "inf", "1e999", "1,5", "1_0")),
        *(("bool", text) for text in ("maybe", "2", "trueish-and-more")),
        *(("json", text) for text in ("", "{", "NaN", "1e999", "'a'", "[" * 33 + "]" * 33, "[" * 100_000, "9" * 5_000)),
        *(("list", text) for text in ("[1", "[" * 100_000)),
    ],
)
def test_a_text_that_is_none_of_its_type_is_refused(kind: str, text: str) -> None:
    with pytest.raises(InvalidAttribute, match=re.escape(f"expected {kind}, got {f'n:{kind}={text}'[:120]!r}"[:-1])) as caught:
        read_value("n", kind, text)

    assert len(caught.value.detail) < 400


def test_a_type_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidAttribute, match="expected one of :int, :float, :bool, :json, :list"):
        read_value("n", "date", "2024-01-31")


HOSTILE = [
    "fn(" + "(" * 90_000,
    "fn(" + ")" * 90_000 + "x",
    "fn(" + ") " * 45_000 + "x",
    "fn(" + " " * 90_000 + "x)",
    "fn('" + "\\" * 90_001 + "')",
    "fn('" + "a" * 90_000 + ")",
    "fn('" + "\"'" * 45_000 + ")",
    "fn(" + "1" * 90_000 + "x)",
    "fn(1." + "1" * 90_000 + "x)",
    "fn(." + "1" * 90_000 + "e" + "1" * 1_000 + "x)",
    "fn(" + "1," * 45_000 + ")",
    "fn(" + "1, " * 30_000 + "x)",
    "fn(" + "true" * 20_000 + ")",
    "x" * 90_000,
    "é" * 90_000 + "(",
    " " * 90_000 + "(",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_costs_no_more_than_it_is_long(text: str) -> None:
    began = time.process_time()
    with pytest.raises(InvalidAttribute):
        read_call(text)

    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("kind", "text"), [("list", " " * 900_000), ("list", ", " * 400_000), ("float", "1." + "1" * 900_000), ("int", "1" * 900_000)]
)
def test_a_long_value_costs_no_more_than_it_is_long(kind: str, text: str) -> None:
    began = time.process_time()
    read_value("n", kind, text)

    assert time.process_time() - began < 1


@given(st.text() | st.text(alphabet="fn('\"\\, 1.e-tru)", max_size=30))
def test_any_text_is_a_call_or_refused(text: str) -> None:
    try:
        name, args = read_call(text)
    except InvalidAttribute:
        return
    assert 0 < len(name) <= codec.MAX_NAME
    json.dumps(args, allow_nan=False)


def test_what_is_kept_is_bounded() -> None:
    for number in range(2_000):
        read_call(f"fn({number})")
    read_call("fn('" + "x" * 1_000 + "')")
    kept = literals._read_once.cache_info()

    assert kept.currsize <= 1_000
    assert read_call("fn(1)") is read_call("fn(1)")
    assert read_call("fn('" + "x" * 1_000 + "')") is not read_call("fn('" + "x" * 1_000 + "')")


def test_the_arguments_of_an_event_count_as_parameters() -> None:
    message = codec.decode('[1, 0, "f(1, 2)", {"a": "3"}, {"a": "int"}]', fields=3)

    assert message == m.Event(1, 0, "f", {"a": 3}, (1, 2))
    with pytest.raises(codec.BadMessage, match="at most 2 parameters"):
        codec.decode('[1, 0, "f(1, 2)", {"a": "3"}]', fields=2)
