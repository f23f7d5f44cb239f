"""An action that was never called: its state is there, wherever a template or a method asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest
from django.urls import include, path

from djust import LiveView, action, event_handler
from tests.api.conftest import Caller, result
from tests.session.driver import Browser

STATE = (
    "{% if book.pending %}wait{% elif book.error %}no: {{ book.error }}{% elif book.result %}#{{ book.result.id }}{% else %}idle{% endif %}"
)


class Booking(LiveView):
    """Shows one action in every kind of place."""

    api_name = "booking"
    template = (
        f"<p>{STATE}</p><b>{{{{ book.pending }}}}|{{{{ book.error }}}}|{{{{ book.result }}}}</b>"
        f"<ul>{{% for seat in seats %}}<li dj-key='{{{{ seat }}}}'>{{{{ seat }}}} {STATE}</li>{{% endfor %}}</ul>"
        "{% include 'state.html' %}{% include 'state.html' with book=later only %}"
        "{% with mine=book %}<i>{{ mine.pending }}</i>{% endwith %}"
    )

    def mount(self, request: HttpRequest) -> None:
        self.seats = [1, 2]
        self.at_first = dict(self._action_state["book"])  # type: ignore[attr-defined]

    @action
    @event_handler(expose_api=True)
    def book(self, seats: int = 0) -> dict[str, Any]:
        if not seats:
            raise ValueError("How many?")
        return {"id": seats, "pending": self._action_state["book"]["pending"]}  # type: ignore[attr-defined]

    @action
    async def later(self) -> int:
        return 1


urlpatterns = [path("booking/", Booking.as_view()), path("djust/", include("djust.urls")), path("words/", Booking.as_view())]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True, params=[("", False), ("INVALID %s", False), ("INVALID %s", True)], ids=["plain", "invalid", "debug"])
def _templates(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> None:
    """Templates that say loudly what they do not find."""
    (tmp_path / "state.html").write_text(f"<em>{STATE}</em>", encoding="utf-8")
    invalid, debug = request.param
    options = {**django_settings.TEMPLATES[0]["OPTIONS"], "string_if_invalid": invalid, "debug": debug}
    settings.TEMPLATES = [{**django_settings.TEMPLATES[0], "DIRS": [tmp_path], "OPTIONS": options}]


def test_it_is_idle_in_every_place(browser: Browser) -> None:
    browser.open("/booking/")

    assert browser.shown().count("idle") == 5
    assert "<b>False|None|None</b>" in browser.shown()
    assert "<i>False</i>" in browser.shown()
    assert "INVALID" not in browser.html
    assert browser.view.at_first == {"pending": False, "error": None, "result": None}


def test_what_came_of_it_shows_in_every_place(browser: Browser) -> None:
    browser.open("/booking/").event("book")

    assert browser.shown().count("no: How many?") == 4

    browser.event("book", {"seats": 3})

    assert browser.shown().count("#3") == 4
    assert browser.shown().count("idle") == 1
    assert "INVALID" not in browser.shown()


@pytest.mark.django_db
def test_over_http_it_is_pending_while_it_runs() -> None:
    assert result(Caller().run("booking", "book", {"seats": 2})) == {"id": 2, "pending": True}
