"""The line between a browser and a server: it can be cut, also in the middle of a message, and lead to another server afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self


class Line:
    """Passes bytes on in both directions; who uses it only knows ``origin``."""

    def __init__(self, port: int) -> None:
        self.port: int | None = port
        self.origin = ""
        #: How often it broke where it was told to.
        self.cuts = 0
        self._left: dict[str, int | None] = {"up": None, "down": None}
        self._ends: set[asyncio.StreamWriter] = set()

    async def cut(self) -> None:
        """Break every connection and refuse new ones until ``mend``."""
        self.port = None
        self.snap()

    def mend(self, port: int) -> None:
        """Lead to the server at *port* from now on."""
        self.port = port

    def snap(self) -> None:
        """Break every connection; new ones are taken."""
        for end in list(self._ends):
            end.transport.abort()

    def cut_after(self, direction: str, count: int) -> None:
        """Let *count* more bytes pass in that direction (``up``, ``down``), then break the connection; 0: at the next byte."""
        self._left[direction] = count

    def spare(self) -> None:
        """Cut nothing any more."""
        self._left = {"up": None, "down": None}

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.port is None:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.port)
        both = {writer, far_writer}
        self._ends |= both
        try:
            await asyncio.gather(self._pass(reader, far_writer, "up"), self._pass(far_reader, writer, "down"))
        finally:
            self._ends -= both

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, direction: str) -> None:
        try:
            while data := await reader.read(65536):
                left = self._left[direction]
                passing = data[:left]
                writer.write(passing)
                await writer.drain()
                if left is None:
                    continue
                self._left[direction] = left - len(passing)
                if len(passing) < len(data):
                    self.cuts += 1
                    self.spare()
                    break
        except ConnectionError:
            pass  # one end is gone: so is the other, below
        finally:
            writer.close()

    @classmethod
    @asynccontextmanager
    async def to(cls, port: int) -> AsyncIterator[Self]:
        """Yield a line to the server at *port*."""
        line = cls(port)
        server = await asyncio.start_server(line._connected, "127.0.0.1", 0)
        line.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield line
        finally:
            await line.cut()
            server.close()
