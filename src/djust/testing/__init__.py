"""Tests of live pages without a browser: ``view = live(client, "/counter/")``, ``view.click("#inc")``, ``view.text("h1")``.

How it works: `live` GETs the page with Django's test client and joins it as a browser's socket would (``tab.py``), over an executor
that does everything in the test's thread (``stage.py``). What the page shows is written from the values that the last frame led to,
marks included, and read with lxml (``screen.py``); the marks and the operations tell which element is which, so that what was typed
stays in its field (``blocks.py``, ``fields.py``). What a person does becomes an event as in the browser (``hearing.py``,
``attributes.py``).
"""

from __future__ import annotations

from djust.testing.element import Element
from djust.testing.live import LiveViewTest, alive, live
from djust.testing.refusals import CannotBeDone, EventFailed, NotLive, TimedOut

__all__ = ["CannotBeDone", "Element", "EventFailed", "LiveViewTest", "NotLive", "TimedOut", "alive", "live"]
