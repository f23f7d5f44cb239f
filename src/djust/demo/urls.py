"""Where the demo's pages are."""

from __future__ import annotations

from django.urls import path

from djust.demo.pages.booking import BookingPage
from djust.demo.pages.counter import CounterPage
from djust.demo.pages.index import IndexPage
from djust.demo.pages.latency import LatencyPage
from djust.demo.pages.liked import LikedPage
from djust.demo.pages.products import ProductsPage
from djust.demo.pages.source import SourcePage
from djust.demo.pages.todo import TodoPage

urlpatterns = [
    path("", IndexPage.as_view(), name="index"),
    path("counter/", CounterPage.as_view(), name="counter"),
    path("todo/", TodoPage.as_view(), name="todo"),
    path("products/", ProductsPage.as_view(), name="products"),
    path("liked/", LikedPage.as_view(), name="liked"),
    path("booking/", BookingPage.as_view(), name="booking"),
    path("latency/", LatencyPage.as_view(), name="latency"),
    path("source/<slug:slug>/", SourcePage.as_view(), name="source"),
]
