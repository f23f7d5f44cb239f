"""The GET of a page, answered again for a socket: every middleware, decorator and mixin runs, because it *is* the GET.

Instead of a body the view hands over its page; a redirect or an error reaches the browser as such.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import setting_changed
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from djust.errors import ClientError, Forbidden, LoginRequired, MountFailed, NotFound, Redirected
from djust.session.visitor import Visitor
from djust.view.notices import Notice
from djust.view.page import Page
from djust.view.parking import HANDOVER, Handover

logger = logging.getLogger("djust")


def replay(visitor: Visitor, url: str, restore: Callable[[Page], None] | None = None, messages: Sequence[Notice] = ()) -> Page:
    """Answer the GET of *url* and return the page that it mounted.

    Args:
        restore: Called with the page instead of its ``mount``.
        messages: What it shows beside those that ``mount`` adds.

    Raises:
        ClientError: The answer was something else: a redirect, a login page, an error.
    """
    request = visitor.request(url)
    handover = Handover(restore, messages)
    setattr(request, HANDOVER, handover)
    response = _handler().get_response(request)
    try:
        if handover.page is None:
            raise _refusal(request, response, handover.failure)
        if response.status_code >= 400:  # a middleware thought otherwise after the view
            handover.page.end()
            raise _refusal(request, response, None)
        return handover.page
    finally:
        response.close()


def _refusal(request: HttpRequest, response: HttpResponseBase, failure: Exception | None) -> ClientError:
    if isinstance(failure, ClientError):
        return failure
    status = response.status_code
    if 300 <= status < 400 and response.has_header("Location"):
        to = response.headers["Location"]
        return LoginRequired(to) if urlsplit(to).path == urlsplit(resolve_url(settings.LOGIN_URL)).path else Redirected(to)
    answered = f"the GET of {request.get_full_path()} answered {status}"
    if status in (404, 410):
        return NotFound("This page does not exist any more.", detail=answered)
    if status in (401, 403):
        return Forbidden(detail=answered)
    if failure is not None:
        answered += "\n" + "".join(traceback.format_exception(failure))
    elif status < 400:
        answered += ", and no LiveView did"
    return MountFailed(detail=answered)


@lru_cache(maxsize=1)
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _forget(*, setting: str, **_more: object) -> None:
    if setting in ("MIDDLEWARE", "ROOT_URLCONF"):
        _handler.cache_clear()


setting_changed.connect(_forget, dispatch_uid="djust.session.replay")
