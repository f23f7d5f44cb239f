"""The same site in several processes that share a cache."""

import os

from tests.browser.site.settings import *  # noqa: F403 - settings are made of settings

CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": os.environ["SITE_CACHE"]}}
DJUST = {"RESUME_CACHE": "default"}
