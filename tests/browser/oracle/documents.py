"""A server for a few documents at a time: a navigation needs an address, and nothing else is worth a framework here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

#: What a fragment stands in, on both sides.
MINIMAL = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>oracle</title></head><body>{}</body></html>'


#: How many pages are held: those that are asked for at once, and more.
KEPT = 64


class Documents:
    """Serves the HTML given to ``put`` and nothing else."""

    def __init__(self) -> None:
        self._pages: dict[str, bytes] = {}
        self._count = 0
        self.origin = ""

    def put(self, html: str) -> str:
        """Hold *html* and return the address it is served at, until many more have been put."""
        self._count += 1
        path = f"/{self._count}"
        self._pages[path] = html.encode("utf-8", "surrogatepass")
        self._pages.pop(f"/{self._count - KEPT}", None)
        return self.origin + path

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readline():
                while (await reader.readline()).strip():
                    pass  # headers: the address alone decides
                body = self._pages.get(request.split(b" ")[1].decode("latin-1"))
                status, body = ("200 OK", body) if body is not None else ("404 Not Found", b"")
                head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            pass  # the browser has gone on to another page
        finally:
            writer.close()

    @classmethod
    @asynccontextmanager
    async def serving(cls) -> AsyncIterator[Documents]:
        """Yield a server that listens on a free port of this machine."""
        documents = cls()
        server = await asyncio.start_server(documents._answer, "127.0.0.1", 0)
        documents.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield documents
        finally:
            server.close()
