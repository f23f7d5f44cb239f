"""A browser without sockets, made of requests: what the client's `http/line.ts` does, spelled out for tests of the other side."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx

ORIGIN = {"Origin": ""}


class Exchange:
    """One document over HTTP."""

    def __init__(self, origin: str) -> None:
        self.client = httpx.Client(base_url=origin, timeout=30)
        self.html = ""
        self.line = ""
        self.ask: float | None = None
        self.streams = False
        self.ref = 0

    def open(self, path: str) -> list[Any]:
        """Load a page and join it; returns what `joined` says."""
        self.html = self.client.get(path).text
        return self.say(["join", {"session": self.configured("data-session"), "url": path, "digest": self.configured("data-digest")}])[0]

    def configured(self, name: str) -> str:
        """An attribute of the configuration element."""
        found = re.search(rf'<script [^>]*\b{name}="([^"]*)"', self.html)
        assert found, f"{name} is not in {self.html}"
        return found[1]

    def post(self, body: bytes, **headers: str) -> httpx.Response:
        """Send a body as it is."""
        token = {"X-CSRFToken": self.configured("data-csrf")} if self.html else {}
        path = f"/djust/live/{self.line}/" if self.line else "/djust/live/"
        return self.client.post(path, content=body, headers={"Content-Type": "application/json", **token, **headers})

    def say(self, *messages: Any) -> list[Any]:
        """Say something, or nothing; returns what the server says."""
        response = self.post(json.dumps([json.dumps(message) for message in messages]).encode())
        assert response.status_code == 200, response.text
        self.line = response.headers["X-Djust-Line"]
        self.ask = float(response.headers["X-Djust-Ask"]) if "X-Djust-Ask" in response.headers else None
        self.streams = "X-Djust-Stream" in response.headers
        said: list[Any] = response.json()
        return said

    def event(self, name: str, **params: Any) -> list[Any]:
        """Do something; returns what the server says."""
        self.ref += 1
        return self.say([self.ref, 0, name, params])
