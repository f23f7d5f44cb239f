"""A list of tasks: rows of the database that are added, ticked, filtered and thrown away."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest

from djust import LiveView, event_handler
from examples.todo.models import Task

Shown = Literal["all", "open", "done"]


class Todo(LiveView):
    """One list, the same for everybody."""

    template_name = "todo.html"
    here = "todo"

    def mount(self, request: HttpRequest) -> None:
        self.shown: Shown = "all"
        self.text = ""

    @property
    def tasks(self) -> list[Task]:
        """The rows that are shown; read at each render, so that they are never older than the page."""
        wanted = {"all": {}, "open": {"done": False}, "done": {"done": True}}[self.shown]
        return list(Task.objects.filter(**wanted))

    @property
    def left(self) -> int:
        return Task.objects.filter(done=False).count()

    @property
    def any_done(self) -> bool:
        return Task.objects.filter(done=True).exists()

    @event_handler
    def add(self, text: str = "") -> None:
        """Write a task down."""
        if text.strip():
            Task.objects.create(text=text.strip()[:200])
        self.text = ""

    @event_handler
    def tick(self, task: Task, value: bool) -> None:
        """A model as annotation: the row with the primary key that came, or "that does not exist any more"."""
        task.done = value
        task.save(update_fields=["done"])

    @event_handler
    def remove(self, task: Task) -> None:
        task.delete()

    @event_handler
    def show(self, shown: Shown) -> None:
        self.shown = shown

    @event_handler
    def clear(self) -> None:
        Task.objects.filter(done=True).delete()
