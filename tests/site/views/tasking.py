"""Work beside the events of a page; a test lets it go on, step by step."""

from __future__ import annotations

import asyncio
import functools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect

from djust import LiveView, action, event_handler
from djust.decorators import background, loading
from tests.site.models import Note

#: One permit lets a waiting task take one step.
STEPS = threading.Semaphore(0)
#: What tasks tell a test directly.
SEEN: list[Any] = []
#: A task has ended, whatever became of its page.
ENDED = threading.Semaphore(0)


def step() -> None:
    """Wait for the test."""
    assert STEPS.acquire(timeout=20), "the test did not let the task go on"


async def step_later() -> None:
    """Wait for the test without holding the loop."""
    while not STEPS.acquire(blocking=False):
        await asyncio.sleep(0.002)


@contextmanager
def told_at_the_end() -> Iterator[None]:
    """Tell the test when the block is left."""
    try:
        yield
    finally:
        ENDED.release()


class Tasking(LiveView):
    """Everything that a task may do."""

    template = (
        "<p>{% if generating %}working{% endif %}</p><p>{{ content }}</p><p>{{ progress }}</p><p>{{ rows|join:',' }}</p>"
        "<p>{{ count }}</p><p>{{ error }}</p><p>{% if buy.pending %}buying{% elif buy.result %}bought {{ buy.result }}{% endif %}</p>"
    )

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.generating = False
        self.content = ""
        self.progress = 0
        self.rows = ["a"]
        self.count = 0
        self.error = ""
        self.secret: Any = None
        self._private = "of the view"

    # -- beside the tasks

    @event_handler
    def increment(self) -> None:
        self.count += 1

    @event_handler
    def fail(self) -> None:
        self.count = 99
        raise ValueError("no")

    @event_handler
    def push(self, row: str) -> None:
        self.rows.append(row)

    @event_handler
    def stop(self, task: str) -> None:
        self.error = f"stopped {self.cancel_async(task)}"

    # -- a handler in the background

    @event_handler
    @background
    def generate(self, prompt: str = "") -> None:
        with told_at_the_end():
            self.generating = True
            step()
            self.content = prompt.upper()
            self.generating = False

    @background
    @event_handler()
    async def generate_later(self, prompt: str = "") -> None:
        self.generating = True
        try:
            await step_later()
            self.content = prompt.upper()
        except asyncio.CancelledError:
            self.error = "cancelled"
            raise
        finally:
            self.generating = False
            ENDED.release()

    @event_handler
    @background
    def climb(self) -> None:
        for _ in range(100):
            time.sleep(0.02)
            self.progress += 1

    @event_handler
    @background
    def stream(self, words: int = 50) -> None:
        for number in range(words):
            self.content += f"word {number} "
            step()

    @event_handler
    @background
    def gather(self) -> None:
        self.rows.append("b")
        step()
        rows = self.rows
        rows.append("c")
        step()
        self.rows.append("d")

    @event_handler
    @background
    def break_down(self) -> None:
        self.progress = 5
        raise KeyError("a secret of the server")

    @event_handler
    @background
    async def break_down_later(self) -> None:
        self.progress = 6
        raise PermissionDenied("a secret of the server")

    @action
    @background
    def buy(self, number: int = 0) -> int:
        step()
        if number > 9:
            raise ValueError("Too many")
        return number

    @event_handler
    @loading("generating")
    @background
    def save(self) -> None:
        step()

    @event_handler
    @background
    def leave(self) -> None:
        self.redirect("/counter/")

    @event_handler
    @background
    def answer(self) -> HttpResponseRedirect:
        return HttpResponseRedirect("/plain/")

    @event_handler(atomic=True)
    @background
    def half(self) -> None:
        Note.objects.create(text="half")
        raise ValueError("no")

    # -- start_async

    @event_handler
    def both(self) -> None:
        self.start_async(self._work, "one", name="first")
        self.start_async(self._work, "two", name="second")
        self.generating = True

    def _work(self, word: str) -> None:
        with told_at_the_end():
            step()
            self.run(self._add, word)

    def _add(self, word: str) -> None:
        self.rows.append(word)

    @event_handler
    def again(self, word: str) -> None:
        self.start_async(self._say, word, name="say")

    def _say(self, word: str) -> None:
        step()
        self.content += word

    @event_handler
    def start_and_fail(self) -> None:
        self.start_async(self._say, "never")
        raise ValueError("no")

    @event_handler
    def closing_over(self, how: str) -> None:
        def work(word: str = "def") -> None:
            SEEN.append(type(self))
            self.content = word

        match how:
            case "def":
                self.start_async(work)
            case "lambda":
                self.start_async(lambda: setattr(self, "content", "lambda"))
            case "partial":
                self.start_async(functools.partial(work, "partial"))
            case "nested":

                def outer() -> None:
                    work("nested")

                self.start_async(outer)

    @event_handler
    async def concurrently(self) -> None:
        self.start_async(self._sleeper)

    async def _sleeper(self) -> None:
        await step_later()
        self.content = await self.run(lambda view: f"seen {view.count}")

    @event_handler
    @background
    def run_and_fail(self) -> None:
        self.progress = 3
        try:
            self.run(self._add_and_fail)
        except ValueError as error:
            self.error = str(error)

    def _add_and_fail(self) -> None:
        self.rows.append("never")
        raise ValueError("put back")


class Beginning(LiveView):
    """Asks for work in ``mount``."""

    template = "<p>{{ rows|length }}</p>"

    def mount(self, request: HttpRequest) -> None:
        self.rows: list[int] = []
        self.start_async(self.load)

    def load(self) -> None:
        self.rows = [1, 2, 3]


class Running(LiveView):
    """Has a handler of a name that djust uses as well."""

    template = "<p>{{ ran }}</p>"
    ran = 0

    @event_handler
    def run(self) -> None:  # type: ignore[override]  # that is the point
        self.ran += 1

    @event_handler
    @background
    def begin(self) -> None:
        self.run()
