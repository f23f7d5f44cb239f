"""The pages that can be called from outside, and where."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import include, path

from tests.site import urls
from tests.site.views import calling

urlpatterns = [
    path("djust/", include("djust.urls")),
    path("v1/", include("djust.api.urls")),
    path("words/", calling.Words.as_view()),
    path("shelf/", calling.Shelf.as_view()),
    path("only-members/", calling.Members.as_view()),
    path("insiders/", calling.Insiders.as_view()),
    path("inside/", login_required(calling.Decorated.as_view())),
    path("product/<int:pk>/", calling.Product.as_view()),
    path("prepared/<int:pk>/", calling.Prepared.as_view()),
    path("walls/", calling.Walls.as_view()),
    *urls.urlpatterns,
]
