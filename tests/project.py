"""Django projects of the tests' own: written into a folder, served by a real process, visited like any site."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

PATIENCE = 60


class Output:
    """What a process has printed so far, and a way to wait for more."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.text = ""
        self._news = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._read, args=(process,), daemon=True)
        self._thread.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                with self._news:
                    self.text += line
                    self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def wait_for(self, pattern: str, after: int = 0) -> re.Match[str]:
        """Return the first match of *pattern* behind position *after*, waiting until it is printed."""
        compiled = re.compile(pattern)
        with self._news:
            self._news.wait_for(lambda: compiled.search(self.text, after) or self._ended, PATIENCE)
            found = compiled.search(self.text, after)
            assert found, f"expected output like {pattern!r}, got:\n{self.text}"
            return found

    def printed(self, pattern: str, after: int, seconds: float) -> bool:
        """Return whether *pattern* is printed behind position *after* within so many seconds."""
        compiled = re.compile(pattern)
        with self._news:
            return bool(self._news.wait_for(lambda: compiled.search(self.text, after), seconds))

    def all(self) -> str:
        """Return everything, once the process has ended."""
        self._thread.join(PATIENCE)
        return self.text


@dataclass
class Server:
    """A server process that is listening."""

    process: subprocess.Popen[str]
    output: Output
    url: str

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """End it; returns its exit status."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, sign)
        return self.process.wait(PATIENCE)


def start(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> tuple[subprocess.Popen[str], Output]:
    """Start a process in a group of its own, with its output at hand."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**inherited, "PYTHONUNBUFFERED": "1", **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    return process, Output(process)


@contextlib.contextmanager
def serving(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Serve with a command that prints where it serves, as Django and uvicorn do; with port 0 the system chooses a free one."""
    process, output = start(command, folder, environment)
    try:
        url = output.wait_for(r"(?:Starting development server at|Uvicorn running on) (http://[^\s/]+)")[1]
        yield Server(process, output, url + "/")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
        output.all()


@dataclass
class Project:
    """A project as ``django-admin startproject mysite`` makes it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def create(cls, folder: Path) -> Project:
        """Make it in *folder*."""
        project = cls(folder)
        done = subprocess.run([sys.executable, "-m", "django", "startproject", "mysite", str(folder)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return project

    def write(self, name: str, text: str) -> None:
        """Write a file, instead of what is there."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def append(self, name: str, text: str) -> None:
        """Write at the end of a file."""
        path = self.folder / name
        path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")

    def manage(self, *arguments: str) -> tuple[int, str]:
        """Run a command of ``manage.py`` to its end; returns its exit status and what it printed."""
        process, output = start([sys.executable, "manage.py", *arguments], self.folder, self.environment)
        return process.wait(PATIENCE), output.all()

    def uvicorn(self, application: str) -> contextlib.AbstractContextManager[Server]:
        """Serve an ASGI application of it with uvicorn itself, as in production."""
        return serving([sys.executable, "-m", "uvicorn", application, "--port", "0"], self.folder, self.environment)

    def runserver(self, *options: str) -> contextlib.AbstractContextManager[Server]:
        """Serve it on a free port."""
        return serving([sys.executable, "manage.py", "runserver", "0", *options], self.folder, self.environment)


class Visit:
    """A live page, opened as a browser does: the page itself, then its socket. Use it in a ``with``."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._open = contextlib.ExitStack()
        self._ref = 0

    def __enter__(self) -> Visit:
        with contextlib.ExitStack() as stack:
            browser = stack.enter_context(httpx.Client(timeout=PATIENCE))
            response = browser.get(self.url)
            response.raise_for_status()
            self.html = response.text
            self.data = configuration(self.html)
            self.socket = stack.enter_context(self._connect(browser))
            self.joined = self.ask(["join", {"session": self.data["session"], "url": response.url.path, "digest": self.data["digest"]}])
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _connect(self, browser: httpx.Client) -> ClientConnection:
        origin = "/".join(self.url.split("/")[:3])
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        path = self.data.get("ws", "/ws/live/")
        headers = {"Cookie": cookies} if cookies else {}
        return connect(origin.replace("http", "ws", 1) + path, origin=origin, additional_headers=headers, open_timeout=PATIENCE)

    def ask(self, message: list[Any]) -> Any:
        """Send a message; return the next one that comes and is about the page."""
        self.socket.send(json.dumps(message))
        while (answer := json.loads(self.socket.recv(PATIENCE)))[0] == "morph":
            pass
        return answer

    def call(self, handler: str, **params: Any) -> Any:
        """Send an event; return the frame that answers it."""
        self._ref += 1
        return self.ask([self._ref, 0, handler, params])


def configuration(html: str) -> dict[str, str]:
    """Return what the server told the page about itself."""
    found = re.search(r"<script[^>]* data-session=[^>]*>", html)
    assert found, html
    return {name: unescape(quoted or plain) for name, quoted, plain in re.findall(r'data-([a-z]+)=(?:"([^"]*)"|([^\s>]*))', found[0])}
