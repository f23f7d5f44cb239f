"""The POST that trades a ticket for a session cookie; see ``djust.session.cookies``.

The cookie itself is set by Django's ``SessionMiddleware``, as for any view. Exempt from Django's CSRF check because the ticket does
what a CSRF token does, and more: it is unguessable, known to one page, good once, and bound to that browser's cookie. (The check could
not be made where the secret lies in the session: after a login the old session is gone.)
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import rotate_token
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from djust.session import cookies
from djust.session.cookies import Ticket

#: No ticket is longer.
LONGEST = 100


@login_not_required
@csrf_exempt
@require_POST
@never_cache
def give_cookie(request: HttpRequest) -> HttpResponse:
    """Set the cookie that a ticket stands for."""
    number = request.read(LONGEST).decode("latin-1")
    ticket = cookies.redeem(number, request)
    if ticket is None:
        return HttpResponseForbidden("Expected a ticket that was given to this browser less than half a minute ago and not used yet.")
    request.session = _session_of(ticket, type(request.session))
    request.session.modified = ticket.key is not None  # the middleware then sets the cookie, else it takes it away
    if ticket.rotate:
        rotate_token(request)
    return HttpResponse(status=204)


def _session_of(ticket: Ticket, sessions: type) -> Any:
    """Return a session whose cookie the middleware will set.

    It is named and not saved: the page's next ticket may be bound to this very key already, and a save can make another one (a session
    that lives in its cookie is signed with the time; one that a later event gave a new key would begin anew).
    """
    if ticket.key is not None and not (ticket.rotate and settings.CSRF_USE_SESSIONS):  # else the new CSRF secret goes into it
        unsaved = {"session_key": ticket.key, "is_empty": lambda self: False, "save": lambda self, must_create=False: None}
        signed_as = {"__qualname__": sessions.__qualname__}  # for a middleware that reads it: what is stored is signed with that
        sessions = type("NamedSession", (sessions,), unsaved | signed_as)
    return sessions(ticket.key)
