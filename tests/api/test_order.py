"""The checks of a call, in their order: CSRF, view, function, visitor and hooks, permissions, rate, parameters, api_mount, call."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import User
from django.test import override_settings

from tests.api.conftest import Caller, code, result
from tests.site.views.calling import STEPS

pytestmark = pytest.mark.urls("tests.site.api_urls")

REFERER = {"Referer": "http://testserver/words/?page=2#top"}


def test_the_csrf_token_comes_before_everything(caller: Caller) -> None:
    assert code(caller.call("nowhere", "nothing", text="{", **{"X-CSRFToken": None})) == (403, "csrf.failed")


def test_the_view_comes_before_its_function(caller: Caller) -> None:
    assert code(caller.call("nowhere", "nothing", text="{")) == (404, "view.unknown")


def test_the_function_comes_before_who_may_open_the_view(caller: Caller) -> None:
    assert code(caller.call("members", "nothing", text="{")) == (404, "handler.unknown")


def test_who_may_open_the_view_comes_before_parameters(caller: Caller) -> None:
    assert code(caller.call("members", "who", text="{")) == (401, "login.required")


def test_hooks_come_before_permissions(caller: Caller) -> None:
    response = caller.call("walls", "inside", {"n": "x"}, **{"X-Hook": "away"})

    assert code(response) == (403, "redirect")
    assert json.loads(response.content)["to"] == "/plain/"
    assert STEPS == ["hook"]


def test_a_hook_that_fails_refuses(caller: Caller) -> None:
    caller.log_in("add_note")

    assert code(caller.call("walls", "inside", {"n": 1}, **{"X-Hook": "broken"})) == (500, "mount.failed")
    assert STEPS == ["hook"]


def test_permissions_come_before_the_rate_and_take_no_token(caller: Caller) -> None:
    refused = [code(caller.call("walls", "inside", {"n": "x"})) for _ in range(3)]

    assert refused == [(403, "permission.denied")] * 3


def test_the_rate_comes_before_parameters(caller: Caller) -> None:
    caller.log_in("add_note")
    first = caller.call("walls", "inside", {"n": "x"})
    second = caller.call("walls", "inside", {"n": "x"})

    assert code(first) == (400, "params.invalid")
    assert code(second) == (429, "rate.limited")
    assert 1 <= int(second.headers["Retry-After"]) <= 10
    assert STEPS == ["hook", "hook"]


def test_parameters_come_before_mount_and_the_call_comes_last(caller: Caller) -> None:
    caller.log_in("add_note")

    assert result(caller.call("walls", "inside", {"n": "3"})) == 3
    assert STEPS == ["hook", "mount", "call", "unmount"]


def test_a_redirect_from_mount_ends_the_call(caller: Caller) -> None:
    caller.log_in("add_note")
    response = caller.call("walls", "inside", {"n": "3"}, **{"X-Mount": "away"})

    assert code(response) == (403, "redirect")
    assert STEPS == ["hook", "mount", "unmount"]


@pytest.mark.parametrize("view", ["members", "decorated", "insiders"])
def test_whoever_is_not_logged_in_is_sent_to_the_login_page_and_back(caller: Caller, view: str) -> None:
    response = caller.call(view, "who", **REFERER)

    assert code(response) == (401, "login.required")
    assert json.loads(response.content)["to"] == "/login/?next=/words/%3Fpage%3D2"


def test_the_way_back_leads_to_no_other_host(caller: Caller) -> None:
    response = caller.call("members", "who", Referer="http://elsewhere.example/words/")

    assert json.loads(response.content)["to"] == "/login/"


@pytest.mark.parametrize("view", ["members", "decorated"])
def test_whoever_is_logged_in_comes_through(caller: Caller, view: str) -> None:
    caller.log_in()

    assert result(caller.call(view, "who")) == "Ada"


def test_a_logout_takes_effect_at_the_next_call(caller: Caller) -> None:
    caller.log_in()
    before = result(caller.call("members", "who"))
    caller.client.session.flush()

    assert before == "Ada"
    assert code(caller.call("members", "who")) == (401, "login.required")


def test_the_permission_of_the_class_is_asked_at_each_call(caller: Caller) -> None:
    user = caller.log_in("add_note")
    before = result(caller.call("insiders", "who"))
    user.user_permissions.clear()

    assert before == "Ada"
    assert code(caller.call("insiders", "who")) == (403, "permission.denied")


def test_the_permission_of_a_function_is_asked_at_each_call(caller: Caller) -> None:
    user = caller.log_in("add_note")
    before = result(caller.call("site.Words", "guarded"))
    User.objects.get(pk=user.pk).user_permissions.clear()

    assert before == "in"
    assert code(caller.call("site.Words", "guarded")) == (403, "permission.denied")


def test_a_burst_is_served_and_what_comes_after_is_dropped(caller: Caller) -> None:
    answers = [caller.call("site.Words", "paced", {"n": n}).status_code for n in range(3)]

    assert answers == [200, 200, 429]


def test_the_token_of_the_middleware_that_asks_for_a_login_is_asked_about_the_view(caller: Caller) -> None:
    from django.conf import settings

    middleware = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    with override_settings(MIDDLEWARE=middleware):
        anonymous = caller.call("site.Words", "find")
        caller.log_in()
        known = caller.call("site.Words", "find")

    assert code(anonymous) == (401, "login.required")
    assert len(result(known)) == 3
