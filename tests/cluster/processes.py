"""The parts of a cluster as real processes: servers that can be restarted where they were, and nginx in front of them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOYED = ROOT / "deploy" / "nginx.conf"
PATIENCE = 30.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when somebody listens there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.02)


class Process:
    """One uvicorn, always on the same port."""

    def __init__(self, name: str, folder: Path, redis_url: str, *, graceful: float | None = 15, **environment: str) -> None:
        self.port = free_port()
        self.log = folder / f"{name}.log"
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.cluster.site.settings",
            "CLUSTER_REDIS": redis_url,
            **environment,
        }
        self._options = [] if graceful is None else ["--timeout-graceful-shutdown", str(graceful)]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        """Where it is, without the proxy."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; returns when it listens."""
        command = [sys.executable, "-m", "uvicorn", "tests.cluster.site.asgi:application", "--host", "127.0.0.1", "--port", str(self.port)]
        options = ["--no-access-log", "--ws-per-message-deflate", "false", *self._options]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen([*command, *options], cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        wait_for_port(self.port, self._process, self.log)

    def begin_to_stop(self) -> None:
        """Ask it to end, as a deploy does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    def stop(self) -> float:
        """Ask it to end; returns after how many seconds it did."""
        began = time.monotonic()
        self.begin_to_stop()
        assert self._process is not None
        self._process.wait(PATIENCE)
        return time.monotonic() - began

    def kill(self) -> None:
        """End it as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE)


@contextmanager
def nginx(folder: Path, ports: tuple[int, int]) -> Iterator[str]:
    """Run nginx with the configuration that is in ``deploy/``, in front of two servers; yields where it is."""
    binary = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if binary is None:
        told = "nginx is not installed: apt-get install nginx"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    port = free_port()
    log = folder / "nginx.log"
    (folder / "nginx.conf").write_text(_configuration(folder, port, ports))
    with log.open("ab") as out:
        process = subprocess.Popen([binary, "-p", str(folder), "-c", str(folder / "nginx.conf")], stdout=out, stderr=out)
    try:
        wait_for_port(port, process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _configuration(folder: Path, port: int, ports: tuple[int, int]) -> str:
    """Return a whole configuration around what is deployed, with the test's ports instead of its own."""
    deployed = DEPLOYED.read_text()
    for written, instead in (
        ("127.0.0.1:8001", f"127.0.0.1:{ports[0]}"),
        ("127.0.0.1:8002", f"127.0.0.1:{ports[1]}"),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("server_name example.org;", "server_name 127.0.0.1;"),
    ):
        assert deployed.count(written) == 1, f"deploy/nginx.conf: expected {written!r} once"
        deployed = deployed.replace(written, instead)
    static = re.compile(r"    location /static/ \{.*?\n    \}\n", re.DOTALL)
    assert static.search(deployed), "deploy/nginx.conf: expected where static files are"
    deployed = static.sub("", deployed)  # the test's site serves its own
    places = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return (
        f"daemon off;\nuser {'root' if os.getuid() == 0 else 'nobody'};\nworker_processes 1;\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/nginx-error.log;\nevents {{ worker_connections 4096; }}\n"
        f"http {{\naccess_log off;\n{places}{deployed}\n}}\n"
    )
