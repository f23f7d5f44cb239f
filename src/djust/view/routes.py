"""Which live views the project's URLs lead to, and through what: the decorators around ``as_view()`` are part of a view's rights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver

from djust.view.live_view import LiveView


@dataclass(frozen=True, slots=True)
class Route:
    """One URL of a live view.

    Attributes:
        callback: What Django calls for that URL: ``as_view()``, and whatever the URLconf puts around it.
    """

    view: type[LiveView]
    callback: Callable[..., HttpResponseBase]


def routes(patterns: Iterable[Any]) -> Iterator[Route]:
    """Yield the routes of URL patterns, also those behind decorators that keep what they wrap."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            callback: Any = pattern.callback
            while callback is not None and not hasattr(callback, "view_class"):
                callback = getattr(callback, "__wrapped__", None)
            view = getattr(callback, "view_class", None)
            if isinstance(view, type) and issubclass(view, LiveView):
                yield Route(view, pattern.callback)


def name_of(view: type[LiveView]) -> str:
    """Return the name that calls from outside a page use: ``api_name``, else ``<app_label>.<ClassName>``."""
    if view.api_name is not None:
        return view.api_name
    config = apps.get_containing_app_config(view.__module__)
    if config is not None:
        return f"{config.label}.{view.__name__}"
    package = view.__module__.rpartition(".")[0] or view.__module__  # a module of the project, which is no app
    return f"{package.rpartition('.')[2]}.{view.__name__}"
