"""One page."""

from __future__ import annotations

from django.urls import path

from examples.chart.page import Kettle

urlpatterns = [path("", Kettle.as_view(), name="kettle")]
