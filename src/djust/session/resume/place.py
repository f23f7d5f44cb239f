"""Which place this process uses, and under which names and keys sessions lie there.

A place that cannot be reached must not take a page away from anybody: what goes wrong is logged, and the page goes on where it is.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from djust.caches import cache_of_this_thread
from djust.conf import settings
from djust.session.resume.base import Place
from djust.session.resume.cache import CachePlace

T = TypeVar("T")
logger = logging.getLogger("djust")

#: A log line in so many seconds says that the place cannot be reached, not one for each page.
_QUIET: Final = 30.0
#: Seconds for which a place that failed is left alone: every event would wait for the network to give up.
_PAUSE: Final = 5.0
_LONGEST_GENERATION: Final = 6

_installed: list[Place] = []
_failed_at = _complained_at = float("-inf")


def install(place: Place | None) -> None:
    """Make *place* the one of this process, whatever the settings say; None: the settings' again."""
    global _failed_at, _complained_at
    _failed_at = _complained_at = float("-inf")
    _installed[:] = [] if place is None else [place]


def current() -> Place | None:
    """Return the place, None where sessions stay in their process."""
    if _installed:
        return _installed[0]
    alias = settings().RESUME_CACHE
    return CachePlace(lambda: cache_of_this_thread(alias)) if alias else None


def attempt(act: Callable[[], T], otherwise: T) -> T:
    """Do something at the place; *otherwise* where that fails, or failed a moment ago."""
    global _failed_at, _complained_at
    if time.monotonic() - _failed_at < _PAUSE:
        return otherwise
    try:
        return act()
    except Exception:  # a cache has its own, and network's
        _failed_at = time.monotonic()
        if _failed_at - _complained_at > _QUIET:
            _complained_at = _failed_at
            logger.exception("the cache of DJUST['RESUME_CACHE'] cannot be used; until it can, pages cannot go on in another process")
        return otherwise


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a browser resumes with.

    Attributes:
        key: Of the session, for as long as it lives; only its document's memory holds it.
        generation: How often the session was taken up so far.
    """

    key: str
    generation: int = 0

    @classmethod
    def read(cls, text: str) -> Ticket:
        """Read what a browser sent; whatever is no ticket of ours has a key that nobody has."""
        key, _, number = text.partition(".")
        if number.isascii() and number.isdigit() and len(number) <= _LONGEST_GENERATION:
            return cls(key, int(number))
        return cls(text)

    @property
    def text(self) -> str:
        """What travels."""
        return f"{self.key}.{self.generation}" if self.generation else self.key

    @property
    def next(self) -> Ticket:
        """The ticket after the session was taken up once more."""
        return Ticket(self.key, self.generation + 1)

    @property
    def lot(self) -> str:
        """What processes call the session among each other, however often it was taken up; it does not tell the key."""
        return hashlib.blake2b(self.key.encode("utf-8", "surrogatepass"), digest_size=16, person=b"djust.resume").hexdigest()

    @property
    def name(self) -> str:
        """Where the session lies."""
        return f"djust.resume.{self.lot}.{self.generation}"

    @property
    def purpose(self) -> str:
        """What it is sealed for: whoever reads the place, even with ``SECRET_KEY``, needs the key as well."""
        return f"resume {self.text}"
