"""A page asks for its session: adopted where it was parked, else mounted anew by replaying its GET."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from djust.errors import ClientError
from djust.protocol.messages import How, Join
from djust.session.population import population
from djust.session.replay import replay
from djust.session.visitor import Visitor
from djust.template import absolute
from djust.template.parts import DOCUMENT
from djust.types import Op
from djust.view import briefing, client_state, document
from djust.view.page import Page, cookie_binding


@dataclass(frozen=True, slots=True)
class Found:
    """A page, and what its browser must be told so that it shows the same."""

    page: Page
    how: How
    ops: list[Op] | None = None
    html: str | None = None
    #: What is published in the browser, as of the page that was mounted now.
    publish: dict[str, Any] | None = None
    #: What the browser may know of the state of a page whose parts it has.
    state: list[Any] | None = None


def adopt(visitor: Visitor, join: Join) -> Found | None:
    """Return the page that was served and parked; None when it is not here or was served to another visitor."""
    page = population.parked.take(join.session, lambda page: visitor.has(cookie_binding(page.request)))
    return None if page is None else Found(page, "adopted")


def mount_anew(visitor: Visitor, join: Join) -> Found:
    """Mount the page again, under the rights of whoever asks, and compare it with what the browser shows.

    Raises:
        ClientError: The page's GET answers something else now.
    """
    said = () if join.digest is None else document.messages_of(join.session)  # after an event nobody knows whether they still stand there
    page = replay(visitor, join.url, messages=said)
    try:
        page.ambient.enter()
        if document.plan_of(join.session) != page.fingerprint:
            html = document.write(page)
            page.weight = len(html)
            return Found(page, "body", html=html, publish=_published(page))
        page.weight = len(page.plan.write(page.values))
        if join.digest == page.digest:
            return Found(page, "same", state=_foreseen(page))
        ops = absolute(page.plan, page.values)
        if any(op[0] == DOCUMENT for op in ops):  # a template without parts
            return Found(page, "body", html=document.write(page), publish=_published(page))
        return Found(page, "values", ops=ops, publish=_published(page), state=_foreseen(page))
    except Exception:
        page.end()
        raise


def _published(page: Page) -> dict[str, Any]:
    return client_state.initial(page.view, page.registry, briefing.called_by(page))


def _foreseen(page: Page) -> list[Any] | None:
    return None if page.values.told is None else page.values.told.changes(None)


def refusal_address(error: ClientError) -> str | None:
    """Return where a refused page should go."""
    to = getattr(error, "to", None)
    return to if isinstance(to, str) else None
