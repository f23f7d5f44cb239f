"""The benchmarks measure what they say, on pages small enough for a test."""

from __future__ import annotations

import pytest

from benchmarks.measure import exponent, first_render, jinja, measure, template
from benchmarks.memory import memory
from benchmarks.table_page import OPERATIONS, Operation, page


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_operation_ends_at_the_page_that_django_renders(operation: Operation) -> None:
    result = measure(operation, 60)

    assert 0 < result.bytes < len(template().render(page(60)))
    assert min(result.engine, result.warm, result.tracking, result.django, result.jinja) > 0


def test_the_second_yardstick_draws_the_same_page() -> None:
    assert jinja().render(page(20)) == template().render(page(20))


def test_the_first_html_is_that_of_django_and_marks() -> None:
    result, theirs = first_render(20)

    assert theirs < result.bytes < theirs * 1.12


def test_growth_is_the_power_of_the_size() -> None:
    assert exponent([10, 100, 1000], [2.0, 20.0, 200.0]) == pytest.approx(1)
    assert exponent([10, 100, 1000], [3.0, 3.0, 3.0]) == pytest.approx(0)


def test_the_memory_of_a_page_is_within_its_bounds() -> None:
    idle = memory("counter/", 200)
    table = memory("table/1000/", 8)

    assert idle.python <= 15_000
    assert table.ours <= 800_000
    assert table.state > 100_000
