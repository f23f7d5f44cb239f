"""The Django app: puts together what only meets when Django starts."""

from __future__ import annotations

from django.apps import AppConfig

from djust import checks
from djust.session.population import population
from djust.view import parking


class DjustConfig(AppConfig):
    """``"djust"`` in ``INSTALLED_APPS``."""

    name = "djust"
    verbose_name = "djust"

    def ready(self) -> None:
        """Give views the place where their pages wait, and Django our checks."""
        parking.install(population)
        checks.register()
