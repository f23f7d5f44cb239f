"""Carries messages between processes, over the project's channel layer.

A channel layer belongs to an event loop, but messages come from handlers in threads, from sync workers and from management commands
as well as from coroutines. So each process has one courier: a thread with a loop of its own, started when it is first needed, which
keeps its connections open. Whether it is to listen to a topic is always asked of the listeners, never remembered from the call that
woke it: two calls may overtake one another. That it hears a topic is tried out, see ``memberships.py``.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import secrets
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Final

from channels.layers import InMemoryChannelLayer, channel_layers
from django.core.signals import setting_changed

from djust.conf import settings
from djust.errors import ConfigurationError
from djust.topics.listeners import LISTENERS, Listeners
from djust.topics.memberships import PROBE, Memberships, group

logger = logging.getLogger("djust")

#: Seconds for which anybody waits for the channel layer.
PATIENCE: Final = 2.0
#: Seconds before a layer that failed is asked again.
_PAUSE: Final = 1.0
#: Seconds after which subscriptions are said anew: some layers forget them after a day.
_AGAIN: Final = 3600.0
#: Topics that are settled at once when all have to be: each has `PATIENCE` from when its turn comes.
_ABREAST: Final = 32
_TYPE: Final = "djust.broadcast"


class Courier:
    """One process's end of a channel layer.

    Args:
        layer: What Channels made of ``CHANNEL_LAYERS``.
        listeners: Who is told what arrives.
    """

    def __init__(self, layer: Any, listeners: Listeners) -> None:
        self.process = os.getpid()
        self._layer = layer
        self._listeners = listeners
        self._origin = secrets.token_hex(8)
        self._loop = asyncio.new_event_loop()
        self._memberships = Memberships(layer, listeners, self._origin)
        self._failing = False
        #: How long sync code waits for `send`: not at all while the layer fails, so that an outage slows nobody down.
        self.patience = PATIENCE
        #: The same for `settle`: not at all from when a topic fails until all are heard again, which is tried all the time.
        self.patience_to_hear = PATIENCE
        self._unsettled = asyncio.Event()
        self._sending = asyncio.Lock()
        self._under_way: set[Future[None]] = set()
        self._thread = threading.Thread(target=self._live, name="djust-courier", daemon=True)
        self._thread.start()

    # -- from any thread -------------------------------------------------------------------------------------------------

    def settle(self, topic: str) -> Future[None]:
        """Listen to *topic* while anybody here does; done when its messages certainly arrive, or when the layer failed."""
        return self._run(self._settle(topic))

    def send(self, topic: str, text: str) -> Future[None]:
        """Carry a message to the other processes; done when the layer has it, or has failed."""
        return self._run(self._send(topic, text))

    def close(self) -> None:
        """End, once what was given has been sent; waits no longer than `PATIENCE`."""
        if self.process != os.getpid():
            return
        for future in list(self._under_way):
            try:
                future.result(PATIENCE)
            except Exception:  # it was logged where it happened
                break
        self._loop.call_soon_threadsafe(self._stop)
        self._thread.join(PATIENCE)

    def _run(self, coroutine: Coroutine[Any, Any, None]) -> Future[None]:
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        self._under_way.add(future)
        future.add_done_callback(self._under_way.discard)
        return future

    # -- in its thread ---------------------------------------------------------------------------------------------------

    def _live(self) -> None:
        asyncio.set_event_loop(self._loop)
        lives = [self._loop.create_task(life) for life in (self._carry(), self._tend(), self._remind())]
        try:
            self._loop.run_forever()
        finally:
            left = {*lives, *asyncio.all_tasks(self._loop)}
            for task in left:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()  # channels_redis closes its connections with it

    def _stop(self) -> None:
        self._loop.stop()

    async def _carry(self) -> None:
        """Hand over what arrives, for ever."""
        while True:
            try:
                channel = await self._layer.new_channel()
                self._memberships.begin(channel)
                self._unsettled.set()  # beside this loop, which has to receive the probes
                while True:
                    self._take(await self._layer.receive(channel), channel)
            except Exception as error:
                self._memberships.pause()
                self._complain("no messages of other processes arrive", error)
                await asyncio.sleep(_PAUSE)

    def _take(self, message: dict[str, Any], channel: str) -> None:
        kind, ours = message.get("type"), message.get("from") == self._origin
        if kind == _TYPE and not ours:
            self._listeners.deliver(message["topic"], message["text"])
        elif kind == PROBE and ours:
            self._memberships.back(message["token"], channel)

    async def _tend(self) -> None:
        """Settle all topics when the channel is new, and those that failed until they do not."""
        while True:
            await self._unsettled.wait()
            self._unsettled.clear()
            await self._memberships.recover()
            waiting = self._memberships.unsettled()
            await asyncio.gather(*(self._settle_each(waiting) for _ in range(_ABREAST)))
            if self._unsettled.is_set():
                await asyncio.sleep(_PAUSE)
            else:
                self.patience_to_hear = PATIENCE

    async def _settle_each(self, waiting: list[str]) -> None:
        while waiting:
            await self._settle(waiting.pop())

    async def _remind(self) -> None:
        while True:
            await asyncio.sleep(_AGAIN)
            try:
                await self._memberships.renew()
            except Exception as error:
                self._complain("messages of other processes may not arrive", error)

    async def _settle(self, topic: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                proved = await self._memberships.settle(topic)
            if proved:
                self._failing = False
                self.patience_to_hear = PATIENCE
        except asyncio.CancelledError:  # whoever awaited it gave up, and may listen all the same
            self._unsettled.set()
            raise
        except Exception as error:
            self.patience_to_hear = 0.0
            self._memberships.pause()
            self._unsettled.set()
            self._complain(f"messages of other processes to {_called(topic)} may not arrive", error)

    async def _send(self, topic: str, text: str) -> None:
        message = {"type": _TYPE, "from": self._origin, "topic": topic, "text": text}
        try:
            async with asyncio.timeout(PATIENCE), self._sending:  # one after the other, so that they leave in order
                await self._layer.group_send(group(topic), message)
            self.patience = PATIENCE
        except Exception as error:
            self.patience = 0.0
            logger.error("a message to %s did not reach other processes: the channel layer failed: %r", _called(topic), error)

    def _complain(self, what: str, error: Exception) -> None:
        if not self._failing:
            logger.error("the channel layer failed, and %s until it works again: %r", what, error)
        self._failing = True


def _called(topic: str) -> str:
    """Return what the log calls a topic; none of an author's begins as ours do."""
    return f"djust itself ({topic[1:]})" if topic.startswith("\0") else repr(topic)


_lock = threading.Lock()
_courier: Courier | None = None


def courier() -> Courier | None:
    """Return this process's courier, None where there are no other processes to be reached.

    Raises:
        ConfigurationError: ``DJUST["CHANNEL_LAYER"]`` names a layer that is not there.
    """
    global _courier
    found = _courier
    if found is not None and found.process == os.getpid():  # a fork has the object, and not its thread
        return found
    alias = settings().CHANNEL_LAYER
    if not alias or alias not in channel_layers:
        if alias not in ("", "default"):
            offered = ", ".join(channel_layers.configs) or "none"
            raise ConfigurationError(f"DJUST['CHANNEL_LAYER']: expected the name of a layer in CHANNEL_LAYERS ({offered}), got {alias!r}.")
        return None
    with _lock:
        if _courier is None or _courier.process != os.getpid():
            layer = channel_layers[alias]
            if isinstance(layer, InMemoryChannelLayer):
                return None  # reaches no further than we do
            _courier = Courier(layer, LISTENERS)
        return _courier


def end() -> None:
    """Let the courier go; the next message makes another one."""
    global _courier
    with _lock:
        gone, _courier = _courier, None
    if gone is not None:
        gone.close()


def _settings_changed(*, setting: str, **_more: object) -> None:
    if setting in ("CHANNEL_LAYERS", "DJUST"):
        end()


#: What ends at exit is what was begun: a command that broadcasts and returns has been heard.
ENDING: Callable[[], None] = atexit.register(end)
setting_changed.connect(_settings_changed, dispatch_uid="djust.topics.courier")
