"""What each process runs."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.cluster.site.settings")

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application as django_application

from djust.asgi import Application

application = Application(ASGIStaticFilesHandler(django_application()))
