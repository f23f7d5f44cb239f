"""Browsers, and a process that holds nothing from the test before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from djust.session.population import population
from tests.session.driver import Browser


@pytest.fixture
def browser(db: None) -> Browser:
    """A visitor nobody knows."""
    return Browser()


@pytest.fixture
def forget_everything() -> Callable[[], None]:
    """What a restart of the server does to pages and sessions."""

    def forget() -> None:
        for shelf in (population.parked, population.resting):
            while shelf.drop_oldest():
                pass
        population.connected.clear()

    return forget


@pytest.fixture(autouse=True)
def _nothing_is_left(forget_everything: Callable[[], None]) -> Iterator[None]:
    forget_everything()  # tests of other folders open pages, too
    yield
    forget_everything()
