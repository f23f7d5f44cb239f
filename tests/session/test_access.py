"""Who may open a page, and who may still use it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.mixins import UserPassesTestMixin
from django.contrib.auth.models import Permission, User
from django.http import HttpRequest
from django.urls import path

from djust import LiveView, event_handler
from tests.session.driver import Browser


@pytest.fixture
def member(db: None) -> User:
    return User.objects.create_user("member", password="x")


@pytest.fixture
def keeper(member: User) -> User:
    member.user_permissions.add(Permission.objects.get(codename="add_note"))
    return member


@pytest.fixture
def at_once(settings: Any) -> None:
    """The visitor is read again at every event."""
    settings.DJUST = {"AUTH_SECONDS": 0}


@pytest.mark.parametrize("url", ["/account/", "/members/", "/vault/", "/mixin-vault/", "/decorated/"])
def test_a_stranger_is_led_to_the_login_page(browser: Browser, url: str) -> None:
    response = browser.client.get(url)
    told = browser.join(session="x.y", url=url)

    assert response.status_code == 302
    assert response.headers["Location"] == f"/login/?next={url}"
    assert (told["code"], told["to"]) == ("login.required", f"/login/?next={url}")


@pytest.mark.parametrize("url", ["/vault/", "/mixin-vault/"])
def test_a_member_without_the_permission_is_refused(browser: Browser, member: User, url: str) -> None:
    browser.client.force_login(member)
    response = browser.client.get(url)

    assert response.status_code == 403
    assert browser.join(session="x.y", url=url)["code"] == "permission.denied"


@pytest.mark.parametrize("url", ["/account/", "/members/", "/vault/", "/mixin-vault/", "/decorated/"])
def test_whoever_may_comes_in(browser: Browser, keeper: User, url: str) -> None:
    browser.client.force_login(keeper)

    assert browser.open(url).event("click" if url != "/decorated/" else "increment")[2]


@pytest.mark.parametrize("url", ["/account/", "/members/", "/basket/"])
@pytest.mark.usefixtures("at_once")
def test_a_logout_takes_effect_on_an_open_page(browser: Browser, member: User, url: str) -> None:
    browser.client.force_login(member)
    browser.open(url)
    browser.client.logout()
    frame = browser.event("click" if url != "/basket/" else "put", {"thing": "x"})

    assert frame[3]["error"]["code"] == "login.required"
    assert frame[3]["to"] == url


@pytest.mark.usefixtures("at_once")
def test_a_password_change_elsewhere_takes_effect_on_an_open_page(browser: Browser, member: User) -> None:
    browser.client.force_login(member)
    browser.open("/account/")
    member.set_password("y")
    member.save()

    assert browser.event("click")[3]["error"]["code"] == "login.required"


@pytest.mark.parametrize("url", ["/vault/", "/mixin-vault/"])
@pytest.mark.usefixtures("at_once")
def test_a_revoked_permission_takes_effect_on_an_open_page(browser: Browser, keeper: User, url: str) -> None:
    browser.client.force_login(keeper)
    browser.open(url)
    first = browser.event("click")
    keeper.user_permissions.clear()
    second = browser.event("click")

    assert first[2]
    assert second[3]["error"]["code"] == "permission.denied"


def test_who_is_there_is_read_at_most_once_a_second(browser: Browser, member: User, django_assert_num_queries: Any) -> None:
    browser.client.force_login(member)
    browser.open("/account/")

    with django_assert_num_queries(0):
        for _ in range(20):
            browser.event("click")


@pytest.mark.usefixtures("at_once")
def test_the_template_sees_the_visitor_as_read_again(browser: Browser, member: User) -> None:
    browser.client.force_login(member)
    browser.open("/account/")
    member.username = "renamed"
    member.save()
    browser.event("click")

    assert "<p>renamed</p>" in browser.shown()


def test_a_page_that_does_not_ask_who_is_there_reads_no_user(browser: Browser, member: User, django_assert_num_queries: Any) -> None:
    browser.client.force_login(member)

    with django_assert_num_queries(1) as asked:  # the session: were messages kept for this page?
        browser.client.get("/going/")
    assert "auth_user" not in asked.captured_queries[0]["sql"]


def test_a_stranger_without_a_session_costs_no_query(browser: Browser, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        browser.open("/counter/").event("increment")


def test_the_test_of_a_mixin_is_asked_at_each_event_and_a_decorator_only_at_the_get(browser: Browser, settings: Any) -> None:
    """What docs/how-to/existing-project.md tells who brings checks of their own along."""

    class Asked(UserPassesTestMixin, LiveView):
        template = "<p>{{ n }}</p>"

        def mount(self, request: HttpRequest, **kwargs: Any) -> None:
            self.n = 0

        def test_func(self) -> bool:
            return bool(allowed)

        @event_handler
        def add(self) -> None:
            self.n += 1

    class Once(Asked):
        def test_func(self) -> bool:
            return True

    class urls:
        urlpatterns = [path("asked/", Asked.as_view()), path("once/", user_passes_test(lambda _: bool(allowed))(Once.as_view()))]

    settings.ROOT_URLCONF, settings.DJUST = urls, {"AUTH_SECONDS": 0}
    allowed = [True]
    asked, once = browser.open("/asked/"), Browser().open("/once/")
    allowed.clear()

    assert asked.event("add")[3]["error"]["code"] in ("permission.denied", "login.required")
    assert asked.view.n == 0
    once.event("add")
    assert once.view.n == 1
