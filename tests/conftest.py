"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone, translation


@pytest.fixture(autouse=True)
def nothing_stays_active() -> Iterator[None]:
    """Let each test begin in the site's own language and zone: what a page activates, Django leaves active in the thread."""
    yield
    translation.deactivate()
    timezone.deactivate()
