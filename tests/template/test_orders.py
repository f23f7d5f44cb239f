"""The order of rows, as it travels."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djust.template.lists import Rows, row_key
from djust.template.orders import Order, equal_ends, runs_of


def places_in(runs: list[Any]) -> list[int]:
    """Read an order as the browser does."""
    places: list[int] = []
    for run in runs:
        start, length, step = run if isinstance(run, list) and len(run) == 3 else [*run, 1] if isinstance(run, list) else [run, 1, 1]
        places += [-1] * length if start < 0 else [start + step * index for index in range(length)]
    return places


orders = st.one_of(
    st.lists(st.integers(0, 60), unique=True, max_size=40),
    st.lists(st.one_of(st.just(-1), st.integers(0, 60)), max_size=40),
    st.builds(
        lambda start, step, length: [start + step * index for index in range(length)],
        st.integers(40, 50),
        st.integers(-3, 3),
        st.integers(0, 12),
    ),
)


@given(orders)
def test_an_order_is_read_as_it_was_written(places: list[int]) -> None:
    assert places_in(runs_of(places)) == places


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_an_order_says_where_each_kept_row_was(old: list[int], new: list[int]) -> None:
    before, after = (Rows([(key,) for key in keys], [str(key) for key in keys], keys) for keys in (old, new))
    order = Order(before, after, "a test")
    places = places_in(order.written())

    assert places == [old.index(key) if key in old else -1 for key in new]
    assert [row[0] for row in order.inserted] == [key for key in new if key not in old]
    assert order.keeps_any == bool(set(old) & set(new))


@pytest.mark.parametrize(
    ("places", "runs"),
    [
        ([*range(999, -1, -1)], [[999, 1000, -1]]),
        ([-1, *range(1000)], [[-1, 1], [0, 1000]]),
        ([*range(0, 1000, 10)], [[0, 100, 10]]),
        ([5, 3], [5, 3]),
        ([], []),
    ],
)
def test_long_orders_are_short(places: list[int], runs: list[Any]) -> None:
    assert runs_of(places) == runs


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_equal_ends_never_overlap(old: list[int], new: list[int]) -> None:
    head, tail = equal_ends(old, new)

    assert old[:head] == new[:head]
    assert tail == 0 or old[-tail:] == new[-tail:]
    assert head + tail <= min(len(old), len(new))


def test_a_row_that_prints_no_key_has_its_position() -> None:
    assert row_key({"id": 7}, 3) == 3
