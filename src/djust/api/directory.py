"""Which views can be called, by name: those that the project's URLs lead to."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

from django.http import HttpRequest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from djust.errors import NoSuchView
from djust.view.routes import Route, name_of, routes


def find(request: HttpRequest, name: str) -> tuple[Route, ...]:
    """Return the routes of the view that is called *name*.

    Raises:
        NoSuchView: No URL leads to such a view, or it offers nothing over HTTP.
    """
    known = directory(getattr(request, "urlconf", None))
    found = known.get(name)
    if found is None:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(sorted(known)) or 'none'}."
        raise NoSuchView(detail=f"No URL leads to a live view {name[:80]!r} with server functions or exposed handlers. {hint}")
    return found


def directory(urlconf: str | None = None) -> Mapping[str, tuple[Route, ...]]:
    """Return the views that offer something over HTTP, with the URLs that lead to each."""
    return _read(get_resolver(urlconf))


@lru_cache(maxsize=16)
def _read(resolver: URLResolver) -> Mapping[str, tuple[Route, ...]]:
    found: dict[str, tuple[Route, ...]] = {}
    for route in routes(resolver.url_patterns):
        registry = route.view._djust_registry
        if registry.functions or any(handler.meta.expose_api for handler in registry.handlers.values()):
            name = name_of(route.view)
            others = found.get(name, ())
            if not others or others[0].view is route.view:  # a check names two views of one name; the first is the one that is called
                found[name] = (*others, route)
    return found
