"""Settings: the pages of this folder, as a server process shows them to a real browser."""

from tests.browser.site.settings import *  # noqa: F403 - settings are made of settings

ROOT_URLCONF = "tests.testing.pages"
