"""A visitor, and no page left from the test before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from djust.session.population import population
from djust.topics.listeners import LISTENERS
from tests.testing.pages import Foreseen


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    Foreseen.runs = 0
    yield
    LISTENERS.clear()
    for session in list(population.connected.values()):
        session.end()
