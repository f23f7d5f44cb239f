"""The line between browser and server: it can be cut, and it can lead to another server afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Line:
    """Passes bytes on in both directions; the browser only knows ``origin``."""

    def __init__(self, port: int) -> None:
        self.port: int | None = port
        self.origin = ""
        self._ends: set[asyncio.StreamWriter] = set()

    async def cut(self) -> None:
        """Break every connection and refuse new ones until ``mend``."""
        self.port = None
        for end in list(self._ends):
            end.transport.abort()

    def mend(self, port: int) -> None:
        """Lead to the server at *port* from now on."""
        self.port = port

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.port is None:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.port)
        self._ends |= {writer, far_writer}
        try:
            await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
        finally:
            self._ends -= {writer, far_writer}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass  # one end is gone: so is the other, below
        finally:
            writer.close()

    @classmethod
    @asynccontextmanager
    async def to(cls, port: int) -> AsyncIterator[Line]:
        """Yield a line to the server at *port*."""
        line = cls(port)
        server = await asyncio.start_server(line._connected, "127.0.0.1", 0)
        line.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield line
        finally:
            await line.cut()
            server.close()
