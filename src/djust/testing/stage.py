"""Where the work of a page under test is done: in the test's own thread, so that its database transaction holds.

Events are handled before the call that sent them returns. Background work (`@background`, ``start_async``) waits until the test waits
for it; then it runs in a thread of its own which shares the test's database connections. Only one of them runs at a time: a job that
changed something of its page pauses until the test has seen that, and goes on when the test waits again. So what a test sees of a job
does not depend on how fast the machine is.
"""

from __future__ import annotations

import asyncio
import contextvars
import heapq
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from django.db import connections

from djust.sync import bounded, run_now
from djust.workers import Lane

T = TypeVar("T")

#: The job that runs here; also in the event loop, and in the threads, that an async job makes.
_job: contextvars.ContextVar[Job | None] = contextvars.ContextVar("djust_testing_job", default=None)


class Job:
    """One piece of background work.

    Attributes:
        over: Whether it has come to its end.
    """

    def __init__(self, function: Callable[[], None], discard: Callable[[], None]) -> None:
        self.over = False
        self._function = function
        self._discard = discard
        self._thread: threading.Thread | None = None
        self._go = threading.Semaphore(0)
        self._back = threading.Semaphore(0)
        #: Whether it runs although its turn is over: it took longer than anybody waited.
        self._away = False
        self._abandoned = False

    def turn(self, seconds: float) -> None:
        """Let it run until it pauses or ends, but do not wait for longer than so many seconds."""
        if self._thread is None:
            shared = [connections[alias] for alias in connections]
            for connection in shared:
                connection.inc_thread_sharing()
            self._thread = threading.Thread(target=self._in_loop, args=(shared,), name="djust-testing-job", daemon=True)
            self._thread.start()
        elif not self._away:
            self._go.release()
        self._away = not self._back.acquire(timeout=max(0.0, seconds))

    def pause(self) -> None:
        """Give the turn back; called by the job itself.

        Raises:
            CancelledError: The page is gone.
        """
        self._back.release()
        self._go.acquire()
        if self._abandoned:
            raise asyncio.CancelledError("the page under test was closed.")

    def abandon(self) -> None:
        """End it at its next pause, or before it begins."""
        self._abandoned = True
        if self._thread is None:
            self.over = True
            self._discard()
        else:
            self._go.release()

    def _in_loop(self, shared: list[Any]) -> None:
        """Run beside an event loop for whatever is async in it; neither keeps the process from ending, as threads of asgiref's would."""
        asyncio.run(sync_to_async(self._run, thread_sensitive=False, executor=_Daemon())(shared))

    def _run(self, shared: list[Any]) -> None:
        for connection in shared:
            connections[connection.alias] = connection
        try:
            contextvars.Context().run(bounded, self._in_context)
        except asyncio.CancelledError:
            if not self._abandoned:
                raise
        finally:
            for connection in shared:
                del connections[connection.alias]
                connection.dec_thread_sharing()
            self.over = True
            self._back.release()

    def _in_context(self) -> None:
        _job.set(self)
        self._function()


class _Daemon(ThreadPoolExecutor):
    """Runs each function in a thread of its own, for which nobody waits at exit."""

    def submit(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        outcome: Future[T] = Future()

        def run() -> None:
            try:
                outcome.set_result(function(*args, **kwargs))
            except BaseException as error:
                outcome.set_exception(error)

        threading.Thread(target=run, name="djust-testing-work", daemon=True).start()
        return outcome


class Stage:
    """An executor (`djust.sync.Executor`) for one page under test."""

    at_once = False
    lane: Lane | None = None

    def __init__(self) -> None:
        self.closed = False
        self._queue: deque[Coroutine[Any, Any, None]] = deque()
        self._jobs: deque[Job] = deque()
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()
        #: Whose turn it was.
        self._last: Job | None = None
        #: Something was put into the queue, or onto the clock, by a thread that is none of ours.
        self._news = threading.Event()

    # -- what a session asks for -----------------------------------------------------------------------------------------

    async def run(self, function: Callable[..., T], *args: object) -> T:
        return contextvars.copy_context().run(bounded, function, *args)

    def do(self, function: Callable[[], None], then: Callable[[], None]) -> None:
        self.start(self._done(function, then))

    async def _done(self, function: Callable[[], None], then: Callable[[], None]) -> None:
        try:
            contextvars.copy_context().run(bounded, function)
        finally:
            then()

    async def wait(self, awaitable: Coroutine[Any, Any, T]) -> T:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return run_now(awaitable)
        return await awaitable

    def start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        if self.closed:
            coroutine.close()
            return
        self._queue.append(coroutine)
        self._news.set()
        job = _job.get()
        if job is not None:
            job.pause()

    def apart(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self._jobs.append(Job(lambda: run_now(coroutine), coroutine.close))

    def later(self, seconds: float, function: Callable[[], None]) -> Callable[[], None]:
        """A test is not warned of slow handlers, and no time passes while nobody is at the page."""
        return lambda: None

    def soon(self, seconds: float, function: Callable[[], None]) -> None:
        if _job.get() is not None:
            function()  # a job's own progress: shown at each step, however quickly these follow each other
            return
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._numbers), function))
        self._news.set()

    def aside(self, function: Callable[[], None]) -> None:
        self._jobs.append(Job(function, lambda: None))

    # -- what a test asks for ---------------------------------------------------------------------------------------------

    def drive(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Drive something of the session's to its end, and whatever follows from it."""
        _step(coroutine)
        self.work()

    def work(self) -> None:
        """Do what waits to be done between events."""
        while self._queue:
            _step(self._queue.popleft())

    @property
    def busy(self) -> bool:
        """Whether background work is not over."""
        return any(not job.over for job in self._jobs)

    def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Let background work go on until the condition holds; whether it does, in so many seconds."""
        end = time.monotonic() + seconds
        while True:
            self._news.clear()
            self.work()
            if condition():
                return True
            now = time.monotonic()
            if now >= end:
                return False
            if self._timers and self._timers[0][0] <= now:
                heapq.heappop(self._timers)[2]()
                continue
            pause = min(end, self._timers[0][0] if self._timers else end) - now
            job = self._next_job()
            if job is not None:
                self._last = job
                job.turn(pause)
            else:
                self._news.wait(pause)

    def dismiss(self) -> None:
        """The job whose turn it was has nothing more to do: let its threads end, which hold what it raised, and so the whole test."""
        job, self._last = self._last, None
        if job is not None and not job.over:
            job.turn(1.0)

    def close(self) -> None:
        """Do nothing any more."""
        self.closed = True
        while self._queue:
            self._queue.popleft().close()
        for job in self._jobs:
            job.abandon()
        self._jobs.clear()
        self._timers.clear()

    def _next_job(self) -> Job | None:
        """Return whose turn it is; the others come after it."""
        while self._jobs and self._jobs[0].over:
            self._jobs.popleft()
        if not self._jobs:
            return None
        self._jobs.rotate(-1)
        return self._jobs[-1] if not self._jobs[-1].over else self._next_job()


def _step(coroutine: Coroutine[Any, Any, None]) -> None:
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise RuntimeError("expected nothing to wait for: every step of a session under test runs at once.")
