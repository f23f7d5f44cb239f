"""Where a page may be sent: addresses of this site only."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from djust.errors import UsageError


def local_url(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> str:
    """Return the address of *to*, which is whatever Django's ``redirect()`` takes.

    Raises:
        UsageError: It leads to another host; an address from a visitor's hands must not take people away from the site.
    """
    address = str(resolve_url(to, *args, **kwargs))
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        here = request.get_host()
        raise UsageError(f"redirect: expected an address of this site ({here}), got {address!r}. Link to other sites with an <a href>.")
    return address


def relative(request: HttpRequest, address: str) -> str:
    """Return *address* without scheme and host where those are the request's own."""
    parts = urlsplit(address)
    return parts._replace(scheme="", netloc="").geturl() if parts.netloc == request.get_host() else address
