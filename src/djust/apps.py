"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DjustConfig(AppConfig):
    """``"djust"`` in ``INSTALLED_APPS``."""

    name = "djust"
    verbose_name = "djust"
