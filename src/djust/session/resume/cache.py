"""A place in one of Django's caches: Redis, Memcached or the database, whatever all processes of the site share.

That a name is taken once rests on ``cache.add``, which those three do in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.core.cache import BaseCache

from djust.session.resume.base import Sight

_TAKEN: Final = ".taken"
_COMING: Final = ".coming"


class CachePlace:
    """Keeps sessions in a cache.

    Args:
        cache: Gives the cache; asked at each use, in the thread that uses it.
    """

    def __init__(self, cache: Callable[[], BaseCache]) -> None:
        self._cache = cache

    def put(self, name: str, sealed: bytes, seconds: float) -> bool:
        """Lay a session down; False when its name was taken."""
        cache = self._cache()
        if cache.get(name + _TAKEN):
            return False
        cache.set(name, sealed, seconds)  # taken just now, it lies there for nobody: names are used once
        return True

    def look(self, name: str) -> bytes | Sight:
        """Return what lies there, or why nothing does."""
        found = self._cache().get_many([name, name + _TAKEN, name + _COMING])
        if name + _TAKEN in found:
            return Sight.TAKEN
        if isinstance(found.get(name), bytes):
            return bytes(found[name])
        return Sight.COMING if name + _COMING in found else Sight.NOTHING

    def take(self, name: str, seconds: float) -> bool:
        """Take the name; True for the first who asks."""
        cache = self._cache()
        if not cache.add(name + _TAKEN, 1, seconds):
            return False
        cache.delete(name)
        return True

    def forget(self, name: str) -> None:
        """Let go of what lies there."""
        self._cache().delete(name)

    def promise(self, names: Sequence[str], seconds: float) -> None:
        """Say that something will lie there soon."""
        self._cache().set_many(dict.fromkeys([name + _COMING for name in names], 1), seconds)
