"""The URLs of djust itself: ``path("djust/", include("djust.urls"))``."""

from __future__ import annotations

from django.urls import path

from djust.api.exposed import run
from djust.api.functions import call
from djust.api.openapi import describe
from djust.transports import http
from djust.transports.session_cookie import give_cookie

app_name = "djust"
urlpatterns = [
    path("call/<str:view>/<str:name>/", call, name="call"),
    path("api/openapi.json", describe, name="openapi"),
    path("api/<str:view>/<str:handler>/", run, name="run"),
    path("live/", http.begin, name="live"),
    path("live/<str:line>/", http.go_on, name="line"),
    path("session/", give_cookie, name="session"),
]
