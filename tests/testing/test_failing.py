"""Errors, redirects, and what else comes with a reply."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from djust.errors import Forbidden, InvalidParams, LoginRequired, NoSuchHandler
from djust.testing import CannotBeDone, LiveViewTest, NotLive, live
from tests.site.models import Note

pytestmark = [pytest.mark.urls("tests.testing.pages"), pytest.mark.django_db]


@pytest.fixture
def view(client: Client) -> LiveViewTest:
    return live(client, "/failing/")


def test_an_exception_of_a_handler_is_raised_and_the_page_shows_what_it_did_before(view: LiveViewTest) -> None:
    with pytest.raises(ZeroDivisionError, match="of the author's"):
        view.click("#fail")

    assert view.errors == [{"code": "handler.failed", "text": "Something went wrong; nothing was changed on this page."}]
    assert view.state["count"] == 0


def test_so_is_one_of_an_async_handler(view: LiveViewTest) -> None:
    with pytest.raises(ZeroDivisionError, match="later"):
        view.click("#fail_later")


def test_so_is_one_of_the_template(view: LiveViewTest) -> None:
    with pytest.raises(LookupError, match="in the template"):
        view.click("#render")

    assert view.errors[-1]["code"] == "render.failed"


def test_what_the_server_refuses_is_raised_as_what_it_is(view: LiveViewTest) -> None:
    with pytest.raises(Forbidden):
        view.click("#deny")
    with pytest.raises(Forbidden):
        view.click("#secret")
    with pytest.raises(InvalidParams, match="number"):
        view.send("convert", x=1, number="abc")
    with pytest.raises(NoSuchHandler):
        view.click("#missing")

    assert [error["code"] for error in view.errors] == ["permission.denied", "permission.denied", "params.invalid", "handler.unknown"]


def test_one_error_does_not_come_back_with_the_next_event(view: LiveViewTest) -> None:
    with pytest.raises(ZeroDivisionError):
        view.click("#fail")
    view.click("#count_up")

    assert view.text("p") == "1"


def test_errors_can_be_left_to_the_page(client: Client) -> None:
    view = live(client, "/failing/", raise_errors=False)
    view.click("#fail")

    assert view.errors[0]["code"] == "handler.failed"


def test_an_actions_error_is_shown_and_not_raised(view: LiveViewTest) -> None:
    view.click("#act")

    assert view.text("em") == "Shown to people"
    assert view.errors == []


def test_an_async_handler_sees_what_the_test_has_written(view: LiveViewTest) -> None:
    Note.objects.create(text="in the test's transaction")
    view.click("#later")

    assert view.text("p") == "1"


def test_a_redirect_is_seen_and_can_be_followed(view: LiveViewTest) -> None:
    view.click("#leave")

    assert view.redirected_to == "/rows/"
    with pytest.raises(CannotBeDone, match=r"the page has gone to /rows/"):
        view.click("#count_up")
    assert view.follow().url == "/rows/"


def test_a_permission_counts_as_soon_as_the_visitor_has_it(client: Client) -> None:
    user = User.objects.create_user("ann")
    client.force_login(user)
    view = live(client, "/failing/")
    user.is_superuser = True
    user.save()
    view.click("#secret")

    assert view.text("p") == "1"
    assert Permission.objects.exists()


def test_logging_in_gives_the_client_the_cookie(client: Client) -> None:
    User.objects.create_user("ann")
    view = live(client, "/failing/")
    view.click("#enter")
    again = view.follow()

    assert again.url == "/failing/"
    assert again.instance.request.user.username == "ann"


def test_whoever_logged_out_elsewhere_is_sent_to_log_in(client: Client) -> None:
    client.force_login(User.objects.create_user("ann"))
    view = live(client, "/failing/")
    client.logout()
    with pytest.raises((LoginRequired, Forbidden)):
        view.click("#secret")


def test_what_scripts_are_told_is_kept(view: LiveViewTest) -> None:
    view.click("#push").click("#push")

    assert view.pushed == [("points", {"x": 1}), ("points", {"x": 1})]


def test_the_page_of_another_visitor_cannot_be_joined(client: Client) -> None:
    """The cookies of the client count, as a browser's do."""
    client.force_login(User.objects.create_user("ann"))
    view = live(client, "/failing/")

    assert view.instance.request.user.username == "ann"
    with pytest.raises(NotLive):
        live(Client(), "/nowhere/")
