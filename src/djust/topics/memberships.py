"""Which groups of the channel layer this process is in, and that it hears what is said there.

A layer may return from ``group_add`` before messages come: that of channels_redis for Pub/Sub sends SUBSCRIBE and does not wait for
Redis. So a topic counts as heard when a message of our own, a *probe*, has come back through its group. Layers send over another
connection than they listen on, so a probe may be too early as well; it is said again until one comes back.
"""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from hashlib import blake2b
from typing import Any, Final
from weakref import WeakValueDictionary

from djust.topics.listeners import Listeners

#: The type of a probe; processes with an older djust pass over types that they do not know.
PROBE: Final = "djust.probe"
#: Seconds until a probe is said again: most are back within two milliseconds.
_FIRST: Final = 0.02
_LONGEST: Final = 0.25
#: Seconds for one message to a layer that failed.
_ATTEMPT: Final = 2.0
#: Seconds between the end of a membership and a new one. Without them a probe could come back through the old one, while Redis still
#: has its end and the new beginning to read, one after the other.
_REST: Final = 0.05


class Memberships:
    """The groups of one courier; all of it runs in the courier's loop.

    Args:
        layer: What Channels made of ``CHANNEL_LAYERS``.
        listeners: Who decides what is listened to.
        origin: The courier's name among the processes.
    """

    def __init__(self, layer: Any, listeners: Listeners, origin: str) -> None:
        self._layer = layer
        self._listeners = listeners
        self._origin = origin
        self._channel = ""
        self._reading = asyncio.Event()
        #: Each topic with the channel that was added to its group ("" while that is uncertain), and with the one that heard a probe.
        self._joined: dict[str, str] = {}
        self._heard: dict[str, str] = {}
        self._probes: dict[str, asyncio.Future[str]] = {}
        #: Topics are settled side by side, but each by one at a time.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def begin(self, channel: str) -> None:
        """*channel* is read from now on; what was heard through another counts no more."""
        self._channel = channel
        self._reading.set()

    def pause(self) -> None:
        """Ask nothing of the layer until the next channel, or until `recover` has seen it work."""
        self._reading.clear()

    async def recover(self) -> None:
        """Go on when a message to the channel itself has come back: then the layer receives again.

        Until then the layer is left alone. Its receiving connection finds its own way back, and a SUBSCRIBE that meets it on the way
        makes redis-py connect twice at once, over and over when both try again each second.
        """
        token, probe = self._new_probe()
        while self._channel and not self._reading.is_set():
            with suppress(Exception):  # it was logged when it began
                async with asyncio.timeout(_ATTEMPT):
                    await self._layer.send(self._channel, self._message(token))
            await asyncio.wait([probe], timeout=_LONGEST)
            if probe.done():
                self._reading.set()
        del self._probes[token]

    def back(self, token: str, channel: str) -> None:
        """A probe of ours came back through *channel*."""
        probe = self._probes.get(token)
        if probe is not None and not probe.done():  # a second one, when the first was late
            probe.set_result(channel)

    def unsettled(self) -> list[str]:
        """Return the topics for which there is something to do."""
        topics = set(self._listeners.topics())
        return [topic for topic in topics if not self._hears(topic)] + [topic for topic in self._joined if topic not in topics]

    async def settle(self, topic: str) -> bool:
        """Hear *topic* when anybody listens to it, leave it when nobody does; returns whether a probe came back.

        It takes as long as it takes, and raises whatever the layer raises.
        """
        proved = False
        turn = self._turns.setdefault(topic, asyncio.Lock())
        await self._reading.wait()
        async with turn:
            while topic in self._listeners and not self._hears(topic):
                proved = await self._probe(topic)
            if topic not in self._listeners and topic in self._joined:
                await self._leave(topic)
        return proved

    async def renew(self) -> None:
        """Say all memberships anew: some layers forget them after a day."""
        for topic in list(self._joined):
            async with self._turns.setdefault(topic, asyncio.Lock()):
                if self._joined.get(topic):
                    await self._layer.group_add(group(topic), self._joined[topic])

    def _hears(self, topic: str) -> bool:
        return self._heard.get(topic) == self._channel

    async def _probe(self, topic: str) -> bool:
        """Join, and say the probe until it is back, or until nobody listens any more."""
        token, probe = self._new_probe()
        patience = _FIRST
        try:
            while topic in self._listeners and not probe.done():
                await self._reading.wait()
                await self._join(topic)
                await self._layer.group_send(group(topic), self._message(token))
                await asyncio.wait([probe], timeout=patience)
                patience = min(patience * 1.5, _LONGEST)
        finally:
            del self._probes[token]
        if not probe.done():
            return False
        self._heard[topic] = probe.result()
        return True

    def _new_probe(self) -> tuple[str, asyncio.Future[str]]:
        token = secrets.token_hex(8)
        probe = self._probes[token] = asyncio.get_running_loop().create_future()
        return token, probe

    def _message(self, token: str) -> dict[str, str]:
        return {"type": PROBE, "from": self._origin, "token": token}

    async def _join(self, topic: str) -> None:
        before, channel = self._joined.get(topic), self._channel
        if before == channel:
            return
        self._joined.setdefault(topic, "")  # what fails or is given up may have been done
        await self._layer.group_add(group(topic), channel)
        self._joined[topic] = channel
        if before:  # nobody reads that one: it would fill up
            await self._layer.group_discard(group(topic), before)

    async def _leave(self, topic: str) -> None:
        self._heard.pop(topic, None)
        await self._layer.group_discard(group(topic), self._joined[topic] or self._channel)
        del self._joined[topic]
        await asyncio.sleep(_REST)


def group(topic: str) -> str:
    """Return the name of a topic's group: topics may be named more freely than groups."""
    return "djust." + blake2b(topic.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
