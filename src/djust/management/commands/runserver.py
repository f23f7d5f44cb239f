"""``manage.py runserver``: Django's own command, serving live pages.

Everything around the serving stays Django's: options, autoreload, checks, messages, static files. It takes the place of the command of
``django.contrib.staticfiles`` when ``djust`` stands above it in ``INSTALLED_APPS``.
"""

from __future__ import annotations

from typing import Any

from asgiref.typing import ASGIApplication, ASGIReceiveCallable, ASGISendCallable, Scope
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.contrib.staticfiles.management.commands.runserver import Command as StaticRunserver
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.asgi import ASGIHandler
from django.core.management.base import CommandError
from django.utils.module_loading import import_string

from djust.asgi import get_asgi_application
from djust.management.server import INSTALL, LiveServer, is_installed


def project_application() -> ASGIApplication:
    """Return what ``ASGI_APPLICATION`` names, able to serve live pages; without that setting, our own application.

    A project whose ``asgi.py`` is still the one that ``startproject`` wrote refuses every WebSocket: it gets ours beside it.
    An application that routes WebSockets itself is taken as it is.
    """
    path = getattr(settings, "ASGI_APPLICATION", None)
    if not path:
        return get_asgi_application()
    try:
        application = import_string(path)
    except ImportError as error:
        raise ImproperlyConfigured(f"ASGI_APPLICATION = {path!r} cannot be loaded: {error}") from error
    return BesideDjango(application, get_asgi_application()) if isinstance(application, ASGIHandler) else application


class BesideDjango:
    """Sends WebSockets to the live application and everything else to Django's."""

    def __init__(self, django: ASGIApplication, live: ASGIApplication) -> None:
        self.django, self.live = django, live

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        application = self.live if scope["type"] == "websocket" else self.django
        await application(scope, receive, send)  # type: ignore[arg-type, call-arg, misc]  # asgiref's type also allows ASGI 2


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
            return ASGIStaticFilesHandler(application)
        return application
