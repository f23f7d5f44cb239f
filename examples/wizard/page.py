"""A form in three steps: each is checked while it is filled in, and as a whole before the next one comes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from djust import LiveView, event_handler
from examples.wizard.forms import MEALS, STEPS
from examples.wizard.models import Registration


class Wizard(LiveView):
    """What was typed lies in `data`, as a browser sends it; forms are made of it when they are needed."""

    template_name = "wizard.html"
    here = "wizard"

    def mount(self, request: HttpRequest) -> None:
        self.step = 0
        self.data: dict[str, Any] = {}
        self.seen: set[str] = set()
        self.saved: Registration | None = None

    @property
    def title(self) -> str:
        return STEPS[self.step].title

    @property
    def number(self) -> int:
        return self.step + 1

    @property
    def last(self) -> bool:
        return self.number == len(STEPS)

    @property
    def fields(self) -> list[tuple[Any, list[str]]]:
        """Each field with its errors, once the person has been there."""
        form = self._form()
        bound = form if self.seen else STEPS[self.step](initial=self.data)
        return [(field, list(form.errors.get(field.name, [])) if field.name in self.seen else []) for field in bound]

    @property
    def meal(self) -> str:
        return dict(MEALS).get(self.saved.meal, "") if self.saved else ""

    @event_handler
    def check(self, _target: str = "", **typed: str) -> None:
        """A field was changed: keep what is typed, and say what is wrong with that one."""
        self._keep(typed)
        self.seen = self.seen | {_target}

    @event_handler
    def go_on(self, **typed: str) -> None:
        """To the next step, if this one is right; the last one saves."""
        self._keep(typed)
        self.seen = set(STEPS[self.step].base_fields)
        if not self._form().is_valid():
            return
        self.seen = set()
        if self.last:
            self._save()
        else:
            self.step += 1

    @event_handler
    def back(self) -> None:
        self.step = max(0, self.step - 1)
        self.seen = set()

    def _keep(self, typed: dict[str, str]) -> None:
        self.data = {**self.data, **{name: typed.get(name, "") for name in STEPS[self.step].base_fields}}

    def _form(self) -> forms.Form:
        return STEPS[self.step](self.data)

    def _save(self) -> None:
        values: dict[str, Any] = {}
        for number, step in enumerate(STEPS):  # all of them again: a day that was right may have passed
            form = step(self.data)
            if not form.is_valid():
                self.step, self.seen = number, set(step.base_fields)
                return
            values |= form.cleaned_data
        del values["terms"]
        self.saved = Registration.objects.create(**values)
