"""Django's messages in handlers: what ``messages.success(self.request, …)`` adds shows in the render that follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final, TypeAlias

from django.conf import settings
from django.contrib.messages import add_message
from django.contrib.messages.storage.base import BaseStorage, Message
from django.core import signing
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

_KEY: Final = "_djust_messages"
#: How long a signed text of messages may be: about what a browser takes in a cookie, where Django keeps them.
_LONGEST: Final = 4_000

#: A message that is shown: its level, text and tags.
Notice: TypeAlias = tuple[int, str, str]


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


def emptied(request: HttpRequest) -> list[Any]:
    """Take what was added out of a storage that another thread may add to."""
    storage = getattr(request, "_messages", None)
    found: list[Any] = []
    while isinstance(storage, Notices) and storage._queued_messages:
        found.append(storage._queued_messages.pop(0))
    return found


def add(request: HttpRequest, added: list[Any]) -> None:
    """Show messages in the next render of a page, beside those that it waits to show already."""
    if added and not isinstance(getattr(request, "_messages", None), Notices):
        begin(request)
    storage = getattr(request, "_messages", None)
    if isinstance(storage, Notices):
        storage._queued_messages.extend(added)


def shown(messages: Any) -> Any:
    """Return the messages that a first render showed, as a list: their storage would live as long as the page."""
    if not isinstance(messages, BaseStorage):
        return messages
    return list(messages) if messages.used else []  # what was not asked for is kept for the next page, as in any view


def packed(messages: Iterable[Notice]) -> str:
    """Return messages as a signed text, so that a process which mounts the page anew can show them; "" where there are none."""
    said = [[*message, isinstance(message[1], SafeString)] for message in messages]
    text = signing.dumps(said, salt=_KEY, compress=True) if said else ""
    return text if len(text) <= _LONGEST else ""


def unpacked(text: str) -> list[Notice]:
    """Return what was `packed`; nothing where that is not ours."""
    try:
        said = signing.loads(text, salt=_KEY) if text else []
    except signing.BadSignature:
        return []
    return [(level, mark_safe(words) if safe else words, tags) for level, words, tags, safe in said]  # as they were: we signed them


def again(said: Collection[Notice], storage: Any) -> list[Any]:
    """Return messages that a page shows already, and what is new in the storage of the request that mounts it anew."""
    fresh = [one for one in storage if (one.level, str(one.message), one.extra_tags or "") not in said]
    return [*(Message(*each) for each in said), *fresh]


def carry_over(request: HttpRequest, added: list[Any]) -> None:
    """Keep messages for the live page that a redirect leads to.

    In the session, under a key of ours: Django's default storage looks for messages in a cookie first, and a socket cannot set one.
    """
    session = getattr(request, "session", None)
    if added and session is not None:
        session[_KEY] = [*session.get(_KEY, ()), *([one.level, str(one.message), one.extra_tags] for one in added)]


def arrive(request: HttpRequest) -> None:
    """Say on this page what was kept for it."""
    session = getattr(request, "session", None)
    if session is not None and hasattr(request, "_messages") and settings.SESSION_COOKIE_NAME in request.COOKIES and _KEY in session:
        for level, text, tags in session.pop(_KEY):
            add_message(request, level, text, tags)
