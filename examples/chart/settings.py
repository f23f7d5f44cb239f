"""Settings of the kettle: no database, and Chart.js served from where npm put it."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent

DEBUG = True
SECRET_KEY = "for this machine only"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = ["djust", "django.contrib.sessions", "django.contrib.staticfiles", "examples.chart"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
ROOT_URLCONF = "examples.chart.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

STATIC_URL = "/static/"
# Chart.js (MIT licence) is not in this repository: ``npm --prefix client ci`` fetches the version that client/package-lock.json names.
STATICFILES_DIRS = [("chart.js", HERE.parents[1] / "client" / "node_modules" / "chart.js" / "dist")]
