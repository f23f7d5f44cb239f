"""Calls that come from outside a page: a script's, or an HTTP client's. They get an instance of the view that no page holds.

Who may call is asked of the very callback that the URLconf names, by a GET: every decorator, mixin and hook runs, because it *is* the
page's GET. Where the page would be mounted, the view is handed over instead (`Admission`).
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import lru_cache
from inspect import Parameter
from typing import Any, Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

#: The attribute of a request that asks for the view and not for its page.
ADMISSION: Final = "_djust_admission"


#: Where scripts look for server functions when nothing else is said.
DEFAULT_PREFIX: Final = "/djust/"
#: The names of the URL that takes calls: ours, or those under a prefix of the project's own.
CALL_URLS: Final = ("djust:call", "djust_api:call")


def prefix() -> str | None:
    """Return where server functions are called, None where the project includes no URLs of ours."""
    for name in CALL_URLS:
        try:
            return reverse(name, args=("v", "n")).removesuffix("call/v/n/")
        except NoReverseMatch:
            continue
    return None


def speaks_http() -> bool:
    """Whether the project includes the URLs under which a page without a WebSocket is live: those of the prefix."""
    try:
        return bool(reverse("djust:live"))
    except NoReverseMatch:
        return False


@dataclass(slots=True)
class Admission:
    """Put on a request: the view that lets its visitor in leaves itself here."""

    view: Any = None


def admission_of(request: HttpRequest) -> Admission | None:
    """Return where a call waits for the view of this request."""
    found = getattr(request, ADMISSION, None)
    return found if isinstance(found, Admission) else None


@lru_cache(maxsize=1000)
def arguments_of_the_url(mount: Any) -> tuple[str, ...]:
    """Return the names that a ``mount``, as written in its class, cannot do without."""
    rest = list(inspect.signature(mount).parameters.values())[2:]  # after self and the request
    wanted = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    return tuple(each.name for each in rest if each.kind in wanted and each.default is Parameter.empty)
