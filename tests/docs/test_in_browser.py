"""What the README says of a click is what travels when somebody clicks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import WebSocket, expect, sync_playwright

from tests.docs.blocks import ROOT
from tests.docs.test_projects import follow_readme
from tests.project import Project

pytestmark = [pytest.mark.browser, pytest.mark.server]


def told(text: str, begins: str) -> Any:
    """Return the one message in the README's text that begins so."""
    (found,) = re.findall(rf"`({re.escape(begins)}.*?\])`", text)
    return json.loads(found)


def without_pointer(message: Any) -> Any:
    """Return an event without where exactly the pointer was; that it was somewhere stays."""
    ref, ack, name, params = message
    return [ref, ack, name, {key: type(value) if key in "xy" else value for key, value in params.items()}]


def test_a_click_travels_as_the_readme_prints_it(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    follow_readme(project)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    up: list[str] = []
    down: list[str] = []

    def watch(socket: WebSocket) -> None:
        socket.on("framesent", lambda text: up.append(str(text)))
        socket.on("framereceived", lambda text: down.append(str(text)))

    with project.runserver("--noreload") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
        page = browser.new_page()
        page.on("websocket", watch)
        page.goto(server.url)
        page.get_by_role("button", name="One more").click()
        expect(page.locator("h1")).to_have_text("1", timeout=20_000)
        browser.close()

    answer = json.loads(down[1])[:3]  # under DEBUG what the debug panel shows comes behind it

    assert without_pointer(json.loads(up[1])) == without_pointer(told(readme, '[1,0,"add"'))
    assert answer == told(readme, "[1,1,[[")
    assert len(up[1].encode()) <= 60
    assert len(json.dumps(answer, separators=(",", ":")).encode()) <= 50
