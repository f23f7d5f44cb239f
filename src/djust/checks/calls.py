"""Checks of what can be called over HTTP: server functions and exposed handlers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.urls import get_resolver

from djust.checks.findings import finding
from djust.view.live_view import LiveView
from djust.view.outside import arguments_of_the_url, prefix
from djust.view.routes import name_of, routes


def check_calls(**_given: Any) -> list[CheckMessage]:
    """What can be called has an address, a name of its own, and a state to begin with."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    views = [view for view in dict.fromkeys(route.view for route in routes(get_resolver().url_patterns)) if callable_over_http(view)]
    if not views:
        return []
    return [*_address(views), *_names(views), *(found for view in views for found in _mount(view))]


def callable_over_http(view: type[LiveView]) -> list[str]:
    """Return the names of a view that scripts or programs may call."""
    registry = view._djust_registry
    return [*registry.functions, *(name for name, handler in registry.handlers.items() if handler.meta.expose_api)]


def _address(views: list[type[LiveView]]) -> list[CheckMessage]:
    if prefix() is not None:
        return []
    view = views[0]
    text = f"{view.__qualname__}.{callable_over_http(view)[0]} is to be called over HTTP, but no URL leads there."
    return [finding("W020", text, 'Add path("djust/", include("djust.urls")) to the URLconf.', view)]


def _names(views: list[type[LiveView]]) -> list[CheckMessage]:
    known: dict[str, type[LiveView]] = {}
    found = []
    for view in views:
        name = name_of(view)
        other = known.setdefault(name, view)
        if other is not view:
            where = f"{other.__module__}.{other.__qualname__} and {view.__module__}.{view.__qualname__}"
            found.append(finding("W021", f"Two views are called {name!r} from outside: {where}.", "Give one of them an api_name.", view))
    return found


def _mount(view: type[LiveView]) -> list[CheckMessage]:
    if view.api_mount is not LiveView.api_mount or view.mount is LiveView.mount:
        return []
    wanted = arguments_of_the_url(view.mount)
    if not wanted:
        return []
    names = ", ".join(callable_over_http(view))
    text = f"{view.__qualname__}.mount needs {', '.join(wanted)} from the URL, so calls over HTTP ({names}) begin without it."
    return [finding("W022", text, "Write api_mount(self, request), which may do nothing, or give the argument a default.", view)]
