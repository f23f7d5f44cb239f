"""The project's settings: ``DJUST = {…}`` in Django's settings, read on use.

Every key, its default and its meaning stand in `DEFAULTS`; an unknown key or a value of another type is a `ConfigurationError`.
What was read is forgotten when a test overrides the setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings as django_settings
from django.core.signals import setting_changed

from djust.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, with the defaults."""

    #: Threads that run handlers, of all sessions of this process.
    THREADS: int = 64
    #: … and of one visitor, so that slow handlers of one hold up nobody else; more of theirs wait.
    THREADS_PER_USER: int = 16
    #: Where the socket is, below the path that the site is mounted at (``FORCE_SCRIPT_NAME``, or the server says so) if it is.
    WS_PATH: str = "/ws/live/"
    #: Seconds for which a page that was served waits for its browser to connect.
    PARK_SECONDS: float = 15.0
    #: Pages that wait to be joined: how many …
    PARKED_MAX: int = 1_000
    #: … and how heavy, counted as the bytes of their HTML.
    PARKED_BYTES: int = 64 * 2**20
    #: Seconds for which a session whose browser went away can be resumed.
    GRACE: float = 600.0
    #: Sessions whose browser went away: how many …
    RESTING_MAX: int = 5_000
    #: … and how heavy.
    RESTING_BYTES: int = 256 * 2**20
    #: Sessions that are connected; one more is refused with ``too_many``, and asks again later.
    MAX_SESSIONS: int = 10_000
    #: … of one visitor: a user, or a browser that nobody is logged in at. As many of theirs may rest; then the oldest go. 0: any number.
    SESSIONS_PER_USER: int = 50
    #: Events of one session that wait for their turn; one more is refused with ``rate.limited``, as is one beside others that together are
    #: larger than ``DATA_UPLOAD_MAX_MEMORY_SIZE``.
    MAILBOX: int = 128
    #: Messages of one session that are read per second, after a burst. Past it the server reads later; nothing is refused.
    EVENTS_PER_SECOND: float = 100.0
    EVENT_BURST: int = 200
    #: Threads that run background work of sync functions, of all sessions of this process; more of it waits.
    TASK_THREADS: int = 64
    #: Seconds for which background work goes on when its page went away.
    TASK_GRACE: float = 60.0
    #: Seconds after which a handler that still runs is named in the log.
    SLOW_HANDLER: float = 5.0
    #: Messages that were broadcast to one page and wait for their turn; of more the oldest are dropped, and the log says so.
    MESSAGES: int = 1_000
    #: The layer in ``CHANNEL_LAYERS`` over which broadcasts reach other processes, where that is set; empty: they stay in this one.
    CHANNEL_LAYER: str = "default"
    #: Seconds for which what is known about the visitor (logged in, allowed) is believed before it is read again.
    AUTH_SECONDS: float = 1.0
    #: The same before a message that was broadcast, which nobody at the page asked for: a page of somebody who logged out elsewhere
    #: goes to the login after so many seconds.
    AUTH_SECONDS_MESSAGES: float = 30.0
    #: The alias in ``CACHES`` of the cache that holds the buckets of ``@rate_limit``; empty: each process has its own.
    RATE_LIMIT_CACHE: str = ""
    #: The alias in ``CACHES`` of the cache, shared by all processes, where sessions are kept for other processes; empty: nowhere.
    RESUME_CACHE: str = ""
    #: The dotted path of a function that takes a page's request and returns a context manager; whatever the page does outside of its GET is
    #: done inside it. For what your middleware has in force around a request (a tenant, a database schema) and a message does not pass.
    AROUND: str = ""
    #: Seconds that a process which is told to end gives the handlers that run, before it lets its pages go as they are.
    SHUTDOWN_SECONDS: float = 10.0


DEFAULTS = Settings()
_TYPES: dict[str, tuple[type, ...]] = {
    field.name: ((int,) if isinstance(field.default, int) else (int, float) if isinstance(field.default, float) else (str,))
    for field in fields(Settings)
}


def problems(written: object) -> list[str]:
    """Return what is wrong with a ``DJUST`` setting, one sentence each; a system check shows the same sentences."""
    if not isinstance(written, Mapping):
        return [f"DJUST: expected a dictionary, got {written!r}. Write DJUST = {{}} or leave it out."]
    found = []
    for key, value in written.items():
        expected = _TYPES.get(key)
        if expected is None:
            near = get_close_matches(str(key), _TYPES, 1, 0.5)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(_TYPES)}."
            found.append(f"DJUST[{key!r}] is not a setting of djust. {hint}")
        elif isinstance(value, bool) or not isinstance(value, expected):
            found.append(f"DJUST[{key!r}]: expected {' or '.join(kind.__name__ for kind in expected)}, got {value!r}.")
        elif isinstance(value, (int, float)) and value < 0:
            found.append(f"DJUST[{key!r}]: expected zero or more, got {value!r}.")
    return found


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the project's settings.

    Raises:
        ConfigurationError: An unknown key, or a value of another type.
    """
    written: Any = getattr(django_settings, "DJUST", {})
    wrong = problems(written)
    if wrong:
        raise ConfigurationError(" ".join(wrong))
    return Settings(**written)


def socket_path(mounted_at: str) -> str:
    """Return where the browser finds the socket of a site that is mounted at a path; both ways to write ``WS_PATH`` are understood."""
    mounted_at = mounted_at.rstrip("/")
    path = settings().WS_PATH
    return path if path.startswith(f"{mounted_at}/") else mounted_at + path


class Django(NamedTuple):
    """What of Django's own settings is asked for around each event: asking Django takes ten times as long."""

    LANGUAGE_CODE: str
    DATA_UPLOAD_MAX_MEMORY_SIZE: int | None
    DATA_UPLOAD_MAX_NUMBER_FIELDS: int | None


@lru_cache(maxsize=1)
def django() -> Django:
    """Return some of Django's settings."""
    return Django(*(getattr(django_settings, name) for name in Django._fields))


def _forget(*, setting: str, **_more: object) -> None:
    if setting == "DJUST":
        settings.cache_clear()
    elif setting in Django._fields:
        django.cache_clear()


setting_changed.connect(_forget, dispatch_uid="djust.conf")
