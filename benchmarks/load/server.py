"""A uvicorn process, and what it uses."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """A running server.

    Args:
        process: What was started.
        port: Where it answers.
    """

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process = process
        self.port = port

    @property
    def seconds(self) -> float:
        """The processor's seconds that it has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    @property
    def resident(self) -> int:
        """Its bytes in memory."""
        return self._status("VmRSS")

    def _status(self, name: str) -> int:
        found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{self._process.pid}/status").read_text(), re.MULTILINE)
        if found is None:
            raise SystemExit(f"expected {name} in /proc; measure on Linux")
        return int(found[1]) * 1024


@contextmanager
def serving(application: str, *options: str) -> Iterator[Server]:
    """Run ``benchmarks.load.application:<application>`` under uvicorn, without compression, as the documentation advises.

    It inherits a socket that listens already, so whoever connects before it is ready waits.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=8192) as listening:
        command = [sys.executable, "-m", "uvicorn", f"benchmarks.load.application:{application}", "--fd", str(listening.fileno())]
        command += ["--no-access-log", "--log-level", "warning", "--ws-per-message-deflate", "false", *options]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[listening.fileno()])
        try:
            _until_it_answers(process, listening.getsockname()[1])
            yield Server(process, listening.getsockname()[1])
        finally:
            process.kill()
            process.wait()


def _until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as asking:
        asking.settimeout(0.1)
        asking.sendall(b"GET /ready HTTP/1.0\r\nHost: localhost\r\n\r\n")
        while process.poll() is None:
            try:
                asking.recv(1)
            except TimeoutError:
                continue
            return
    raise SystemExit("the server did not start; what it said stands above")
