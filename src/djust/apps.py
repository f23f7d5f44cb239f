"""The Django app: puts together what only meets when Django starts."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings

from djust import checks, debug
from djust.session.population import population
from djust.view import parking


class DjustConfig(AppConfig):
    """``"djust"`` in ``INSTALLED_APPS``."""

    name = "djust"
    verbose_name = "djust"

    def ready(self) -> None:
        """Give views the place where their pages wait, Django our checks, and the debug panel what it shows."""
        parking.install(population)
        checks.register()
        if settings.DEBUG:
            debug.attach()
