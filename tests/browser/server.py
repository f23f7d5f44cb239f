"""Real server processes with the browser tests' site: uvicorn, with sockets or without, and gunicorn, which has none."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
RUNNING = re.compile(r"(?:Uvicorn running on|Listening at:) http://127\.0\.0\.1:(\d+)")

UVICORN = ["uvicorn", "tests.browser.site.asgi:application", "--host", "127.0.0.1", "--no-access-log", "--lifespan", "off"]
SOCKETS = ["--ws-per-message-deflate", "false", "--timeout-graceful-shutdown", "1"]
GUNICORN = ["gunicorn", "tests.browser.site.wsgi:application", "--worker-class", "sync", "--graceful-timeout", "1"]


class Server:
    """Starts when made; ``port`` is where it listens, ``log`` what it said lately."""

    def __init__(
        self, *, debug: bool = False, port: int = 0, arguments: Sequence[str] = (*UVICORN, *SOCKETS), cache: Path | None = None
    ) -> None:
        settings = "tests.browser.site.settings" if cache is None else "tests.browser.site.settings_shared"
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "SITE_DEBUG": "1" if debug else "0", "SITE_CACHE": str(cache)}
        place = ["--bind", f"127.0.0.1:{port}"] if arguments[0] == "gunicorn" else ["--port", str(port)]
        command = [sys.executable, "-m", *arguments, *place]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
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
        os.killpg(self.process.pid, signal.SIGKILL)  # with its workers, where it has any
        self.process.wait(10)
        self._keeper.join(10)
        self._lines().close()
