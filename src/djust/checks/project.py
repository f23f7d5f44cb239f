"""Checks of the project's settings."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage
from django.utils.module_loading import import_string

from djust import conf
from djust.checks.findings import finding

_STATICFILES = "django.contrib.staticfiles"


def check_app_order(**_given: Any) -> list[CheckMessage]:
    """``runserver`` is ours only when ``djust`` comes before the app whose ``runserver`` does not know WebSockets."""
    names = [config.name for config in apps.get_app_configs()]
    if _STATICFILES in names and "djust" in names and names.index("djust") > names.index(_STATICFILES):
        text = f"'djust' comes after '{_STATICFILES}' in INSTALLED_APPS, so manage.py runserver does not serve live pages."
        return [finding("W001", text, f"Move 'djust' above '{_STATICFILES}'.")]
    return []


def check_settings(**_given: Any) -> list[CheckMessage]:
    """The ``DJUST`` setting holds only what djust knows."""
    told = "docs/reference/settings.md lists all settings."
    problems = conf.problems(getattr(settings, "DJUST", {}))
    return [finding("E001", problem, told) for problem in problems or _around()]


def _around() -> list[str]:
    path = conf.settings().AROUND
    try:
        right = not path or callable(import_string(path))
    except ImportError as error:
        return [f"DJUST['AROUND'] names {path!r}, which cannot be imported: {error}"]
    return (
        []
        if right
        else [f"DJUST['AROUND']: expected the path of a function that returns a context manager, got that of {import_string(path)!r}."]
    )
