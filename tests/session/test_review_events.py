"""What a review found about events: each test failed when it was written."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from django.http import HttpRequest
from django.urls import path

from djust import LiveView, event_handler
from djust.errors import BadMessage
from djust.protocol import codec
from tests.session.driver import Browser


class Trial(LiveView):
    """Handlers that end, or wander, in unusual ways."""

    template = "<p>{{ count }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0
        self.looked = False

    @event_handler
    def add(self) -> None:
        self.count += 1

    @event_handler
    def look(self) -> None:
        self.looked = True

    @event_handler
    async def look_later(self) -> None:
        self.looked = True

    @event_handler
    def give_up(self) -> None:
        self.count = 5
        raise asyncio.CancelledError  # what async_to_sync() raises when the task inside it was cancelled

    @event_handler
    def remember(self) -> None:
        self.request.session["seen"] = True


urlpatterns = [path("trial/", Trial.as_view())]
pytestmark = pytest.mark.urls(__name__)


def test_a_sync_handler_that_ends_in_a_cancellation_is_answered_and_put_back(browser: Browser) -> None:
    browser.open("/trial/")

    answer = browser.event("give_up")
    assert answer[1] == 1
    assert answer[3]["error"]["code"] == "handler.failed"
    assert browser.view.count == 0


def test_an_event_that_acknowledges_what_was_never_sent_is_answered_by_its_ref(browser: Browser) -> None:
    browser.open("/trial/")

    answer = browser.say([1, 999, "add"])
    assert answer[1] == 1
    assert answer[3]["error"]["code"] == "frame.invalid"


def test_a_number_that_is_infinite_as_a_float_is_refused() -> None:
    with pytest.raises(BadMessage):
        codec.decode('[1,0,"add",{"by":1e999}]')


@pytest.mark.parametrize("handler", ["look", "look_later"])
def test_an_update_asked_for_while_the_mailbox_runs_empty_is_not_lost(browser: Browser, handler: str) -> None:
    """Another thread's ``update()`` between the last look into the mailbox and the end of the work."""
    session = browser.open("/trial/").connection.session  # type: ignore[union-attr]
    assert session is not None

    class Mailbox(list[Any]):
        asked = False

        def __len__(self) -> int:
            size = super().__len__()
            if size == 0 and not self.asked and browser.view.looked:
                self.asked = True
                other = threading.Thread(target=self.another_thread)
                other.start()
                other.join()
            return size

        def another_thread(self) -> None:
            browser.view.count = 42
            browser.view.update()

    session.mailbox = Mailbox()
    browser.event(handler)

    assert "42" in browser.shown()


def test_a_write_into_a_session_that_lives_in_its_cookie_is_not_lost_silently(
    browser: Browser, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """A socket can set no cookie, so with the cookie backend nothing of the write remains."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    browser.client.get("/trial/")
    kept = browser.client.session
    kept["cart"] = 1
    kept.save()
    browser.open("/trial/").event("remember")

    assert "request.session" in caplog.text
