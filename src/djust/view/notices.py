"""Django's messages in handlers: what ``messages.success(self.request, …)`` adds shows in the render that follows."""

from __future__ import annotations

from typing import Any

from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse


class Notices(BaseStorage):
    """Messages of one event, kept in memory until the page has shown them."""

    _queued_messages: list[Any]

    def _get(self, *_args: Any, **_kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []

    def added(self) -> list[Any]:
        """Return the messages of this event."""
        return list(self._queued_messages)


def begin(request: HttpRequest) -> None:
    """Give the event that starts a fresh storage; nothing where the messages app is not installed."""
    if hasattr(request, "_messages"):
        request._messages = Notices(request)


def taken(request: HttpRequest) -> list[Any]:
    """Return what the event added."""
    storage = getattr(request, "_messages", None)
    return storage.added() if isinstance(storage, Notices) else []


def carry_over(request: HttpRequest, added: list[Any]) -> None:
    """Keep messages for the page that a redirect leads to: in the session, which is what a socket can write."""
    if added and hasattr(request, "session"):
        storage = SessionStorage(request)
        for message in added:
            storage.add(message.level, message.message, message.extra_tags)
        storage.update(HttpResponse())  # the session needs none; the signature does
