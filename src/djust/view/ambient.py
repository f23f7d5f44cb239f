"""What surrounds a request in Django without being passed: language, time zone, URL configuration, script prefix; and what the project's
own middleware has in force around one, as far as ``DJUST["AROUND"]`` says it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from djust.conf import django
from djust.conf import settings as djust_settings
from djust.sync import until_end, untouched


@dataclass(frozen=True, slots=True)
class Ambient:
    """What was active when the page was mounted; entered again for each of its events.

    Attributes:
        language: None: all translation was off.
        zone: None: that of the settings.
        urlconf: None: that of the settings.
        prefix: What stands before every path.
        request: The page's, for the project's ``AROUND``.
    """

    language: str | None
    zone: tzinfo | None
    urlconf: Any
    prefix: str
    request: HttpRequest = field(repr=False, compare=False)

    @classmethod
    def capture(cls, request: HttpRequest) -> Ambient:
        """Remember what is active now."""
        zone = timezone.get_current_timezone()
        activated = None if zone is timezone.get_default_timezone() else zone
        urlconf = getattr(request, "urlconf", None) or get_urlconf()
        chosen = None if urlconf == settings.ROOT_URLCONF else urlconf
        return cls(translation.get_language(), activated, chosen, get_script_prefix(), request)

    def enter(self) -> None:
        """Make it active until the caller's stretch of work ends, which runs in a context of its own."""
        self.activate()
        if djust_settings().AROUND:
            until_end(self.around())

    def around(self) -> AbstractContextManager[object]:
        """Return what the project puts around the page's work."""
        path = djust_settings().AROUND
        manager: AbstractContextManager[object] = import_string(path)(self.request) if path else nullcontext()
        return manager

    def activate(self) -> None:
        """Make active what is Django's; the context that the caller runs in takes it away again."""
        if untouched():
            self._enter_first()
            return
        if self.language is None:
            translation.deactivate_all()
        elif translation.get_language() != self.language:  # to set it costs more than to look; so below
            translation.activate(self.language)
        if self.zone is not None:
            timezone.activate(self.zone)
        set_urlconf(self.urlconf)
        if get_script_prefix() != self.prefix:
            set_script_prefix(self.prefix)

    def _enter_first(self) -> None:
        """Make it active where nothing is: then all that is asked is what differs from Django's defaults."""
        if self.language is None:
            translation.deactivate_all()
        elif self.language != django().LANGUAGE_CODE:
            translation.activate(self.language)
        if self.zone is not None:
            timezone.activate(self.zone)
        if self.urlconf:
            set_urlconf(self.urlconf)
        if self.prefix != "/":
            set_script_prefix(self.prefix)
