"""The URLs of djust itself: ``path("djust/", include("djust.urls"))``."""

from __future__ import annotations

from django.urls import path

from djust.transports.session_cookie import give_cookie

app_name = "djust"
urlpatterns = [
    path("session/", give_cookie, name="session"),
]
