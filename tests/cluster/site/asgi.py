"""What each process runs."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.cluster.site.settings")

from djust.asgi import get_asgi_application

application = get_asgi_application()
