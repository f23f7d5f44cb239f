"""What a server runs: one line, as the README tells users."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.site.settings")

from djust.asgi import get_asgi_application

application = get_asgi_application()
