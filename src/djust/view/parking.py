"""Where a page that was served waits for its browser: the view's side of it.

The session's floor owns the place (`djust.session.parked`) and installs it when Django starts; views only hand pages over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from django.http import HttpRequest

from djust.errors import ConfigurationError
from djust.view.notices import Notice
from djust.view.page import Page

#: The attribute of a request whose page is wanted by a socket instead of a browser.
HANDOVER: Final = "_djust_handover"


class Lot(Protocol):
    """Keeps a page for a while."""

    def park(self, page: Page) -> None: ...


@dataclass(slots=True)
class Handover:
    """Put on a replayed GET: the view leaves its page here and sends no body.

    Attributes:
        restore: Puts the state of a page that another process left in place of what ``mount`` would set, and renders it.
        messages: Of Django's, that the page shows which is to be mounted again.
    """

    restore: Callable[[Page], None] | None = None
    messages: Sequence[Notice] = ()
    page: Page | None = None
    failure: Exception | None = None


_lots: list[Lot] = []


def install(lot: Lot) -> None:
    """Make *lot* the place for this process."""
    _lots[:] = [lot]


def park(page: Page) -> None:
    """Hand a page over."""
    if not _lots:
        raise ConfigurationError("A live page was served, but djust is not in INSTALLED_APPS. Add 'djust' to it.")
    _lots[0].park(page)


def handover_of(request: HttpRequest) -> Handover | None:
    """Return where a socket waits for the page of this request."""
    found = getattr(request, HANDOVER, None)
    return found if isinstance(found, Handover) else None
