"""What a view tells the scripts of its page."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from django.urls import path

from djust import LiveView, event_handler
from djust.errors import UsageError
from djust.view.pushes import MOST
from tests.session.driver import Browser


class Chart(LiveView):
    """Points that a script draws."""

    template = "<p>{{ n }}</p>"

    def mount(self, request: HttpRequest) -> None:
        self.n = 0
        if self.connected or "early" in request.GET:
            self.push_event("begun", {"n": self.n})

    @event_handler
    def add(self, point: int = 0) -> None:
        self.n += 1
        points = [point]
        self.push_event("points", {"all": points})
        points.append(99)  # what was said is said

    @event_handler
    def ask(self, question: str = "") -> None:
        self.push_reply({"answer": question.upper()})

    @event_handler
    def look(self) -> None: ...

    @event_handler
    def fail(self) -> None:
        self.push_event("points", {})
        self.push_reply(1)
        raise ValueError("no")

    @event_handler
    async def add_slowly(self) -> None:
        self.push_event("points", None)


urlpatterns = [path("chart/", Chart.as_view())]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def chart(browser: Browser) -> Browser:
    return browser.open("/chart/")


def test_a_pushed_event_goes_with_the_reply(chart: Browser) -> None:
    frame = chart.event("add", {"point": 7})

    assert frame[1:] == [1, [[0, "1"]], {"events": [["points", {"all": [7]}]]}]
    assert len(chart.event("look")) == 3


def test_it_goes_with_an_async_handler_and_without_a_change(chart: Browser) -> None:
    assert chart.event("add_slowly")[1:] == [1, [], {"events": [["points", None]]}]


def test_the_reply_is_for_this_event_only(chart: Browser) -> None:
    assert chart.event("ask", {"question": "why"})[3] == {"reply": {"answer": "WHY"}}
    assert len(chart.event("look")) == 3


def test_a_handler_that_fails_has_said_nothing(chart: Browser) -> None:
    extras = chart.event("fail")[3]

    assert extras.keys() == {"error"}
    assert len(chart.event("look")) == 3


def test_what_mount_pushes_waits_for_the_browser(browser: Browser) -> None:
    browser.open("/chart/?early")

    assert browser.answers()[-1] == [1, 0, [], {"events": [["begun", {"n": 0}]]}]


def test_outside_of_events_a_frame_of_its_own_is_sent(chart: Browser) -> None:
    chart.view.push_event("points", 3)

    assert chart.answers()[-1] == [1, 0, [], {"events": [["points", 3]]}]


def test_what_was_pushed_while_the_browser_was_away_comes_with_its_return(chart: Browser) -> None:
    view = chart.view
    chart.drop()
    view.push_event("points", 1)
    view.push_event("points", 2)

    assert [reply["events"] for reply in chart.resume()["replies"]] == [[["points", 1]], [["points", 2]]]


def test_what_was_lost_on_the_way_is_said_again_once(chart: Browser) -> None:
    chart.event("add", {"point": 1})
    chart.drop()
    [reply] = chart.resume(frame=0)["replies"]
    chart.event("look")
    chart.drop()

    assert reply == {"ref": 1, "events": [["points", {"all": [1]}]]}
    assert chart.resume()["replies"] == []


def test_not_more_waits_than_there_is_room_for(chart: Browser, caplog: pytest.LogCaptureFixture) -> None:
    view = chart.view
    chart.drop()
    for n in range(MOST + 2):
        view.push_event("points", n)

    assert len(chart.resume()["replies"]) == MOST
    assert "is dropped" in caplog.text


@pytest.mark.parametrize("name", ["", None, 3, "x" * 201, "a\nb"])
def test_a_name_that_is_none_is_refused(chart: Browser, name: Any) -> None:
    with pytest.raises(UsageError, match="push_event: expected a name"):
        chart.view.push_event(name)


def test_a_payload_that_json_cannot_hold_is_refused(chart: Browser) -> None:
    with pytest.raises(UsageError, match="expected"):
        chart.view.push_event("points", {"when": object()})


def test_a_call_from_outside_a_page_tells_nobody() -> None:
    view = Chart()
    view.push_event("points", 1)
    view.push_reply(1)
