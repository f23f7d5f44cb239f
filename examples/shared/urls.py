"""Where the examples are."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

from examples.dashboard.page import Dashboard
from examples.poll.page import Poll
from examples.search.page import Search
from examples.todo.page import Todo
from examples.wizard.page import Wizard

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="todo")),
    path("todo/", Todo.as_view(), name="todo"),
    path("search/", Search.as_view(), name="search"),
    path("poll/", Poll.as_view(), name="poll"),
    path("wizard/", Wizard.as_view(), name="wizard"),
    path("dashboard/", Dashboard.as_view(), name="dashboard"),
    path("djust/", include("djust.urls")),
]
