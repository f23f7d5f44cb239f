"""Which page a browser gets when it connects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import AsyncRequestFactory, Client

from djust.session.population import population
from djust.view.live_view import LiveView
from djust.view.retained import retain
from tests.session.driver import Browser
from tests.site.views.counting import Counter

MOUNTS: list[LiveView] = []


@pytest.fixture
def mounts(monkeypatch: pytest.MonkeyPatch) -> list[LiveView]:
    MOUNTS.clear()
    mount = Counter.mount

    def counted(self: Counter, request: Any, **kwargs: Any) -> None:
        MOUNTS.append(self)
        mount(self, request, **kwargs)

    monkeypatch.setattr(Counter, "mount", counted)
    return MOUNTS


def test_a_join_adopts_the_page_that_was_served_and_mount_runs_once(browser: Browser, mounts: list[LiveView]) -> None:
    browser.get("/counter/")
    told = browser.join()

    assert told["how"] == "adopted"
    assert "ops" not in told
    assert "html" not in told
    assert len(mounts) == 1
    assert browser.view is mounts[0]
    assert browser.view.connected


def test_a_used_id_joins_anew_without_a_word(browser: Browser, mounts: list[LiveView]) -> None:
    browser.open("/counter/5/")
    copy = Browser(browser.client)
    copy.html, copy.url = browser.html, browser.url

    assert copy.join()["how"] == "same"
    assert len(mounts) == 2
    assert copy.view is not browser.view


def test_an_unknown_id_joins_anew_without_a_word(browser: Browser) -> None:
    browser.get("/counter/5/")
    plan = browser.configured("data-session").rpartition(".")[2]

    assert browser.join(session=f"nobody-knows-this.{plan}")["how"] == "same"


def test_a_page_of_a_server_that_restarted_gets_the_new_values(browser: Browser, forget_everything: Callable[[], None]) -> None:
    browser.open("/counter/")
    browser.event("increment")
    forget_everything()
    browser.connect()
    told = browser.join(digest=False)

    assert told["how"] == "values"
    assert told["ops"] == [[0, "Count: 0"]]


def test_without_a_digest_values_count_as_different(browser: Browser, forget_everything: Callable[[], None]) -> None:
    browser.get("/counter/")
    forget_everything()

    assert browser.join(digest=False)["how"] == "values"


def test_a_page_of_another_plan_gets_a_new_body(browser: Browser, forget_everything: Callable[[], None]) -> None:
    browser.get("/counter/")
    forget_everything()
    told = browser.join(session="x.0123456789ab")

    assert told["how"] == "body"
    assert "Count: " in told["html"]
    assert browser.configured("data-session").rpartition(".")[2] in told["html"]


def test_a_page_that_was_served_to_another_visitor_is_not_adopted(browser: Browser, mounts: list[LiveView]) -> None:
    browser.get("/counter/")
    thief = Browser()
    thief.get("/counter/")
    thief.html, thief.url = browser.html, browser.url
    told = thief.join()

    assert told["how"] == "same"
    assert thief.view is mounts[2]
    assert browser.join()["how"] == "adopted"


def test_a_foreign_id_gives_nothing_that_the_visitor_may_not_see(browser: Browser) -> None:
    owner = User.objects.create_user("owner")
    browser.client.force_login(owner)
    browser.get("/account/")
    thief = Browser()
    thief.html, thief.url = browser.html, browser.url
    told = thief.join()

    assert told["is"] == "refused"
    assert told["code"] == "login.required"
    assert told["to"] == "/login/?next=/account/"
    assert "owner" not in "".join(thief.wire.texts)


def test_a_join_runs_the_middleware_and_the_decorators_of_the_get(browser: Browser, forget_everything: Callable[[], None]) -> None:
    browser.client.force_login(User.objects.create_user("someone"))
    browser.get("/decorated/")
    forget_everything()
    browser.client.logout()
    told = browser.join()

    assert told["code"] == "login.required"


def test_a_redirect_in_mount_reaches_the_page(browser: Browser) -> None:
    browser.get("/counter/")
    away = browser.join(session="x.y", url="/going/?away=1")
    browser.connect()
    off = browser.join(session="x.y", url="/going/?off=1")

    assert (away["is"], away["code"], away["to"]) == ("refused", "redirect", "/counter/")
    assert off["to"] == "/counter/?from=off"


@pytest.mark.parametrize(
    ("url", "code"),
    [("/nowhere/", "not_found"), ("/plain/", "mount.failed"), ("/broken-mount/", "mount.failed"), ("/broken-template/", "mount.failed")],
)
def test_a_page_that_cannot_be_mounted_is_refused(browser: Browser, url: str, code: str) -> None:
    browser.get("/counter/")
    browser.client.raise_request_exception = False
    told = browser.join(session="x.y", url=url)

    assert told["is"] == "refused"
    assert told["code"] == code
    assert "detail" not in told
    assert "secret" not in "".join(browser.wire.texts)


def test_under_debug_a_refusal_says_what_failed(browser: Browser, settings: Any) -> None:
    settings.DEBUG = True
    browser.get("/counter/")

    assert "a secret of mount" in browser.join(session="x.y", url="/broken-mount/")["detail"]


@pytest.mark.parametrize("url", ["//evil.example/", "https://evil.example/", "counter/", "/\\evil.example", "/a\nb"])
def test_a_join_for_another_site_is_refused(browser: Browser, url: str) -> None:
    browser.get("/counter/")

    assert browser.join(session="x.y", url=url)["code"] == "frame.invalid"


def test_a_second_join_on_a_connection_is_an_error_and_the_page_goes_on(browser: Browser) -> None:
    browser.open("/counter/")
    again = browser.say(["join", {"session": "x", "url": "/counter/"}])

    assert again[1] == 0
    assert again[3]["error"]["code"] == "frame.invalid"
    assert browser.event("increment")[2] == [[0, "Count: 1"]]


def test_an_event_before_any_join_is_refused(browser: Browser) -> None:
    browser.connect()

    assert browser.say([1, 0, "increment"])[1]["code"] == "frame.invalid"


def test_past_the_bound_a_session_is_refused_and_says_so(browser: Browser, settings: Any) -> None:
    settings.DJUST = {"MAX_SESSIONS": 1}
    browser.open("/counter/")
    late = Browser()
    late.get("/counter/")

    assert late.join()["code"] == "too_many"


def test_a_page_that_nobody_joins_is_bounded_by_count(browser: Browser, settings: Any) -> None:
    settings.DJUST = {"PARKED_MAX": 3}
    for _ in range(5):
        browser.get("/counter/")

    assert len(population.parked) == 3


def test_head_parks_nothing(client: Client) -> None:
    assert client.head("/counter/").status_code == 200
    assert len(population.parked) == 0


def test_a_session_begun_in_mount_binds_the_page(browser: Browser) -> None:
    browser.get("/basket/")

    assert browser.join()["how"] == "adopted"


def test_a_ping_is_answered_before_and_after_a_join(browser: Browser) -> None:
    browser.connect()

    assert browser.say(["ping"]) == ["pong"]
    browser.get("/counter/")
    browser.join()
    assert browser.say(["ping"]) == ["pong"]


def test_the_kept_language_is_the_pages(browser: Browser) -> None:
    browser.get("/basket/", accept_language="de")
    browser.join()
    browser.event("ask_language")

    assert browser.view.language == "de"


def test_a_joined_page_keeps_what_handlers_may_ask_of_its_request() -> None:
    request = AsyncRequestFactory().get("/counter/?a=1", headers={"accept-language": "de"})
    retain(request)

    assert request.META["HTTP_ACCEPT_LANGUAGE"] == "de"
    assert request.headers["accept-language"] == "de"
    assert request.GET["a"] == "1"
    assert request.get_full_path() == "/counter/?a=1"
    assert request.scope["path"] == "/counter/"
    assert request.body == b""
