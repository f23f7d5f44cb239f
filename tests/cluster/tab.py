"""A browser's tab as the wire sees it: joins, sends events, acknowledges, loses its socket, comes back and sends again what is unanswered.

It keeps to ``docs/internals/wire.md`` as the real client does, without a document: of a page it knows the texts of the root's parts.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections import deque
from html import unescape
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

RESTART = 1012
ACKNOWLEDGE_AFTER = 16
FIRST, LONGEST, AFTER_RESTART = 0.2, 2.0, 3


class Tab:
    """One document.

    Attributes:
        shown: What the root's text parts show, as far as the server has said.
        joins: How often the server mounted the page for it, or adopted it: more than one means that the page was lost.
        uncertain: Events of which nobody can know whether they were done.
        resumes: How often it went on.
        heard: What the server said lately, for a test that fails.

    Args:
        first_wait: The longest that it waits before it tries again for the first time.
    """

    def __init__(self, origin: str, path: str, first_wait: float = FIRST) -> None:
        self._first_wait = first_wait
        self.origin = origin
        self.path = path
        self.shown: dict[int, str] = {}
        self.joins = 0
        self.resumes = 0
        self.uncertain: list[Any] = []
        self.errors: list[Any] = []
        self.heard: deque[Any] = deque(maxlen=20)
        self.key: str | None = None
        self.frame = 0
        self._told = 0
        self._ref = 0
        self._open: dict[int, list[Any]] = {}
        self._answered: dict[int, asyncio.Future[None]] = {}
        self._outgoing: asyncio.Queue[Any] = asyncio.Queue()
        self._live = asyncio.Event()
        self._gone = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._ending = False

    # -- what a person does ------------------------------------------------------------------------------------------------

    async def open(self, client: httpx.AsyncClient) -> Tab:
        """Load the page and join it."""
        response = await client.get(self.origin + self.path)
        response.raise_for_status()
        self.html = response.text
        self._cookies = "; ".join(f"{name}={value}" for name, value in response.cookies.items())
        self._running = asyncio.create_task(self._run())
        await self.live()
        return self

    async def live(self) -> None:
        """Wait until the server has taken the page in."""
        await asyncio.wait_for(self._live.wait(), 30)

    async def lost(self) -> None:
        """Wait until it has noticed that its socket is gone."""
        await asyncio.wait_for(self._gone.wait(), 30)

    async def moved_to(self, origin: str) -> Tab:
        """Return the same document behind another network, which comes out elsewhere; nobody tells the old connection that it is dead."""
        self._ending = True  # what is behind the dead connection does not try again
        same = Tab(origin, self.path)
        same.key, same.frame, same.shown, same.joins = self.key, self.frame, self.shown, self.joins
        same._ref, same._cookies, same.html = self._ref, self._cookies, self.html
        same._running = asyncio.create_task(same._run())
        await same.live()
        return same

    def click(self, handler: str, **params: Any) -> asyncio.Future[None]:
        """Do something; the future is done when it is answered, whatever happens to the connection meanwhile."""
        self._ref += 1
        event = [self._ref, 0, handler, params]
        self._open[self._ref] = event
        done = self._answered[self._ref] = asyncio.get_running_loop().create_future()
        if self._live.is_set():
            self._send_event(event)
        return done

    @property
    def unanswered(self) -> int:
        """How many events wait for their answer."""
        return len(self._open)

    async def close(self) -> None:
        """Close the tab."""
        self._ending = True
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    # -- the connection ------------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        attempt = 0
        while not self._ending:
            code = await self._one_connection()
            if self._live.is_set():
                attempt = 0
            self._live.clear()
            self._gone.set()
            if code == RESTART:
                attempt = AFTER_RESTART
            await asyncio.sleep(random.random() * min(LONGEST, self._first_wait * 2**attempt))
            attempt += 1

    async def _one_connection(self) -> int:
        url = self.origin.replace("http", "ws", 1) + "/ws/live/"
        headers = {"Cookie": self._cookies}
        origin: Any = self.origin
        try:
            async with connect(url, origin=origin, additional_headers=headers, compression=None, ping_interval=None) as socket:
                self._outgoing = asyncio.Queue()
                writing = asyncio.create_task(self._write(socket, self._outgoing))
                try:
                    self._greet()
                    async for text in socket:
                        self._receive(json.loads(text))
                finally:
                    writing.cancel()
                return socket.close_code or 1006
        except ConnectionClosed:
            return 1006
        except (OSError, InvalidHandshake, EOFError):
            return 1006

    def _greet(self) -> None:
        if self.key is not None:
            self._told = self.frame
            self._send(["resume", {"key": self.key, "frame": self.frame, "url": self.path}])
        else:
            self._send(["join", {"session": self._configured("data-session"), "url": self.path}])

    def _configured(self, name: str) -> str:
        found = re.search(rf'\b{name}="([^"]*)"', self.html)
        assert found, self.html
        return unescape(found[1])

    def _send(self, message: Any) -> None:
        self._outgoing.put_nowait(message)

    async def _write(self, socket: ClientConnection, outgoing: asyncio.Queue[Any]) -> None:
        try:
            while (message := await outgoing.get()) is not None:
                await socket.send(json.dumps(message, separators=(",", ":")))
            await socket.close()
        except ConnectionClosed:
            pass  # the reader hears of it, and what was not answered is sent again

    def _send_event(self, event: list[Any]) -> None:
        self._told = event[1] = self.frame
        self._send(event)

    # -- what the server says ----------------------------------------------------------------------------------------------

    def _receive(self, message: list[Any]) -> None:
        self.heard.append(message)
        if isinstance(message[0], int):
            number, refs, ops, *extras = message
            self._apply(ops)
            self.frame = number
            self._answer([refs] if isinstance(refs, int) and refs else refs or [], extras[0] if extras else {})
            if self.frame - self._told >= ACKNOWLEDGE_AFTER:
                self._told = self.frame
                self._send(["ack", self.frame])
        else:
            getattr(self, f"_{message[0]}")(message[1])

    def _joined(self, told: dict[str, Any]) -> None:
        self.joins += 1
        self.key, self.frame, self._told = told["key"], told["frame"], told["frame"]
        self.shown.clear()
        self._apply(told.get("ops") or [])
        for event in list(self._open.values()):  # the first join finds what was done before it, any other what may have been done
            if self.joins > 1:
                self.uncertain.append(event[3])
                self._over(event[0])
        self._ref = 0 if self.joins > 1 else self._ref
        self._be_live()

    def _resumed(self, told: dict[str, Any]) -> None:
        self.resumes += 1
        self.key = told.get("key", self.key)
        self.frame = self._told = told["frame"]
        self._apply(told["ops"])
        self.errors += [reply["error"] for reply in told["replies"] if "error" in reply]
        for ref in [ref for ref in self._open if ref <= told["ref"] or any(reply["ref"] == ref for reply in told["replies"])]:
            self._over(ref)
        self._be_live()

    def _morph(self, told: dict[str, Any]) -> None:
        """Where the morph is: it has none, and keeps texts."""

    def _refused(self, told: dict[str, Any]) -> None:
        if self.key is not None and told["code"] != "too_many":
            self.key = None
            self._greet()
        else:
            self._send(None)

    def _be_live(self) -> None:
        self._live.set()
        self._gone.clear()
        for event in self._open.values():
            self._send_event(event)

    def _answer(self, refs: list[int], extras: dict[str, Any]) -> None:
        if "error" in extras:
            self.errors.append(extras["error"])
        for ref in refs:
            self._over(ref)

    def _over(self, ref: int) -> None:
        self._open.pop(ref, None)
        done = self._answered.pop(ref, None)
        if done is not None and not done.done():
            done.set_result(None)

    def _apply(self, ops: list[Any]) -> None:
        for part, *rest in ops:
            if len(rest) == 1 and isinstance(rest[0], str):
                self.shown[part] = rest[0]
            elif rest[0] == 1:
                assert part in self.shown, f"a tail without a text: {part} {rest}"
                self.shown[part] += rest[1]
            elif rest[0] == 6 and part >= 0:
                self.shown[part] = rest[1]
            else:
                raise AssertionError(f"expected texts of the root's parts, got {[part, *rest]}")
