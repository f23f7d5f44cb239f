"""Whether the visitor may open the view at all, asked of the view itself: its login, its permissions, its hooks."""

from __future__ import annotations

import copy
import logging
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.core.signals import setting_changed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string

from djust.errors import ClientError, Forbidden, LoginRequired, NotFound, Redirected
from djust.view.outside import ADMISSION, Admission
from djust.view.routes import Route

logger = logging.getLogger("djust")


def enter(request: HttpRequest, found: tuple[Route, ...]) -> Any:
    """Return an instance of the view, through the first of its URLs that lets the visitor in.

    Raises:
        ClientError: None does; this is what the first one said.
    """
    refusals: list[ClientError] = []
    for route in found:
        try:
            return _through(request, route)
        except (LoginRequired, Redirected, Forbidden, NotFound) as refused:
            refusals.append(refused)
    raise refusals[0]


def _through(request: HttpRequest, route: Route) -> Any:
    asked = copy.copy(request)
    asked.method = "GET"
    admission = Admission()
    setattr(asked, ADMISSION, admission)
    try:
        response = _unless_login_is_missing(asked, route) or route.callback(asked)
    except PermissionDenied as error:
        raise Forbidden(detail=str(error)) from None
    except Http404 as error:
        raise NotFound(detail=str(error)) from None
    if admission.view is None or response.status_code >= 300:  # a decorator may think otherwise after the view
        raise _refusal(request, response)
    asked.method = request.method
    return admission.view


def _unless_login_is_missing(request: HttpRequest, route: Route) -> Any:
    """Ask the project's ``LoginRequiredMiddleware``, which has asked about our endpoint and not about this view."""
    for middleware in _login_middleware():
        response = middleware.process_view(request, route.callback, (), {})
        if response is not None:
            return response
    return None


def _no_response(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@lru_cache(maxsize=1)
def _login_middleware() -> tuple[Any, ...]:
    if not apps.is_installed("django.contrib.auth"):
        return ()  # then nobody can import it either
    from django.contrib.auth.middleware import LoginRequiredMiddleware

    classes = [import_string(path) for path in settings.MIDDLEWARE]
    return tuple(each(_no_response) for each in classes if isinstance(each, type) and issubclass(each, LoginRequiredMiddleware))


def _refusal(request: HttpRequest, response: HttpResponseBase) -> ClientError:
    status = response.status_code
    if 300 <= status < 400 and response.has_header("Location"):
        return redirected(request, response.headers["Location"])
    if status in (404, 410):
        return NotFound(detail=f"the view answered {status}")
    return Forbidden(detail=f"the view answered {status} before it was mounted")


def redirected(request: HttpRequest, to: str) -> ClientError:
    """Return what a redirect means to a caller: to the login page (with the way back to the page that called), or elsewhere."""
    here = {request.get_host()}
    if not url_has_allowed_host_and_scheme(to, here, require_https=request.is_secure()):
        logger.warning("a redirect to another host was refused: %r", to)
        return Forbidden(detail=f"expected a redirect to this site, got {to!r}.")
    parts = urlsplit(to)
    if parts.path != urlsplit(resolve_url(settings.LOGIN_URL)).path and REDIRECT_FIELD_NAME not in QueryDict(parts.query):
        return Redirected(to)
    query = QueryDict(parts.query, mutable=True)
    query.pop(REDIRECT_FIELD_NAME, None)
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc in here and page.path:
        query[REDIRECT_FIELD_NAME] = page._replace(scheme="", netloc="", fragment="").geturl()
    return LoginRequired(parts._replace(query=query.urlencode(safe="/")).geturl())


def _forget(*, setting: str, **_more: object) -> None:
    if setting == "MIDDLEWARE":
        _login_middleware.cache_clear()


setting_changed.connect(_forget, dispatch_uid="djust.api.entry")
