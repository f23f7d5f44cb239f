"""``manage.py runserver``: Django's own command, serving live pages.

Everything around the serving stays Django's: options, autoreload, checks, messages, static files. It takes the place of the command of
``django.contrib.staticfiles`` when ``djust`` stands above it in ``INSTALLED_APPS``.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.contrib.staticfiles.management.commands.runserver import Command as StaticRunserver
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.asgi import ASGIHandler
from django.core.management.base import CommandError
from django.utils.module_loading import import_string

from djust.asgi import Application, get_asgi_application
from djust.management.server import ASGI, INSTALL, LiveServer, is_installed


def project_application() -> ASGI:
    """Return what ``ASGI_APPLICATION`` names, able to serve live pages; without that setting, our own application.

    A project whose ``asgi.py`` is still the one that ``startproject`` wrote refuses every WebSocket: live pages get theirs beside it.
    An application that routes WebSockets itself is taken as it is.
    """
    path = getattr(settings, "ASGI_APPLICATION", None)
    if not path:
        return get_asgi_application()
    try:
        application: ASGI = import_string(path)
    except ImportError as error:
        raise ImproperlyConfigured(f"ASGI_APPLICATION = {path!r} cannot be loaded: {error}") from error
    return Application(application) if isinstance(application, ASGIHandler) else application


class Command(StaticRunserver):
    """The command."""

    help = "Starts a lightweight web server for development that serves live pages and static files."
    server_cls = LiveServer  # type: ignore[assignment]  # has the shape that Django's `run()` uses, and nothing else of a WSGIServer

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_installed():
            raise CommandError(INSTALL)
        super().handle(*args, **options)

    def get_handler(self, *args: Any, **options: Any) -> Any:
        application = project_application()
        served = options["use_static_handler"] and (settings.DEBUG or options["insecure_serving"])
        if served and apps.is_installed("django.contrib.staticfiles"):
            return ASGIStaticFilesHandler(application)  # type: ignore[arg-type]  # takes any ASGI application
        return application
