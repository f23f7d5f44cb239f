"""The HTTP API under a prefix of the project's own: ``path("api/", include("djust.api.urls"))``."""

from __future__ import annotations

from django.urls import path

from djust.api.exposed import run
from djust.api.functions import call
from djust.api.openapi import describe

app_name = "djust_api"
urlpatterns = [
    path("call/<str:view>/<str:name>/", call, name="call"),
    path("openapi.json", describe, name="openapi"),
    path("<str:view>/<str:handler>/", run, name="run"),
]
