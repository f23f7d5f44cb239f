"""Who may open a page: ``login_required`` and ``permission_required`` on the class, beside Django's own mixins and decorators.

Mixins and decorators run by themselves, because a page is served, and joined, by a GET. While a page is open, `still_allowed` asks
the same again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url

from djust.errors import ConfigurationError


def refusal(view: Any, request: HttpRequest) -> HttpResponseBase | None:
    """Return the response that keeps a visitor out, None when they may come in.

    Raises:
        PermissionDenied: They are logged in, but lack a permission.
    """
    permissions = _permissions(view)
    if not view.login_required and not permissions:
        return None
    user = _user(view, request)
    if not user.is_authenticated:
        return HttpResponseRedirect(login_address(view, request))
    if not user.has_perms(permissions):
        raise PermissionDenied(f"{type(view).__qualname__} needs {', '.join(permissions)}.")
    return None


def still_allowed(view: Any, request: HttpRequest) -> bool:
    """Return whether the visitor, read anew, could still open the page."""
    permissions = _permissions(view)
    if view.login_required or permissions:
        user = _user(view, request)
        if not user.is_authenticated or not user.has_perms(permissions):
            return False
    if _asks_permission_itself(view) and not view.has_permission():
        return False
    test = getattr(view, "get_test_func", None)  # UserPassesTestMixin
    return test is None or bool(test()())


def login_address(view: Any, request: HttpRequest) -> str:
    """Return the login page, which leads back here."""
    path, _, query = resolve_url(getattr(view, "login_url", None) or settings.LOGIN_URL).partition("?")
    parameters = QueryDict(query, mutable=True)
    parameters[REDIRECT_FIELD_NAME] = request.get_full_path()
    return f"{path}?{parameters.urlencode(safe='/')}"


def _asks_permission_itself(view: Any) -> bool:
    """Whether the class has Django's PermissionRequiredMixin; told by its methods, because importing it needs the app registry."""
    return hasattr(view, "get_permission_required") and hasattr(view, "has_permission")


def _permissions(view: Any) -> tuple[str, ...]:
    if _asks_permission_itself(view):
        return ()  # the mixin's own attribute; it asks by itself
    wanted: str | Sequence[str] | None = view.permission_required
    if not wanted:
        return ()
    return (wanted,) if isinstance(wanted, str) else tuple(wanted)


def _user(view: Any, request: HttpRequest) -> Any:
    try:
        return request.user
    except AttributeError:
        raise ConfigurationError(
            f"{type(view).__qualname__} asks who the visitor is, but request.user is missing. "
            "Put django.contrib.auth.middleware.AuthenticationMiddleware into MIDDLEWARE."
        ) from None
