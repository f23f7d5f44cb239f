"""A form: Django's own validation, shown for each field as soon as it is left."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from djust import event_handler
from djust.demo.page import Page


class BookingForm(forms.Form):
    name = forms.CharField(min_length=2, max_length=60)
    email = forms.EmailField()
    day = forms.DateField()
    guests = forms.IntegerField(min_value=1, max_value=8)
    place = forms.ChoiceField(choices=[("window", "By the window"), ("inside", "Inside"), ("terrace", "On the terrace")])
    wishes = forms.CharField(required=False, max_length=200)
    terms = forms.BooleanField(error_messages={"required": "Please say that you know."})

    def clean_day(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["day"]
        if day <= datetime.date.today():
            raise forms.ValidationError("Please choose a day from tomorrow on.")
        if day.weekday() == 0:
            raise forms.ValidationError("We are closed on Mondays.")
        return day


def problems(form: BookingForm) -> dict[str, str]:
    """Return the first complaint about each field."""
    return {name: str(complaints[0]) for name, complaints in form.errors.items()}


class BookingPage(Page):
    slug = "booking"
    template_name = "demo/booking.html"
    places = BookingForm.base_fields["place"].choices  # type: ignore[attr-defined]  # a ChoiceField has them

    def mount(self, request: HttpRequest) -> None:
        super().mount(request)
        self.empty()

    def empty(self) -> None:
        self.values = {"name": "", "email": "", "day": "", "guests": "2", "place": "window", "wishes": "", "terms": ""}
        self.errors: dict[str, str] = {}
        self.booked: dict[str, Any] | None = None

    @event_handler()
    def check(self, field: str, value: str = "") -> None:
        """Validate the field that was left, and no other: nobody likes to be told before having tried."""
        if field in self.values:
            self.values[field] = value
            told = {*self.errors, field}
            self.errors = {name: text for name, text in problems(BookingForm(self.values)).items() if name in told}

    @event_handler()
    def book(self, **fields: Any) -> None:
        self.values = {name: str(fields.get(name, "")) for name in self.values}
        form = BookingForm(self.values)
        self.errors = problems(form)
        if not self.errors:
            self.booked = form.cleaned_data

    @event_handler()
    def again(self) -> None:
        self.empty()
