"""Django's own forms, printed by Django."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from djust import LiveView, event_handler


class Wish(forms.Form):
    """A field of each kind."""

    title = forms.CharField(max_length=5)
    sure = forms.BooleanField(required=False)
    size = forms.ChoiceField(choices=[("s", "Small"), ("l", "Large")])
    notes = forms.CharField(required=False, widget=forms.Textarea)
    colours = forms.MultipleChoiceField(choices=[("r", "Red"), ("b", "Blue")])
    extras = forms.MultipleChoiceField(choices=[("w", "Wrap"), ("c", "Card")], widget=forms.CheckboxSelectMultiple)


class Wishes(LiveView):
    """A form that is begun anew when it was right."""

    template = """
    <form id="wish" dj-submit="save" dj-change="look">{{ form.as_p }}
      {% if aside %}<input name="aside">{% endif %}<button>Save</button></form>
    <p id="got">{{ got }}</p>"""
    aside = True

    def mount(self, request: HttpRequest) -> None:
        self.form = Wish()
        self.got = ""

    @event_handler
    def look(self, _target: str = "") -> None:
        self.got = f"looked at {_target}"

    @event_handler
    def save(self, **data: Any) -> None:
        self.form = Wish(data)
        self.got = self.form.errors.as_text()
        if self.form.is_valid():
            self.got = " ".join(f"{name}={value}" for name, value in self.form.cleaned_data.items())
            self.form = Wish()
