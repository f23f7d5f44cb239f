"""What is written of a session, as plain data, and how it is sealed."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from djust import signing
from djust.session.resume.place import Ticket
from djust.session.standing import Standing

#: Grows when a process of this version could not read what an earlier one wrote; such a page joins anew.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Lost:
    """Background work that ends with its process.

    Attributes:
        label: What frames call it; empty: none did yet.
        handler: The handler that ran as a whole in the background, if that is what it was.
    """

    label: str
    handler: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One session.

    Attributes:
        view: The class, as ``module.Name``.
        fingerprint: Of the template's plan.
        url: Path and query of the page's GET.
        cookie: What its browser must send: name and value; None when nothing tells it from others.
        served_to: The user's primary key.
        standing: What the browser shows, and which events are answered.
        language: The active one; the same for ``zone``.
        messages: Of Django's, that the page shows.
        topics: What the page listens to.
        lost: What ran beside the events.
        state: The view's, pickled (see ``state``).
    """

    view: str
    fingerprint: str
    url: str
    cookie: tuple[str, str] | None
    served_to: str | None
    standing: Standing
    language: str | None
    zone: tzinfo | None
    messages: tuple[Any, ...]
    topics: tuple[str, ...]
    lost: tuple[Lost, ...]
    state: bytes

    def seal(self, ticket: Ticket) -> bytes:
        """Return it so that it can lie in a place that others read."""
        return signing.seal(pickle.dumps((VERSION, self), pickle.HIGHEST_PROTOCOL), ticket.purpose)


def unseal(sealed: bytes, ticket: Ticket) -> Kept | None:
    """Return what was sealed; None when it is none of ours, or of another version.

    It is unpickled only once it is proven to be what this project has sealed: who can make that has ``SECRET_KEY``.
    """
    data = signing.unseal(sealed, ticket.purpose)
    if data is None:
        return None
    version, kept = pickle.loads(data)
    return kept if version == VERSION and isinstance(kept, Kept) else None
