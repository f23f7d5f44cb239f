"""Django's caches, one connection for each thread.

``django.core.cache.caches`` gives each *context* a cache of its own, which for a request is right. Here each event is a context, and
would connect to the server anew.
"""

from __future__ import annotations

import threading
from itertools import count

from django.core.cache import BaseCache, InvalidCacheBackendError, caches
from django.core.signals import setting_changed

_numbers = count()
_epoch = next(_numbers)


class _Opened(threading.local):
    """The caches of one thread, as of one ``CACHES``."""

    def __init__(self) -> None:
        self.epoch = -1
        self.by_alias: dict[str, BaseCache] = {}


_opened = _Opened()


def cache_of_this_thread(alias: str) -> BaseCache:
    """Return the cache that ``CACHES`` calls *alias*.

    Raises:
        InvalidCacheBackendError: It names none.
    """
    if _opened.epoch != _epoch:
        _opened.epoch, _opened.by_alias = _epoch, {}
    cache = _opened.by_alias.get(alias)
    if cache is None:
        if alias not in caches.settings:
            raise InvalidCacheBackendError(f"expected one of the CACHES ({', '.join(sorted(caches.settings))}), got {alias!r}.")
        cache = _opened.by_alias[alias] = caches.create_connection(alias)
    return cache


def _forget(*, setting: str, **_more: object) -> None:
    global _epoch
    if setting == "CACHES":
        _epoch = next(_numbers)


setting_changed.connect(_forget, dispatch_uid="djust.caches")
