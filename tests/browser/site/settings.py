"""The tests' site with the pages of this folder, as a server process runs it."""

import os
from pathlib import Path

from tests.site.settings import *  # noqa: F403 - settings are made of settings
from tests.site.settings import TEMPLATES

ROOT_URLCONF = "tests.browser.site.urls"
ASGI_APPLICATION = "tests.browser.site.asgi.application"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
if "SITE_DATABASE" in os.environ:  # people log in, and out
    SESSION_ENGINE = "django.contrib.sessions.backends.db"
    DJUST = {"AUTH_SECONDS": 0}
else:  # nobody does, and a server that is started anew must still know its visitors
    SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
