"""A visitor's tab: what it sent and received, what the console said, and when it is quiet."""

from __future__ import annotations

from typing import Any

from playwright.async_api import ConsoleMessage, Page, WebSocket

#: Connected, and nothing asked that is not answered.
QUIET = "() => window.djust && djust.connected && djust.pending === 0"

#: What a browser says by itself when a connection breaks; nobody can keep it from that.
OF_THE_BROWSER = ("WebSocket connection to", "Failed to load resource: net::ERR_")


class Visit:
    """One page of one visitor."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self.origin = page, origin
        self.sent: list[str] = []
        self.received: list[str] = []
        self.console: list[str] = []
        page.on("websocket", self._listen)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.console.append(f"uncaught: {error}"))

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: self.sent.append(str(payload)))
        socket.on("framereceived", lambda payload: self.received.append(str(payload)))

    def _heard(self, message: ConsoleMessage) -> None:
        if not message.text.startswith(OF_THE_BROWSER):
            self.console.append(f"{message.type}: {message.text}")

    async def open(self, path: str) -> None:
        """Go to *path* and wait until the page is live."""
        await self.page.goto(self.origin + path)
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until the page is connected and every event is answered."""
        await self.page.wait_for_function(QUIET)

    async def click(self, selector: str) -> None:
        """Click and wait for the answer."""
        await self.page.click(selector)
        await self.quiet()

    async def text(self, selector: str) -> str:
        """Return the text of an element."""
        return await self.page.inner_text(selector)

    async def run(self, script: str, argument: Any = None) -> Any:
        """Evaluate *script* in the page."""
        return await self.page.evaluate(script, argument)

    def forget(self) -> None:
        """Count frames from now on."""
        self.sent.clear()
        self.received.clear()
