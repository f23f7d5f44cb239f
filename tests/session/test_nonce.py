"""A project whose Content-Security-Policy has a nonce, made when it is first read and false until then, as django-csp's is."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.functional import SimpleLazyObject, empty

from djust import LiveView
from tests.session.driver import Browser


class Lazy(SimpleLazyObject):
    """False until somebody has read it."""

    def __bool__(self) -> bool:
        return self.__dict__["_wrapped"] is not empty


def policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Name the nonce in the header if there is one by then; who asks for it afterwards is told so."""

    def answer(request: HttpRequest) -> HttpResponse:
        nonce: Any = Lazy(lambda: secrets.token_urlsafe(16))
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = get_response(request)
        response.headers["Content-Security-Policy"] = f"script-src 'nonce-{nonce}'" if nonce else "script-src 'none'"
        if not nonce:
            request.csp_nonce = Lazy(too_late)  # type: ignore[attr-defined]
        return response

    return answer


def too_late() -> str:
    raise RuntimeError("the header is written")


class Named(LiveView):
    template = "<style nonce='{{ request.csp_nonce }}'></style><p>{{ n }}</p>"
    n = 1


class Whole(LiveView):
    """A template without parts."""

    template = "{% if 1 %}<style nonce='{{ request.csp_nonce }}'>{% endif %}</style><p>{{ n }}</p>"
    n = 1


class Silent(LiveView):
    template = "<p>{{ n }}</p>"
    n = 1


urlpatterns = [path("named/", Named.as_view()), path("whole/", Whole.as_view()), path("silent/", Silent.as_view())]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _policy(settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.policy"]


@pytest.mark.parametrize("url", ["/named/", "/silent/"])
def test_the_script_has_a_nonce_that_the_header_names(browser: Browser, url: str) -> None:
    response = browser.client.get(url)
    browser.html = response.content.decode()

    assert response.headers["Content-Security-Policy"] == f"script-src 'nonce-{browser.configured('nonce')}'"


@pytest.mark.parametrize("url", ["/named/", "/whole/", "/silent/"])
def test_a_page_that_is_mounted_elsewhere_is_the_same_though_its_nonce_is_another(
    browser: Browser, url: str, forget_everything: Callable[[], None]
) -> None:
    browser.get(url)
    forget_everything()

    assert browser.join()["how"] == "same"


def test_a_page_of_another_plan_is_written_after_its_header(browser: Browser, forget_everything: Callable[[], None]) -> None:
    browser.get("/silent/")
    forget_everything()

    assert browser.join(session="x.0123456789ab")["how"] == "body"
