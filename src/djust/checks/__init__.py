"""System checks: mistakes that can be seen before the first visitor.

``register()`` gives them to Django; ``manage.py check``, ``runserver`` and the test runner then show them. Each has an id, a hint and a
place in ``docs/reference/checks.md``.
"""

from __future__ import annotations

from django.core.checks import register as give_to_django

from djust.checks.calls import check_calls
from djust.checks.project import check_app_order, check_settings
from djust.checks.resuming import check_resume
from djust.checks.views import check_views

__all__ = ["register"]

#: What ``manage.py check --tag djust`` runs.
TAG = "djust"


def register() -> None:
    """Make Django run the checks; to be called once the apps are there."""
    for check in (check_app_order, check_settings, check_resume, check_views, check_calls):
        give_to_django(check, TAG)
