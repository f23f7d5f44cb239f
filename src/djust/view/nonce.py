"""The nonce of the project's Content-Security-Policy, by which a browser knows our scripts as the site's own."""

from __future__ import annotations

from django.http import HttpRequest


def nonce_of(request: HttpRequest) -> str:
    """Return the nonce of the response to *request*; empty without one.

    To be asked before the response leaves. It is read, not tried: that of django-csp (and Django's own, under its private name) is false
    until somebody has read it, is made then, and is in the header only if it was.
    """
    nonce = getattr(request, "csp_nonce", None)
    if nonce is None:
        nonce = getattr(request, "_csp_nonce", None)
    return "" if nonce is None else str(nonce)
