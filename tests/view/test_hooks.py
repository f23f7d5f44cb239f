"""``on_mount``: what runs before a page, on whatever way it is reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from djust import LiveView, event_handler, on_mount
from djust.errors import UsageError
from tests.session.driver import Browser
from tests.site.views import hooked

pytestmark = pytest.mark.django_db


def test_hooks_run_before_mount_those_of_the_parent_first_and_each_once() -> None:
    assert b"first,second,third,mount" in Client().get("/hooked/").content


@pytest.mark.parametrize("way", ["address", "redirect", "self"])
def test_a_hook_sends_the_visitor_elsewhere(way: str) -> None:
    response = Client().get(f"/hooked/{way}/")

    assert (response.status_code, response.headers["Location"]) == (302, "/counter/")


@pytest.mark.parametrize("way", ["foreign", "foreign-redirect", "false", "raise"])
def test_a_hook_that_does_not_say_yes_keeps_the_visitor_out(way: str) -> None:
    client = Client(raise_request_exception=False)

    assert client.get(f"/hooked/{way}/").status_code == 500


def test_a_hook_may_answer_by_itself() -> None:
    response = Client().get("/hooked/forbidden/")

    assert (response.status_code, response.content) == (403, b"no")


def test_an_async_hook_is_awaited() -> None:
    assert Client().get("/guarded/").status_code == 200
    assert Client().get("/guarded/?away=1").headers["Location"] == "/counter/"


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("address", {"code": "redirect", "to": "/counter/"}),
        ("redirect", {"code": "redirect", "to": "/counter/"}),
        ("self", {"code": "redirect", "to": "/counter/"}),
        ("foreign", {"code": "mount.failed"}),
        ("foreign-redirect", {"code": "mount.failed"}),
        ("false", {"code": "mount.failed"}),
        ("raise", {"code": "mount.failed"}),
        ("forbidden", {"code": "permission.denied"}),
    ],
)
def test_a_join_that_mounts_anew_passes_the_hooks(way: str, told: dict[str, str]) -> None:
    browser = Browser()
    browser.get("/hooked/")
    answer = browser.join(session="another", url=f"/hooked/{way}/")

    assert answer["is"] == "refused"
    assert answer.items() >= told.items()


def test_a_join_that_takes_up_a_parked_page_runs_no_hook_again() -> None:
    browser = Browser().open("/hooked/")

    assert browser.event("click")[2] == [[0, 1, ",click"]]


def test_a_page_that_was_refused_is_not_unmounted(caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/hooked/address/")

    assert not caplog.records


def test_the_urls_arguments_reach_a_hook_that_takes_them() -> None:
    assert hooked.Hooked._djust_registry.hooks == (hooked.first, hooked.second, hooked.third)


def test_a_hook_in_the_class_body_must_be_listed() -> None:
    with pytest.raises(UsageError, match=r"Write on_mount = \[guard\]"):

        class Page(LiveView):
            @on_mount
            def guard(self, request: Any, **kwargs: Any) -> None: ...


def test_a_hook_in_the_class_body_that_is_listed_runs() -> None:
    class Page(LiveView):
        @on_mount
        def guard(self, request: Any, **kwargs: Any) -> None: ...

        on_mount = (guard,)

    assert len(Page._djust_registry.hooks) == 1


@pytest.mark.parametrize("listed", ["guard", 5, ["guard"], None])
def test_a_list_of_something_else_is_a_usage_error(listed: Any) -> None:
    with pytest.raises(UsageError, match="expected a list of hooks"):
        type("Page", (LiveView,), {"on_mount": listed})


@pytest.mark.parametrize("order", [lambda f: on_mount(event_handler(f)), lambda f: event_handler(on_mount(f))])
def test_a_hook_is_no_handler(order: Callable[..., Any]) -> None:
    def both(view: Any, request: Any) -> None: ...

    with pytest.raises(TypeError, match="do not go together"):
        order(both)
