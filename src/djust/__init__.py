"""Reactive pages for Django: a class with state, a template and decorated methods is a live page."""

from djust.decorators import event_handler
from djust.view.live_view import LiveView

__all__ = ["LiveView", "__version__", "event_handler"]

__version__ = "0.1.0"
