"""Django's CSRF check, for callers that understand JSON.

The endpoints are exempt from the middleware's, whose refusal is a page of HTML, and make the same check themselves: also in a project
without the middleware. A refusal over a token that is missing or out of date brings a fresh one, which the client tries once: after a
login in another tab the token in the page is that of the session before. Only scripts of this site can read that answer.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import REASON_NO_CSRF_COOKIE, CsrfViewMiddleware, get_token

from djust.errors import BadMessage, CsrfFailed, MessageTooLarge

_HEADER: Final = "HTTP_X_CSRFTOKEN"


class _Check(CsrfViewMiddleware):
    """The check alone: it gives the reason for a refusal instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _no_response(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


_check = _Check(_no_response)


def check(request: HttpRequest) -> None:
    """Let a request pass that carries the token of its cookie.

    Raises:
        CsrfFailed: It does not, or comes from another site.
        MessageTooLarge: It is a form, too large to look for the token in it.
        BadMessage: It is a form that cannot be read.
    """
    if settings.CSRF_HEADER_NAME not in request.META and _HEADER in request.META:
        request.META[settings.CSRF_HEADER_NAME] = request.META[_HEADER]  # our client does not know another name
    if "CSRF_COOKIE" not in request.META:  # the project's middleware has read it
        _check.process_request(request)
    try:
        reason: Any = _check.process_view(request, _no_response, (), {})
    except RequestDataTooBig as error:
        raise MessageTooLarge(detail=str(error)) from None
    except (SuspiciousOperation, BadRequest, MultiPartParserError) as error:
        raise BadMessage(detail=f"expected JSON, got a form that cannot be read: {error}") from None
    if reason is not None:
        stale = reason == REASON_NO_CSRF_COOKIE or reason.startswith("CSRF token")
        raise CsrfFailed(get_token(request) if stale else None, detail=reason)
