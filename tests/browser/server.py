"""A real server process: uvicorn with the browser tests' site, on a free port."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import deque
from pathlib import Path
from threading import Thread
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
RUNNING = re.compile(r"Uvicorn running on http://127\.0\.0\.1:(\d+)")


class Server:
    """Starts when made; ``port`` is where it listens, ``log`` what it said lately."""

    def __init__(self, *, debug: bool = False) -> None:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.browser.site.settings", "SITE_DEBUG": "1" if debug else "0"}
        command = [sys.executable, "-m", "uvicorn", "tests.browser.site.asgi:application", "--host", "127.0.0.1", "--port", "0"]
        options = ["--no-access-log", "--lifespan", "off", "--ws-per-message-deflate", "false", "--timeout-graceful-shutdown", "1"]
        self.process = subprocess.Popen(
            [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.log: deque[str] = deque(maxlen=400)
        self.port = self._listening()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._keeper = Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _listening(self) -> int:
        for line in self._lines():
            self.log.append(line)
            if found := RUNNING.search(line):
                return int(found[1])
        raise RuntimeError("the server did not start:\n" + "".join(self.log))

    def _lines(self) -> IO[str]:
        assert self.process.stdout is not None  # it is a pipe, see above
        return self.process.stdout

    def _keep(self) -> None:
        for line in self._lines():
            self.log.append(line)

    def kill(self) -> None:
        """End it at once, as a crash or a deploy does."""
        self.process.kill()
        self.process.wait(10)
        self._keeper.join(10)
        self._lines().close()
