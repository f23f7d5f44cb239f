"""One run of background work, from the event that asked for it to the frame that says it is over."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from djust import sync
from djust.session.failures import FAILURES
from djust.session.task_request import TaskRequest
from djust.spans import span
from djust.view.background import Work
from djust.view.recorder import rebound, recorder
from djust.view.recording import Recording

if TYPE_CHECKING:
    from djust.session.tasks import Tasks


class Task:
    """One run.

    Attributes:
        label: What its frames call it: the work's name, with a number while an earlier run of that name is not over.
        recording: What it writes.
        request: The request, as it sees and changes it.
        cancelled: Whether somebody wanted it to end.
    """

    def __init__(self, tasks: Tasks, work: Work, label: str) -> None:
        session = tasks.session
        self.work = work
        self.label = label
        self.request = TaskRequest(session.page, tasks.changed)
        self.recording = Recording(session.page.view, tasks.changed, lambda: session.turns, {"request": self.request.lend})
        self.cancelled = False
        self.is_async = inspect.iscoroutinefunction(work.function)
        self._tasks = tasks
        self._over = False
        self._running: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None

    @property
    def name(self) -> str:
        """The function, for the log."""
        return f"{self._tasks.session.page.name}.{self.work.name}"

    @property
    def watching(self) -> bool:
        """Whether it holds something that it may edit without anybody being told."""
        return self.recording.watching or self.request.watching

    def cancel(self) -> None:
        """End it as far as that can be done: a coroutine is cancelled, and what a thread still writes is discarded."""
        self.cancelled = True
        if not self.is_async:
            self.recording.close()
            self.request.close()
            self._end(None, None)
        elif self._running is not None:
            loop, running = self._running
            try:
                loop.call_soon_threadsafe(running.cancel)
            except RuntimeError:  # its loop is closed, and with it everything that ran there
                self._end(None, None)

    # -- in a thread -----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Call a sync function."""
        if self.cancelled:
            return
        handler = self.work.handler
        result: Any = None
        raised: BaseException | None = None
        try:
            self._tasks.session.page.ambient.enter()
            with transaction.atomic() if handler is not None and handler.meta.atomic else nullcontext():
                function, args, kwargs = self._bound()
                with span("task", self._tasks.session, self.label):
                    result = sync.call(function, *args, **kwargs)
        except FAILURES as error:
            raised = error
        self.recording.collect()
        self._end(result, raised)

    # -- on the event loop -----------------------------------------------------------------------------------------------

    async def drive(self) -> None:
        """Await an async function."""
        session = self._tasks.session
        if not session.executor.at_once:
            running = asyncio.current_task()
            assert running is not None
            self._running = asyncio.get_running_loop(), running
        result: Any = None
        raised: BaseException | None = None
        if not self.cancelled:
            try:
                function, args, kwargs = self._bound()
                with span("task", session, self.label):
                    result = await session.executor.wait(session.surrounded(function(*args, **kwargs)))
            except FAILURES as error:
                raised = error
        if self.cancelled and isinstance(raised, asyncio.CancelledError):
            raised = None
        self.recording.collect()
        self._end(result, raised)

    # -- steps -----------------------------------------------------------------------------------------------------------

    def _bound(self) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
        """Return the call, with the task's own ``self`` in the page's place."""
        page = self._tasks.session.page
        given = any(value is page.request for value in (*self.work.args, *self.work.kwargs.values()))
        known = {id(page.request): self.request.lend()} if given else {}
        swap = partial(rebound, view=page.view, to=recorder(self.recording, self._between), known=known)
        return swap(self.work.function), list(map(swap, self.work.args)), {name: swap(value) for name, value in self.work.kwargs.items()}

    def _between(self, function: Callable[[Any], Any]) -> Any:
        """Have *function* called between events; an async task awaits what this returns."""
        self.recording.collect()
        future: Future[Any] = Future()
        if self.cancelled and not self.is_async:
            raise asyncio.CancelledError(f"{self.name} was cancelled; self.run() would change the page all the same.")
        self._tasks.between(function, future)
        return asyncio.wrap_future(future) if self.is_async and not self._tasks.session.executor.at_once else future.result()

    def _end(self, result: Any, raised: BaseException | None) -> None:
        if not self._over:
            self._over = True
            self._tasks.over(self, result, raised)
