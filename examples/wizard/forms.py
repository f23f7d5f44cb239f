"""The three steps, as plain Django forms."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.timezone import localdate

MEALS = [("vegetarian", "Vegetarian"), ("fish", "With fish"), ("all", "Everything")]


class Who(forms.Form):
    """Who comes."""

    title = "Who are you?"
    name = forms.CharField(max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(label="Email", widget=forms.EmailInput({"autocomplete": "email"}))


class Trip(forms.Form):
    """When, and how many."""

    title = "When do you come?"
    day = forms.DateField(widget=forms.DateInput({"type": "date"}))
    people = forms.IntegerField(min_value=1, max_value=8, initial=2, help_text="One to eight.")
    meal = forms.ChoiceField(choices=MEALS)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day <= localdate():
            raise forms.ValidationError("Choose a day from tomorrow on.")
        return day


class Wishes(forms.Form):
    """The rest."""

    title = "Anything else?"
    wishes = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), max_length=500)
    terms = forms.BooleanField(label="I know that the path is steep")


STEPS: list[type[forms.Form]] = [Who, Trip, Wishes]
