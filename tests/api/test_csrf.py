"""The CSRF check of the HTTP endpoints."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.api.conftest import Caller, code, result

pytestmark = pytest.mark.urls("tests.site.api_urls")
DOORS = ["/djust/call/site.Words/find/", "/djust/api/shelf/size/", "/v1/shelf/size/"]


@pytest.mark.parametrize("path", DOORS)
def test_without_a_token_nothing_is_called(caller: Caller, path: str) -> None:
    assert code(caller.post(path, **{"X-CSRFToken": None})) == (403, "csrf.failed")


@pytest.mark.parametrize("token", ["", "x", "y" * 32, "z" * 64])
def test_a_wrong_token_is_refused_with_one_that_works(caller: Caller, token: str) -> None:
    response = caller.call("site.Words", "find", **{"X-CSRFToken": token})
    fresh = json.loads(response.content)["token"]

    assert code(response) == (403, "csrf.failed")
    assert len(result(caller.call("site.Words", "find", **{"X-CSRFToken": fresh}))) == 3


@pytest.mark.django_db
def test_without_a_cookie_the_refusal_brings_cookie_and_token() -> None:
    client = Client(enforce_csrf_checks=True)
    refused: Any = client.post(DOORS[0], "{}", content_type="application/json")
    token = json.loads(refused.content)["token"]
    served = client.post(DOORS[0], "{}", content_type="application/json", headers={"X-CSRFToken": token})

    assert refused.status_code == 403
    assert served.status_code == 200


def test_another_site_is_refused_and_gets_no_token(caller: Caller) -> None:
    response = caller.call("site.Words", "find", Origin="https://elsewhere.example")

    assert code(response) == (403, "csrf.failed")
    assert "token" not in json.loads(response.content)


def test_the_token_of_the_page_is_good(caller: Caller) -> None:
    page = caller.client.get("/words/").content.decode()
    token = page.split('data-csrf="')[1].split('"')[0]

    assert len(result(caller.call("site.Words", "find", **{"X-CSRFToken": token}))) == 3


@override_settings(CSRF_USE_SESSIONS=True)
@pytest.mark.django_db
def test_a_secret_in_the_session_is_good_as_well() -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get("/words/").content.decode().split('data-csrf="')[1].split('"')[0]
    served = client.post(DOORS[0], "{}", content_type="application/json", headers={"X-CSRFToken": token})

    assert served.status_code == 200


@override_settings(CSRF_HEADER_NAME="HTTP_X_XSRF_TOKEN")
def test_our_header_is_read_beside_the_projects_own(caller: Caller) -> None:
    token = caller.client.cookies["csrftoken"].value

    assert len(result(caller.call("site.Words", "find"))) == 3
    assert len(result(caller.call("site.Words", "find", **{"X-CSRFToken": None, "X-XSRF-Token": token}))) == 3
