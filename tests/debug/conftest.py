"""A server under DEBUG: what it knows is collected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from djust import debug
from djust.session.population import population
from tests.session.driver import Browser


@pytest.fixture
def collected(settings: Any, db: None) -> Iterator[Browser]:
    """A developer's browser on the workbench."""
    settings.DEBUG = True
    settings.TEMPLATES = [dict(each) for each in settings.TEMPLATES]  # engines are made anew, and know of DEBUG
    settings.ROOT_URLCONF = "tests.browser.site.urls"
    population.connected.clear()
    debug.attach()
    yield Browser().open("/browser/workbench/")
    debug.detach()
    population.connected.clear()
