"""Calls per second of a server function, against a plain Django view that reads and writes the same JSON: ``python -m benchmarks.calls``.

Both go through the whole ASGI application, as a server calls it, with the middleware of a new project, CSRF check included; in turns, in
the processor's time. What a server adds by itself, the same for both, is left out.
"""

from __future__ import annotations

import asyncio
import json
import os
from statistics import median
from time import process_time
from types import ModuleType
from typing import Any

import django
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import _get_new_csrf_string
from django.test.utils import override_settings
from django.urls import include, path
from django.views.decorators.http import require_POST

from djust import LiveView, server_function

ROUNDS = 15
CALLS = 300
BODY = json.dumps({"q": "R", "limit": 2})
TOWNS = ("Rye", "Rugby", "Ripon", "York")


class Towns(LiveView):
    """A view without ``mount`` and hooks."""

    template = "<p></p>"
    api_name = "towns"

    @server_function()
    def suggest(self, q: str = "", limit: int = 5) -> list[dict[str, str]]:
        """Answer a lookup."""
        return [{"town": town} for town in TOWNS if town.startswith(q)][:limit]


@require_POST
def plain(request: HttpRequest) -> JsonResponse:
    """Answer the same lookup, as one writes it without djust."""
    sent = json.loads(request.body)
    q, limit = str(sent.get("q", "")), int(sent.get("limit", 5))
    return JsonResponse({"result": [{"town": town} for town in TOWNS if town.startswith(q)][:limit]})


def site() -> ModuleType:
    """Return the URLs of both; Django must be set up."""
    module = ModuleType("benchmarks.calls.urls")
    patterns = [path("towns/", Towns.as_view()), path("plain/", plain), path("djust/", include("djust.urls"))]
    module.urlpatterns = patterns  # type: ignore[attr-defined]  # as the module of a URLconf has it
    return module


class Caller:
    """Sends the same request again and again."""

    def __init__(self) -> None:
        self.application = get_asgi_application()
        self.secret = _get_new_csrf_string().encode()
        self.answer = b""

    async def seconds(self, address: str) -> float:
        """Return the processor's seconds of one call."""
        began = process_time()
        for _ in range(CALLS):
            await self._call(address)
        took = process_time() - began
        if json.loads(self.answer) != {"result": [{"town": "Rye"}, {"town": "Rugby"}]}:
            raise RuntimeError(f"{address} answered {self.answer!r}")
        return took / CALLS

    async def _call(self, address: str) -> None:
        headers = {
            b"host": b"localhost",
            b"content-type": b"application/json",
            b"content-length": str(len(BODY)).encode(),
            b"cookie": b"csrftoken=" + self.secret,
            b"x-csrftoken": self.secret,
        }
        scope: Any = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": address,
            "raw_path": address.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": list(headers.items()),
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
        }
        sent = iter([{"type": "http.request", "body": BODY.encode(), "more_body": False}])
        gone = asyncio.Event()

        async def receive() -> Any:
            for message in sent:
                return message
            await gone.wait()

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                self.answer = message.get("body") or self.answer

        await self.application(scope, receive, send)


async def measure(caller: Caller) -> tuple[float, float]:
    """Return the seconds of one call: ours, and the plain view's."""
    ours: list[float] = []
    plain_: list[float] = []
    for number in range(ROUNDS + 2):  # two that only warm up
        for address, times in (("/djust/call/towns/suggest/", ours), ("/plain/", plain_)):
            took = await caller.seconds(address)
            if number >= 2:
                times.append(took)
    return median(ours), median(plain_)


def main() -> float:
    """Measure and print; returns how many calls of ours fit into the time of one of Django's."""
    with override_settings(ROOT_URLCONF=site(), ALLOWED_HOSTS=["localhost"]):
        one, other = asyncio.run(measure(Caller()))
    print(f"server function {1 / one:8.0f} calls/s\nplain view      {1 / other:8.0f} calls/s\nratio           {other / one:8.2f}")
    return other / one


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    main()
