"""A line that breaks after so many bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Knife:
    """Passes bytes on between a tab and a server, until it is told to cut."""

    def __init__(self, port: int) -> None:
        self.origin = ""
        self.cuts = 0
        self._port = port
        self._left: dict[str, int | None] = {"up": None, "down": None}
        self._ends: set[asyncio.StreamWriter] = set()

    def cut_after(self, direction: str, count: int) -> None:
        """Let *count* more bytes pass in that direction, then break both; 0: at the next byte."""
        self._left[direction] = count

    def spare(self) -> None:
        """Cut nothing any more."""
        self._left = {"up": None, "down": None}

    def cut(self) -> None:
        """Break everything now."""
        for end in self._ends:
            end.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        both = (writer, far_writer)
        self._ends.update(both)
        try:
            await asyncio.gather(self._pass(reader, far_writer, "up", both), self._pass(far_reader, writer, "down", both))
        finally:
            self._ends.difference_update(both)

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, direction: str, both: tuple[asyncio.StreamWriter, ...]
    ) -> None:
        try:
            while data := await reader.read(65536):
                left = self._left[direction]
                if left is not None and len(data) > left:
                    self.cuts += 1
                    self.spare()
                    writer.write(data[:left])
                    await writer.drain()
                    for end in both:
                        end.close()
                    return
                if left is not None:
                    self._left[direction] = left - len(data)
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass  # one end is gone: so is the other, below
        finally:
            writer.close()

    @classmethod
    @asynccontextmanager
    async def before(cls, port: int) -> AsyncIterator[Knife]:
        """Yield a line to the server at *port*."""
        knife = cls(port)
        server = await asyncio.start_server(knife._connected, "127.0.0.1", 0)
        knife.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield knife
        finally:
            server.close()
            while knife._ends:
                knife.cut()
                await asyncio.sleep(0)
