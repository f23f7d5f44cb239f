"""A real server and a real socket."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import websockets
from websockets.typing import Origin

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    command = [sys.executable, "-m", "uvicorn", "tests.site.asgi:application", "--port", "0", "--no-access-log"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.site.settings", "SITE_DEBUG": "0"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found = None
    for line in process.stderr:
        found = re.search(r"running on http://127\.0\.0\.1:(\d+)", line)
        if found:
            break
    assert found, "the server did not start"
    yield int(found[1])
    process.terminate()
    process.stderr.close()
    process.wait(20)


async def test_a_foreign_origin_gets_403_at_the_handshake(port: int) -> None:
    with pytest.raises(websockets.InvalidStatus) as caught:
        await websockets.connect(f"ws://127.0.0.1:{port}/ws/live/", origin=Origin("https://evil.example"))

    assert caught.value.response.status_code == 403


async def test_a_page_is_joined_and_clicked_over_a_real_socket(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/counter/") as response:
        html, cookie = response.read().decode(), response.headers["Set-Cookie"].partition(";")[0]
    session = re.search(r'data-session="([^"]+)"', html)
    assert session
    origin = Origin(f"http://127.0.0.1:{port}")
    async with websockets.connect(f"ws://127.0.0.1:{port}/ws/live/", origin=origin, additional_headers={"Cookie": cookie}) as socket:
        await socket.send(json.dumps(["join", {"session": session[1], "url": "/counter/"}]))
        joined = json.loads(await socket.recv())
        await socket.send('[1,0,"increment"]')
        frame = json.loads(await socket.recv())

    assert joined[1]["how"] == "adopted"
    assert frame == [1, 1, [[0, "Count: 1"]]]
