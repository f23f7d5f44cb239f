"""Finds `optimistic` handlers of which nothing can be shown before the server has answered."""

from __future__ import annotations

from collections.abc import Iterator

from django.template import Template

from djust.template import compile_template
from djust.view import foresight
from djust.view.live_view import LiveView


def unpredicted(view: type[LiveView], template: Template) -> Iterator[tuple[str, str]]:
    """Yield the handlers that the browser cannot predict on pages of *view*, with the reason."""
    forecast = foresight.forecast_of(view, view._djust_registry, compile_template(template))
    if forecast is not None:
        yield from sorted(forecast.reasons.items())
