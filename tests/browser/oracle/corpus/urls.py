"""Addresses for the cases that print them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest, n: int) -> HttpResponse:
    """Answer with the number that was asked for."""
    return HttpResponse(str(n))


urlpatterns = [path("page/<int:n>/", page, name="page")]
