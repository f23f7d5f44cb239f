"""What a WSGI server runs: Django's own line, and static files as ``runserver`` serves them."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.site.settings")

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

application = StaticFilesHandler(get_wsgi_application())
