"""``manage.py seed_demo``: fills the demo's database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from djust.demo.seed import seed


class Command(BaseCommand):
    """The command."""

    help = "Fills the demo's tables where they are empty."

    def handle(self, *args: Any, **options: Any) -> None:
        seed()
