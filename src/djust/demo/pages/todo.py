"""A list that the database keeps: add, tick, remove, filter."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest

from djust import event_handler
from djust.demo.models import Todo
from djust.demo.page import Page


class TodoPage(Page):
    slug = "todo"
    template_name = "demo/todo.html"

    def mount(self, request: HttpRequest) -> None:
        super().mount(request)
        self.todos = list(Todo.objects.all())
        self.text = ""
        self.only = "all"

    @property
    def shown(self) -> list[Todo]:
        if self.only == "all":
            return self.todos
        return [todo for todo in self.todos if todo.done == (self.only == "done")]

    @property
    def left(self) -> int:
        return sum(not todo.done for todo in self.todos)

    @event_handler()
    def add(self, text: str) -> None:
        text = text.strip()[:120]
        if text:
            self.todos.append(Todo.objects.create(text=text))
        self.text = ""

    @event_handler()
    def tick(self, todo_id: int, value: bool) -> None:
        for todo in self.todos:
            if todo.pk == todo_id:
                todo.done = value
                todo.save()

    @event_handler()
    def remove(self, todo_id: int) -> None:
        Todo.objects.filter(pk=todo_id).delete()
        self.todos = [todo for todo in self.todos if todo.pk != todo_id]

    @event_handler()
    def clear_done(self) -> None:
        Todo.objects.filter(done=True).delete()
        self.todos = list(Todo.objects.all())

    @event_handler()
    def show(self, only: Literal["all", "open", "done"]) -> None:
        self.only = only
