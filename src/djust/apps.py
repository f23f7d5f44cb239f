"""The Django app: puts together what only meets when Django starts."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings

from djust import checks, debug, event_log
from djust.session.population import population
from djust.view import parking


class DjustConfig(AppConfig):
    """``"djust"`` in ``INSTALLED_APPS``."""

    name = "djust"
    verbose_name = "djust"

    def ready(self) -> None:
        """Give views the place where their pages wait, Django our checks, the debug panel and the log what they tell."""
        parking.install(population)
        checks.register()
        if settings.DEBUG:
            debug.attach()
        if event_log.is_wanted():
            event_log.attach()
