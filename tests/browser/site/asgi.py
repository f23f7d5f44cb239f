"""What uvicorn runs: the one line of the README, and static files as ``runserver`` serves them."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.site.settings")

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler

from djust.asgi import get_asgi_application

application = ASGIStaticFilesHandler(get_asgi_application())
