"""Checks of pages that are to go on in another process: is there a place for them, and can it be used?"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage
from django.urls import get_resolver

from djust import conf, signing
from djust.checks.findings import finding
from djust.view.routes import routes

#: Caches that other processes do not see, and one that keeps nothing.
_LONELY: Final = ("LocMemCache", "DummyCache")


def check_resume(**_given: Any) -> list[CheckMessage]:
    """Where sessions are to be kept for other processes, they can be."""
    written = getattr(settings, "DJUST", {})
    if conf.problems(written):
        return []  # said by its own check
    alias = written.get("RESUME_CACHE", "")
    if not alias:
        return _kept_nowhere()
    if alias not in settings.CACHES:
        known = ", ".join(sorted(settings.CACHES))
        return [finding("E004", f"DJUST['RESUME_CACHE'] = {alias!r} is none of the CACHES.", f"There are: {known}.")]
    found = []
    backend = str(settings.CACHES[alias].get("BACKEND", "")).rpartition(".")[2]
    if backend in _LONELY:
        text = f"DJUST['RESUME_CACHE'] = {alias!r} is a {backend}: no other process finds what lies there."
        found.append(finding("W023", text, "Name a cache that all processes share: Redis, Memcached or the database."))
    if not signing.is_installed():
        found.append(finding("E004", signing.INSTALL))
    return found


def _kept_nowhere() -> list[CheckMessage]:
    """Views that want to be kept at every event, in a project that keeps nothing."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    views = dict.fromkeys(route.view for route in routes(get_resolver().url_patterns))
    hint = "Set DJUST['RESUME_CACHE'] to the alias of a cache that all processes share."
    return [
        finding("W024", f'{view.__qualname__} says resume = "every-event", and nothing is kept anywhere.', hint, view)
        for view in views
        if view.resume == "every-event"
    ]
