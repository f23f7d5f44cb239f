"""What a browser costs that asks and never reads, measured in a real server process."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
#: Browsers that never read, and events of each: twenty kilobytes come of every one.
MUTE, EVENTS = 12, 150
HANDSHAKE = (
    b"GET /ws/live/ HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)

pytestmark = [pytest.mark.server, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")]


class Server:
    """A uvicorn process."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process = process
        self.port = port

    def ask(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as response:
            text: str = response.read().decode()
            return text

    def until_handled(self, events: int) -> None:
        until = time.monotonic() + PATIENCE
        while int(self.ask("/flooded/")) < events:
            assert time.monotonic() < until, f"{self.ask('/flooded/')} of {events} events were handled"
            time.sleep(0.02)

    @property
    def resident(self) -> int:
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self._process.pid}/status").read_text())
        assert found
        return int(found[1]) * 1024


@pytest.fixture
def server() -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = [sys.executable, "-m", "uvicorn", "tests.site.asgi:application", "--fd", str(listening.fileno()), "--log-level", "error"]
        command += ["--ws-per-message-deflate", "false"]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.site.settings", "SITE_DEBUG": "0"}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[listening.fileno()])
        try:
            yield Server(process, listening.getsockname()[1])
        finally:
            process.kill()
            process.wait(PATIENCE)


class Browser:
    """A socket, and bytes."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._socket.sendall(HANDSHAKE)
        while b"\r\n\r\n" not in (head := self._socket.recv(4096, socket.MSG_PEEK)):
            assert head, "the server hung up"
        self._socket.recv(head.index(b"\r\n\r\n") + 4)
        self.say('["join",{"session":"unknown","url":"/flooding/"}]')

    def say(self, text: str) -> None:
        data = text.encode()
        self._socket.sendall(b"\x81" + bytes([0x80 | len(data)]) + b"\0\0\0\0" + data)

    def fill(self, events: int, start: int = 0) -> None:
        for ref in range(start + 1, start + events + 1):
            self.say(f'[{ref},0,"fill"]')

    def read_on(self) -> None:
        """Read whatever comes, and say nothing of it."""
        self._socket.settimeout(0.01)
        with contextlib.suppress(TimeoutError):
            while self._socket.recv(65536):
                pass

    def close(self) -> None:
        self._socket.close()


@pytest.mark.parametrize("reads", [False, True], ids=["never reads", "never acknowledges"])
def test_it_costs_at_most_a_megabyte(server: Server, reads: bool) -> None:
    """What the page itself holds is in there as well; what the kernel keeps for the socket is not the process's."""
    warm = Browser(server.port)
    for start in range(0, EVENTS, 30):
        warm.fill(30, start)
        warm.read_on()
    server.until_handled(EVENTS)
    before = server.resident
    browsers = [Browser(server.port) for _ in range(MUTE)]
    for start in range(0, EVENTS, 30):  # not past what a mailbox holds
        for browser in browsers:
            browser.fill(30, start)
        server.until_handled(EVENTS + MUTE * (start + 30))
        if reads:
            for browser in browsers:
                browser.read_on()
    each = (server.resident - before) / MUTE
    for browser in (warm, *browsers):
        browser.close()

    assert each <= 2**20, f"{each / 1024:.0f} KB for each"
