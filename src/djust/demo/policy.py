"""The demo's Content-Security-Policy: nothing inline, nothing from elsewhere. Live pages need no exception from it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"


def content_security_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that sends the policy with every page but Django's own debug pages, which bring their styles inline."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code < 400:
            response.headers["Content-Security-Policy"] = POLICY
        return response

    return middleware
