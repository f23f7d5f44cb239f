"""Who may call a handler, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from djust import ratelimit
from tests.session.driver import Browser


@pytest.fixture(autouse=True)
def _full_buckets() -> Iterator[None]:
    ratelimit.forget()
    yield
    ratelimit.forget()


@pytest.fixture
def member(db: None) -> User:
    return User.objects.create_user("ann")


def grant(user: User, *names: str) -> None:
    user.user_permissions.set(Permission.objects.filter(codename__in=names))


def opened(user: User | None = None) -> Browser:
    client = Client()
    if user is not None:
        client.force_login(user)
    return Browser(client).open("/restricted/")


def code(frame: list[Any]) -> str | None:
    error: dict[str, Any] = frame[3]["error"] if len(frame) > 3 else {}
    return error.get("code")


def test_without_the_permission_nothing_runs(member: User) -> None:
    browser = opened(member)

    assert code(browser.event("add")) == "permission.denied"
    assert browser.view.done == 0


def test_somebody_anonymous_has_no_permission(db: None) -> None:
    assert code(opened().event("add")) == "permission.denied"


def test_all_of_several_permissions_are_needed(member: User) -> None:
    grant(member, "add_note")
    browser = opened(member)

    assert code(browser.event("both")) == "permission.denied"

    grant(member, "add_note", "delete_note")
    assert code(browser.event("both")) is None


def test_a_permission_counts_and_stops_counting_at_the_next_call(member: User) -> None:
    browser = opened(member)
    browser.event("add")
    grant(member, "add_note")
    granted = browser.event("add")
    grant(member)
    revoked = browser.event("add")

    assert code(granted) is None
    assert code(revoked) == "permission.denied"
    assert browser.view.done == 1


def test_a_logout_elsewhere_counts_at_the_next_call(member: User) -> None:
    grant(member, "add_note")
    browser = opened(member)
    browser.client.logout()
    frame = browser.event("add")

    assert code(frame) == "login.required"
    assert frame[3]["to"] == "/restricted/", "where a page that needs a login leads to it"


def test_a_user_that_is_switched_off_counts_at_the_next_call(member: User) -> None:
    grant(member, "add_note")
    browser = opened(member)
    User.objects.update(is_active=False)

    assert code(browser.event("add")) in {"login.required", "permission.denied"}
    assert browser.view.done == 0


def test_what_comes_too_often_is_dropped_and_says_how_long_to_wait(browser: Browser) -> None:
    browser.open("/restricted/")
    codes = [code(browser.event("seldom")) for _ in range(3)]
    last = browser.event("seldom")[3]["error"]

    assert codes == [None, None, "rate.limited"]
    assert browser.view.done == 2
    assert 90 < last["wait"] <= 100
    assert not browser.wire.closed


def test_a_call_that_was_dropped_costs_nothing(browser: Browser) -> None:
    browser.open("/restricted/")
    frames = [browser.event("seldom") for _ in range(9)]
    waits = [frame[3]["error"]["wait"] for frame in frames[2:]]

    assert max(waits) <= 100


def test_two_pages_of_one_visitor_share_a_bucket(browser: Browser) -> None:
    browser.open("/restricted/")
    other = Browser(browser.client).open("/restricted/")
    codes = [code(each.event("seldom")) for each in (browser, other, browser)]

    assert codes == [None, None, "rate.limited"]


def test_two_visitors_do_not(db: None) -> None:
    one, two = opened(), opened()
    codes = [code(each.event("seldom")) for each in (one, one, two, two)]

    assert codes == [None] * 4


def test_a_user_has_one_bucket_on_all_devices(member: User) -> None:
    codes = [code(opened(member).event("seldom")) for _ in range(3)]

    assert codes == [None, None, "rate.limited"]


def test_two_handlers_have_two_buckets(browser: Browser) -> None:
    browser.open("/restricted/")
    codes = [code(browser.event(name)) for name in ("seldom", "seldom", "often", "often", "seldom")]

    assert codes == [None, None, None, None, "rate.limited"]


def test_a_call_with_wrong_parameters_counts_too(browser: Browser) -> None:
    browser.open("/restricted/")
    codes = [code(browser.event("seldom", {"by": "x"})) for _ in range(3)]

    assert codes == ["params.invalid", "params.invalid", "rate.limited"]
