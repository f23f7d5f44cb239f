"""Where the pages are."""

from __future__ import annotations

from django.urls import path

from tests.cluster.site import views

urlpatterns = [
    path("counting/<str:page>/", views.Counting.as_view()),
    path("kept/<str:page>/", views.KeptCounting.as_view()),
    path("slow/<str:page>/", views.Slow.as_view()),
    path("form/", views.Choosing.as_view()),
]
