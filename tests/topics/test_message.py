"""What may be broadcast: the same rules whether one process is concerned or many."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djust.errors import UsageError
from djust.topics.message import LONGEST_TEXT, check_topic, pack, unpack

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(PLAIN)
def test_plain_data_arrives_as_it_was(message: Any) -> None:
    assert unpack(pack(message)) == message


def test_a_tuple_arrives_as_a_list() -> None:
    assert unpack(pack({"at": (1, 2)})) == {"at": [1, 2]}


@pytest.mark.parametrize(
    ("message", "place"),
    [
        (object(), "message: expected text"),
        ({"price": Decimal("1.5")}, "message['price']: expected text"),
        ({"rows": [1, {"day": datetime.date(2024, 1, 2)}]}, "message['rows'][1]['day']"),
        ({1: "a"}, "message: expected texts as keys, got 1"),
        ([math.nan], "message[0]: expected a finite number"),
        ({"a", "b"}, "message: expected text"),
        (b"bytes", "got b'bytes'"),
    ],
)
def test_anything_else_is_refused_by_its_place(message: Any, place: str) -> None:
    with pytest.raises(UsageError) as caught:
        pack(message)

    assert place in str(caught.value)


def test_a_message_that_holds_itself_is_refused() -> None:
    message: list[Any] = []
    message.append(message)

    with pytest.raises(UsageError, match="does the message hold itself"):
        pack(message)


def test_a_message_that_belongs_into_the_database_is_refused() -> None:
    with pytest.raises(UsageError, match="save it"):
        pack("x" * LONGEST_TEXT)


@pytest.mark.parametrize("topic", ["", "a\nb", "x" * 201, 7, None, b"room"])
def test_a_topic_that_is_no_name_is_refused(topic: Any) -> None:
    with pytest.raises(UsageError, match="expected a text of 1 to 200 printable characters"):
        check_topic(topic)


@pytest.mark.parametrize("topic", ["room:7", "Zürich/東京", "a b", "x" * 200])
def test_topics_are_named_freely(topic: str) -> None:
    assert check_topic(topic) == topic
