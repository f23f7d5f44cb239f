"""A caller of the HTTP endpoints, who does what a browser does about CSRF."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.http import HttpResponse
from django.test import Client

from djust import ratelimit
from tests.site.views import calling


class Caller:
    """Calls with the token of its cookie, unless told otherwise."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.get("/words/")  # the GET of a live page sets the cookie

    def log_in(self, *permissions: str) -> User:
        """Be somebody, who may do so much."""
        user = User.objects.create_user("Ada", password="x")
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        self.client.force_login(user)
        return user

    def post(self, path: str, params: Any = None, *, text: str | bytes | None = None, **headers: Any) -> HttpResponse:
        """Send JSON, or a text as it is."""
        headers.setdefault("X-CSRFToken", self.client.cookies["csrftoken"].value)
        sent = json.dumps({} if params is None else params) if text is None else text
        kind = headers.pop("content_type", "application/json")
        answered: Any = self.client.post(path, sent, content_type=kind, headers={k: v for k, v in headers.items() if v is not None})
        return answered

    def call(self, view: str, name: str, params: Any = None, **more: Any) -> HttpResponse:
        """Call a server function."""
        return self.post(f"/djust/call/{view}/{name}/", params, **more)

    def run(self, view: str, handler: str, params: Any = None, **more: Any) -> HttpResponse:
        """Run an exposed handler."""
        return self.post(f"/djust/api/{view}/{handler}/", params, **more)


@pytest.fixture
def caller(db: None) -> Caller:
    """Somebody nobody knows."""
    return Caller()


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    calling.STEPS.clear()
    ratelimit.forget()


def code(response: HttpResponse) -> tuple[int, str]:
    """Return the status, and the error's code."""
    return response.status_code, json.loads(response.content)["error"]


def result(response: HttpResponse) -> Any:
    """Return what a call gave."""
    assert response.status_code == 200, response.content.decode()
    return json.loads(response.content)["result"]
