"""Sessions that need another cookie: logging in and out, a first session, sessions that live in their cookie."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.auth import get_user_model, login, logout
from django.contrib.messages import success
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client
from django.urls import include, path

from djust import LiveView, event_handler
from tests.session.driver import Browser


class Unprintable:
    def __str__(self) -> str:
        raise RuntimeError("no text for this")


class Door(LiveView):
    """People come and go."""

    template = """<p>{{ user.username|default:'nobody' }}</p><p>{{ request.session.cart }}</p><p>{{ count }}</p>
{% for message in messages %}<b>{{ message }}</b>{% endfor %}"""

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count: Any = 0

    @event_handler
    def come(self, name: str, then: str = "") -> None:
        login(self.request, get_user_model().objects.get(username=name))
        success(self.request, "Welcome")
        if then:
            self.redirect(then)

    @event_handler
    def go(self) -> None:
        logout(self.request)

    @event_handler
    def put(self, thing: str) -> None:
        self.request.session["cart"] = thing

    @event_handler
    def look(self) -> None:
        self.count += 1

    @event_handler
    def come_and_break(self, name: str) -> None:
        self.come(name)
        self.count = Unprintable()

    @event_handler
    def come_and_fail(self, name: str) -> None:
        self.come(name)
        raise ValueError("after the session was made anew")


live = path("door/", Door.as_view())
urlpatterns = [live, path("djust/", include("djust.urls"))]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def ann(db: None) -> Any:
    return get_user_model().objects.create_user("ann")


@pytest.fixture
def door(browser: Browser) -> Browser:
    browser.client = Client(enforce_csrf_checks=True)
    return browser.open("/door/")


def trade(client: Client, cookie: list[str]) -> int:
    """Do what the client's script does."""
    return client.post(cookie[0], cookie[1], content_type="text/plain;charset=UTF-8").status_code


def shown(client: Client) -> str:
    return client.get("/door/").content.decode()


def test_a_login_gives_the_browser_its_session_and_the_page_of_who_came(door: Browser, ann: Any) -> None:
    extras = door.event("come", {"name": "ann"})[3]

    assert extras["to"] == "/door/"
    assert extras["cookie"][0] == "/djust/session/"
    assert trade(door.client, extras["cookie"]) == 204
    page = shown(door.client)
    assert "ann</p>" in page
    assert "Welcome" in page


def test_what_was_said_at_a_login_shows_on_the_page_it_leads_to(door: Browser, ann: Any) -> None:
    extras = door.event("come", {"name": "ann", "then": "/door/?in"})[3]

    assert extras["to"] == "/door/?in"
    assert trade(door.client, extras["cookie"]) == 204
    assert "Welcome" in shown(door.client)


def test_a_login_changes_the_csrf_secret(door: Browser, ann: Any) -> None:
    before = door.client.cookies["csrftoken"].value
    trade(door.client, door.event("come", {"name": "ann"})[3]["cookie"])

    assert door.client.cookies["csrftoken"].value != before


def test_a_logout_takes_the_cookie_away(browser: Browser, ann: Any) -> None:
    browser.client.force_login(ann)
    browser.open("/door/")
    extras = browser.event("go")[3]

    assert extras["to"] == "/door/"
    assert trade(browser.client, extras["cookie"]) == 204
    assert browser.client.cookies["sessionid"].value == ""
    assert "nobody" in shown(browser.client)


def test_a_first_session_gets_its_cookie_and_the_page_goes_on(door: Browser) -> None:
    extras = door.event("put", {"thing": "milk"})[3]

    assert "to" not in extras
    assert trade(door.client, extras["cookie"]) == 204
    assert "milk" in shown(door.client)
    assert len(door.event("put", {"thing": "bread"})) == 3
    assert "bread" in shown(door.client)


def test_after_its_first_session_a_page_resumes_with_the_new_cookie(door: Browser) -> None:
    trade(door.client, door.event("put", {"thing": "milk"})[3]["cookie"])
    door.drop()

    assert door.resume()["is"] == "resumed"


def test_a_session_that_lives_in_its_cookie_is_written_each_time(browser: Browser, settings: Any) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    browser.open("/door/")
    for thing in ("milk", "bread"):
        assert trade(browser.client, browser.event("put", {"thing": thing})[3]["cookie"]) == 204
        assert thing in shown(browser.client)


def test_tickets_that_were_given_one_after_the_other_are_all_good_later(browser: Browser, settings: Any, monkeypatch: Any) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    browser.open("/door/")
    tickets = [browser.event("put", {"thing": thing})[3]["cookie"] for thing in ("milk", "bread", "tea")]
    monkeypatch.setattr("time.time", lambda now=time.time: now() + 5)  # the same session, signed in another second, is another key

    assert [trade(browser.client, ticket) for ticket in tickets] == [204, 204, 204]
    assert "tea" in shown(browser.client)


def test_a_ticket_is_good_once(door: Browser) -> None:
    cookie = door.event("put", {"thing": "milk"})[3]["cookie"]
    binding = door.client.cookies["csrftoken"].value

    assert trade(door.client, cookie) == 204
    assert door.client.cookies["csrftoken"].value == binding
    assert trade(door.client, cookie) == 403


def test_a_ticket_is_of_no_use_to_another_browser_and_stays_good_for_its_own(door: Browser, ann: Any) -> None:
    cookie = door.event("come", {"name": "ann"})[3]["cookie"]
    stranger = Client()
    shown(stranger)

    assert trade(stranger, cookie) == 403
    assert "sessionid" not in stranger.cookies
    assert trade(Client(), cookie) == 403
    assert trade(door.client, cookie) == 204


def test_a_ticket_whose_time_is_over_is_refused(door: Browser) -> None:
    cookie = door.event("put", {"thing": "milk"})[3]["cookie"]
    cache.clear()

    assert trade(door.client, cookie) == 403


def test_nothing_is_offered_where_the_cache_keeps_nothing(door: Browser, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert len(door.event("put", {"thing": "milk"})) == 3
    assert "CACHES" in caplog.text


@pytest.mark.parametrize("number", ["", "x", "é", "../..", "a" * 5_000])
def test_what_is_no_ticket_is_refused(door: Browser, number: str) -> None:
    assert trade(door.client, ["/djust/session/", number]) == 403


def test_the_key_of_the_session_never_passes_through_the_page(door: Browser, ann: Any) -> None:
    extras = door.event("come", {"name": "ann"})[3]
    trade(door.client, extras["cookie"])

    assert door.client.cookies["sessionid"].value not in "".join(door.wire.texts)


def test_a_handler_that_fails_logs_nobody_in(door: Browser, ann: Any) -> None:
    answer = door.event("come_and_fail", {"name": "ann"})

    assert answer[3]["error"]["code"] == "handler.failed"
    assert "cookie" not in answer[3]
    assert "nobody" in shown(door.client)


def test_a_page_that_cannot_be_drawn_after_a_login_still_hands_out_the_cookie(door: Browser, ann: Any) -> None:
    """The session was saved by then, under another key: without the cookie nobody would be logged in."""
    extras = door.event("come_and_break", {"name": "ann"})[3]

    assert extras["error"]["code"] == "render.failed"
    assert trade(door.client, extras["cookie"]) == 204
    assert "ann" in shown(door.client)


def test_an_event_that_only_looks_needs_no_cookie(door: Browser) -> None:
    assert len(door.event("look")) == 3


def test_a_logout_of_nobody_needs_no_cookie(door: Browser) -> None:
    assert len(door.event("go")) == 3


def test_a_browser_without_any_cookie_is_given_none(browser: Browser, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing would tell it from another one."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("CsrfViewMiddleware")]
    browser.open("/door/")

    assert len(browser.event("put", {"thing": "milk"})) == 3
    assert "CsrfViewMiddleware" in caplog.text


@pytest.mark.urls("tests.session.test_review_events")
def test_without_our_urls_the_log_says_what_to_add(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    browser.open("/trial/").event("remember")

    assert 'path("djust/", include("djust.urls"))' in caplog.text
