"""Pages on which something goes wrong."""

from __future__ import annotations

import asyncio
import functools
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from djust import LiveView, event_handler
from tests.site.models import Note

#: Set by a test to let `Slow.wait` go on.
GATE = threading.Event()
#: Set when a `Slow` page was let go.
UNMOUNTED = threading.Event()


class Fragile(LiveView):
    """Handlers and a template that fail."""

    template = "<p>{{ items|join:',' }}</p><p>{{ count }}</p><p>{{ trouble }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.items = ["a"]
        self.nested = {"list": self.items}
        self.count = 0
        self.trouble: Any = ""
        self._private = {"kept": 1}

    @event_handler
    def fail(self) -> None:
        self.items.append("b")
        self.count = 99
        self.extra = "new"
        self._private["kept"] = 2
        raise ValueError("a secret of the server")

    @event_handler
    async def fail_later(self) -> None:
        self.items.append("b")
        await asyncio.sleep(0)
        raise ValueError("a secret of the server")

    @event_handler
    def break_render(self) -> None:
        self.count = 98
        self.trouble = _Explosive()

    @event_handler
    def leave(self) -> None:
        sys.exit(3)

    @event_handler
    def forbid(self) -> None:
        raise PermissionDenied("the vault")

    @event_handler
    def miss(self) -> None:
        raise Http404("no such thing")

    @event_handler(atomic=True)
    def write_and_break(self) -> None:
        Note.objects.create(text="half")
        self.trouble = _Explosive()

    @event_handler
    def add(self, item: str) -> None:
        self.items.append(item)

    def unmarked(self) -> None:
        self.count = 1000

    @event_handler
    def number(self, value: int) -> None:
        self.count = value

    @event_handler(coerce_types=False)
    def raw(self, value: str = "") -> None:
        self.items = [type(value).__name__, value]


class _Explosive:
    def __str__(self) -> str:
        raise RuntimeError("a secret of the template")


class BrokenTemplate(LiveView):
    """A template that cannot be rendered at all."""

    template = "<p>\n{{ trouble }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.trouble = _Explosive()


class BrokenMount(LiveView):
    """A mount that fails."""

    template = "<p></p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        raise LookupError("a secret of mount")


def _wrapping(function: Callable[..., Any]) -> Callable[..., Any]:
    """Do as many decorators do: give a plain function, whatever they were given."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


class Slow(LiveView):
    """Handlers that take their time."""

    template = "<p>{{ log|join:',' }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.log: list[str] = []

    def unmount(self) -> None:
        UNMOUNTED.set()

    @event_handler
    def wait(self) -> None:
        if not GATE.wait(20):
            raise TimeoutError("the test opened no gate")
        self.log.append("waited")

    @event_handler
    async def wait_async(self) -> None:
        for _ in range(20_000):
            if GATE.is_set():
                break
            await asyncio.sleep(0.001)
        self.log.append("waited async")

    @event_handler
    @_wrapping
    async def wrapped(self) -> None:
        await asyncio.sleep(0)
        self.log.append("wrapped")

    @event_handler
    def note(self, text: str = "") -> None:
        self.log.append(text)


class Going(LiveView):
    """Handlers that lead elsewhere."""

    template = "<p>{{ clicks }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | None:
        self.clicks = 0
        if "away" in request.GET:
            return HttpResponseRedirect("/counter/")
        if "off" in request.GET:
            self.redirect("/counter/?from=off")
        return None

    @event_handler
    def go(self) -> None:
        self.clicks += 1
        self.redirect("counter")

    @event_handler
    def answer(self) -> HttpResponse:
        return HttpResponseRedirect("/counter/")

    @event_handler
    def foreign(self, to: str) -> None:
        self.clicks += 1
        self.redirect(to)
