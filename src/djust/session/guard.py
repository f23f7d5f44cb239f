"""What stands between a browser's message and an author's method, in order: found → marked → who is there → permissions → rate →
parameters.

`STEPS` is the one place for that order as far as it is about the page; what decorators ask of any caller is in `restrictions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest

from djust.errors import NoSuchHandler
from djust.session.restrictions import RESTRICTIONS
from djust.session.visit import Visit
from djust.view import model
from djust.view.page import Page
from djust.view.registry import Handler

#: Raises a `ClientError`, or lets the event pass.
Step = Callable[[Visit, Handler], None]


def _still_the_same_visitor(visit: Visit, handler: Handler) -> None:
    visit.check(now=bool(handler.meta.permissions))


STEPS: Final[tuple[Step, ...]] = (_still_the_same_visitor,)

#: What every page may do beside the author's handlers.
BUILT_IN: Final[Mapping[str, Handler]] = {model.NAME: model.HANDLER}


def admit(visit: Visit, name: str) -> Handler:
    """Return the handler that an event may call.

    Raises:
        ClientError: It may not.
    """
    handler = find(visit.page, name)
    for step in STEPS:
        step(visit, handler)
    restrict(visit.page.view, visit.page.request, handler)
    return handler


def restrict(view: Any, request: HttpRequest, handler: Handler) -> None:
    """Let a call of *handler* pass, from wherever it comes, when its decorators do.

    Raises:
        ClientError: One of them does not.
    """
    for restriction in RESTRICTIONS:
        restriction(view, request, handler)


def find(page: Page, name: str) -> Handler:
    """Return the marked method of this name.

    Raises:
        NoSuchHandler: There is none; only what the class marked is ever looked at (and what every page may do), so private and
            inherited names are as unknown as any other.
    """
    handler = page.registry.handlers.get(name) or BUILT_IN.get(name)
    if handler is None:
        raise NoSuchHandler(page.name, name, tuple(page.registry.handlers), unmarked=name in page.registry.methods)
    return handler
