"""Pages that tests open are gone when they end."""

from __future__ import annotations

from tests.session.conftest import _nothing_is_left, browser, forget_everything

__all__ = ["_nothing_is_left", "browser", "forget_everything"]
