"""uvicorn in the shape of the server class that Django's ``runserver`` drives.

Django's command binds, prints its messages, watches the files and explains errors; only the serving itself is exchanged.
The shape it expects is that of ``wsgiref``: a constructor that binds (and raises ``OSError``), ``server_port``,
``set_app`` and ``serve_forever``.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

try:
    import uvicorn
except ImportError:  # the extra is not installed; the command says what to do
    uvicorn = None  # type: ignore[assignment]  # None is the answer to "is it there?"

#: An ASGI application, as far as somebody who only passes it on needs to know.
ASGI = Callable[[Any, Any, Any], Awaitable[None]]

#: What is said where uvicorn is missing.
INSTALL = "Live pages need an ASGI server, and uvicorn is not installed. Install it with:\n\n    pip install 'djust[server]'"

#: Seconds that open requests get at Ctrl-C; live pages come back by themselves, so nobody waits for their sockets.
GRACE = 2


def is_installed() -> bool:
    """Tell whether uvicorn can be imported."""
    return uvicorn is not None


class AccessLog(logging.Handler):
    """Passes uvicorn's line for each request on to Django's own ``django.server`` logger, so that it looks as it always has."""

    to = logging.getLogger("django.server")

    def emit(self, record: logging.LogRecord) -> None:
        if not isinstance(record.args, tuple) or len(record.args) != 5:
            return
        _client, method, path, version, status = record.args
        code = int(str(status))
        if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            level = logging.ERROR
        elif code >= HTTPStatus.BAD_REQUEST:
            level = logging.WARNING
        else:
            level = logging.INFO
        # Django's formatter colours a line by the record's `status_code` and prints its `server_time`.
        told = {"status_code": code, "server_time": time.strftime("%d/%b/%Y %H:%M:%S")}
        self.to.log(level, '"%s %s HTTP/%s" %s', method, path, version, code, extra=told)


class LiveServer:
    """Serves one ASGI application on one address."""

    def __init__(self, address: tuple[str, int], _handler: object, *, ipv6: bool = False) -> None:
        self._socket = socket.create_server(address, family=socket.AF_INET6 if ipv6 else socket.AF_INET, backlog=2048)
        self.server_port: int = self._socket.getsockname()[1]

    def set_app(self, application: ASGI) -> None:
        """Take the application to serve."""
        self._application = application

    def serve_forever(self) -> None:
        """Serve until a signal or the autoreloader ends the process."""
        log = logging.getLogger("uvicorn.access")
        log.handlers, log.propagate = [AccessLog()], False
        log.setLevel(logging.INFO)
        config = uvicorn.Config(
            self._application,
            log_config=None,
            lifespan="off",
            # A compressor costs 42 KB for each open page and gains nothing on frames of 50 bytes.
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=GRACE,
        )
        uvicorn.Server(config).run(sockets=[self._socket])
