"""A line to Redis on which subscriptions are slow, and a layer in memory whose groups begin late: what a test cannot hope to meet."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from channels.layers import InMemoryChannelLayer

PATIENCE = 20


class SlowLine:
    """Passes bytes to a server, and holds back every SUBSCRIBE to a group until that many messages have been published over it.

    Nothing is reordered within a connection, and nothing is lost: it is what a network may do.
    """

    def __init__(self, port: int, publications: int) -> None:
        self._server = port
        self._publications = publications
        self._published = 0
        self._changed = threading.Condition()
        self._ended = False
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self._door.getsockname()[1]}/0"
        self._begin(self._accept)

    def end(self) -> None:
        """Cut everything."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        for each in (self._door, *self._sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _begin(self, target: Any, *args: Any) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.create_connection(("127.0.0.1", self._server))
                self._sockets += [client, server]
                self._begin(self._pass, client, server, True)
                self._begin(self._pass, server, client, False)

    def _pass(self, source: socket.socket, target: socket.socket, commands: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if commands:
                    self._hold(data)
                target.sendall(data)
                if commands and b"PUBLISH" in data:
                    with self._changed:
                        self._published += 1
                        self._changed.notify_all()

    def _hold(self, data: bytes) -> None:
        if b"\r\nSUBSCRIBE\r\n" in data and b"__group__" in data:
            with self._changed:
                until = self._published + self._publications
                self._changed.wait_for(lambda: self._ended or self._published >= until, PATIENCE)


@contextmanager
def slow_line(port: int, publications: int) -> Iterator[SlowLine]:
    line = SlowLine(port, publications)
    try:
        yield line
    finally:
        line.end()


class LateLayer(InMemoryChannelLayer):
    """A layer for one process: groups named in `held` carry nothing; while `away` is set it fails, and `broken` fails one `receive`."""

    def __init__(self) -> None:
        super().__init__()
        self.held: set[str] = set()
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.added: list[tuple[str, str]] = []
        self.away = False
        self.broken = False
        self._loop: asyncio.AbstractEventLoop | None = None

    def say(self, group: str, topic: str, text: str) -> None:
        """Say something as another process would."""
        assert self._loop is not None
        message = {"type": "djust.broadcast", "from": "another process", "topic": topic, "text": text}
        asyncio.run_coroutine_threadsafe(self.group_send(group, message), self._loop).result(PATIENCE)

    async def new_channel(self, prefix: str = "specific.") -> str:
        self._loop = asyncio.get_running_loop()
        name: str = await super().new_channel(prefix)
        return name

    async def group_add(self, group: str, channel: str) -> None:
        self.added.append((group, channel))
        if self.away:
            raise ConnectionError("the layer is away")
        await super().group_add(group, channel)

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        if self.away:
            raise ConnectionError("the layer is away")
        await super().send(channel, message)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        self.sent.append((group, message))
        if group not in self.held:
            await super().group_send(group, message)

    async def receive(self, channel: str) -> dict[str, Any]:
        message: dict[str, Any] = await super().receive(channel)
        if self.broken:
            self.broken = False
            raise ConnectionError("the line broke")
        return message
