"""What surrounds a request in Django without being passed: language, time zone, URL configuration, script prefix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import timezone, translation

from djust.conf import django
from djust.sync import untouched


@dataclass(frozen=True, slots=True)
class Ambient:
    """What was active when the page was mounted; entered again for each of its events.

    Attributes:
        language: None: all translation was off.
        zone: None: that of the settings.
        urlconf: None: that of the settings.
        prefix: What stands before every path.
    """

    language: str | None
    zone: tzinfo | None
    urlconf: Any
    prefix: str

    @classmethod
    def capture(cls, request: HttpRequest) -> Ambient:
        """Remember what is active now."""
        zone = timezone.get_current_timezone()
        activated = None if zone is timezone.get_default_timezone() else zone
        urlconf = getattr(request, "urlconf", None) or get_urlconf()
        chosen = None if urlconf == settings.ROOT_URLCONF else urlconf
        return cls(translation.get_language(), activated, chosen, get_script_prefix())

    def enter(self) -> None:
        """Make it active; the caller runs in a context of its own, which takes it away again."""
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
