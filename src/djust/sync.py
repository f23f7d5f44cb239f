"""The one place where sync meets async.

Sessions are driven by coroutines; authors write sync or async functions. An `Executor` runs a sync function somewhere (one hop),
awaits an async one where loops live, and starts the coroutine that drives a session. Callers never ask which is which.

`Threads` is what servers use: a pool of our own (``workers.py``), because Django's thread-sensitive mode would run all handlers of the
process one after the other. `Inline` runs everything in the caller's thread, so that a test's database transaction holds.
Each call runs in a copy of the caller's context variables: what a handler activates (a language, a time zone) ends with it.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import logging
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import Any, Protocol, TypeVar

from asgiref.sync import async_to_sync
from django.db import close_old_connections
from django.db.backends.signals import connection_created

from djust.conf import settings
from djust.workers import Lane, bell_of, workers

T = TypeVar("T")
logger = logging.getLogger("djust")


class Executor(Protocol):
    """Where the work of sessions is done.

    Attributes:
        lane: What it shares the threads fairly with; None: with nothing.
    """

    lane: Lane | None

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """Run a sync function that may block, use the database and take its time."""

    def do(self, function: Callable[[], None], then: Callable[[], None]) -> None:
        """Run *function* as `run` does, and call *then* where loops live, whatever came of it: no coroutine, no future and no task.

        Called where loops live; *function* begins in a context of its own, and says itself what it failed with.
        """

    async def wait(self, awaitable: Coroutine[Any, Any, T]) -> T:
        """Await what an author's async function returned."""

    def start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Drive a coroutine to its end without waiting for it; callable from any thread."""

    def apart(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """As `start`, for one that takes as long as it likes: an author's background work."""

    def later(self, seconds: float, function: Callable[[], None]) -> Callable[[], None]:
        """Call *function* after a time; returns what cancels that."""

    def soon(self, seconds: float, function: Callable[[], None]) -> None:
        """Call *function* after a time; callable from any thread."""

    def aside(self, function: Callable[[], None]) -> None:
        """Run a sync function that takes as long as it likes, in a thread that no event waits for; callable from any thread."""

    @property
    def at_once(self) -> bool:
        """Whether all of this happens in the caller's thread, before the call returns."""


class Threads:
    """The executor of a server: one pool for the process, one event loop per executor."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._bell = bell_of(loop)
        self.lane: Lane | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, function: Callable[..., T], *args: object) -> T:
        context = contextvars.copy_context()
        outcome: asyncio.Future[T] = self._loop.create_future()

        def job() -> None:
            try:
                result = context.run(_with_connections, function, *args)
            except BaseException as error:
                self._tell(_fail, outcome, error)
            else:
                self._tell(_succeed, outcome, result)

        workers(max(1, settings().THREADS)).do(job, self.lane)
        return await outcome

    def do(self, function: Callable[[], None], then: Callable[[], None]) -> None:
        def job() -> None:
            try:
                contextvars.Context().run(_with_connections, function)
            except BaseException:  # a thread of the pool must not end
                logger.exception("%s failed", getattr(function, "__qualname__", function))
            finally:
                self._tell(then)

        workers(max(1, settings().THREADS)).do(job, self.lane)

    async def wait(self, awaitable: Coroutine[Any, Any, T]) -> T:
        return await awaitable

    def start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        try:
            running: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is self._loop:
            self._create(coroutine)
        elif self._loop.is_closed():
            coroutine.close()
        else:
            self._tell(self._create, coroutine)

    def apart(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self.start(coroutine)

    def later(self, seconds: float, function: Callable[[], None]) -> Callable[[], None]:
        return self._loop.call_later(seconds, function).cancel

    def soon(self, seconds: float, function: Callable[[], None]) -> None:
        try:
            self._loop.call_soon_threadsafe(self._loop.call_later, seconds, function)
        except RuntimeError:  # the server is going down, and its loop is closed
            logger.debug("not run at exit: %r", function)

    def aside(self, function: Callable[[], None]) -> None:
        ASIDE.run(function)

    at_once = False

    def _tell(self, function: Callable[..., None], *args: Any) -> None:
        try:
            self._bell.call(function, *args)
        except RuntimeError:  # the server is going down, and its loop is closed
            logger.debug("nobody waits any more for %r", args)

    def _create(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(coroutine, context=contextvars.Context())
        self._tasks.add(task)  # a loop holds its tasks weakly
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("a session's work ended in an error of djust itself", exc_info=task.exception())


def _succeed(future: asyncio.Future[T], result: T) -> None:
    if not future.done():
        future.set_result(result)
    elif isinstance(result, Coroutine):  # an author's, and who would await it was cancelled meanwhile
        result.close()


def _fail(future: asyncio.Future[Any], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)


class Inline:
    """Everything at once, in the caller's thread; for tests without a server."""

    lane: Lane | None = None

    async def run(self, function: Callable[..., T], *args: object) -> T:
        return contextvars.copy_context().run(bounded, function, *args)

    def do(self, function: Callable[[], None], then: Callable[[], None]) -> None:
        try:
            contextvars.copy_context().run(bounded, function)
        finally:
            then()

    async def wait(self, awaitable: Coroutine[Any, Any, T]) -> T:
        return run_now(awaitable)

    def start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        try:
            coroutine.send(None)
        except StopIteration:
            return
        coroutine.close()
        raise RuntimeError("expected nothing to wait for: under the inline executor every step runs at once.")

    def apart(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self.start(coroutine)

    def later(self, seconds: float, function: Callable[[], None]) -> Callable[[], None]:
        return lambda: None

    def soon(self, seconds: float, function: Callable[[], None]) -> None:
        """Nothing happens later."""

    def aside(self, function: Callable[[], None]) -> None:
        contextvars.Context().run(bounded, function)

    at_once = True


class Aside:
    """Threads for background work: as many as run at a time, up to a bound; the process does not wait for them when it ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._waiting: deque[Callable[[], None]] = deque()

    def run(self, function: Callable[[], None]) -> None:
        """Run *function* in a thread; it waits where there are too many."""
        with self._lock:
            self._waiting.append(function)
            if self._running >= max(1, settings().TASK_THREADS):
                return
            self._running += 1
        threading.Thread(target=self._work, name="djust-task", daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._running -= 1
                    return
                function = self._waiting.popleft()
            contextvars.Context().run(_logged, function)


#: This process's.
ASIDE = Aside()


def call(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a sync or async function from sync code and return its result."""
    result: Any = function(*args, **kwargs)
    return run_now(_wrapped(result)) if result is not None and inspect.isawaitable(result) else result


def untouched() -> bool:
    """Whether nothing is activated here, no language, time zone or URL configuration: what Django keeps of them are context variables."""
    return not contextvars.copy_context()


def run_now(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end from sync code."""

    async def driven() -> T:
        return await coroutine

    result: T = async_to_sync(driven)()
    return result


def own_loop() -> asyncio.AbstractEventLoop:
    """Return an event loop that outlives any request, in a thread of its own: for sessions in a process that no ASGI server runs."""
    with _lock:
        running = _own.get("loop")
        if running is None or not running.is_running():
            _own["loop"] = running = asyncio.new_event_loop()
            started = threading.Event()
            running.call_soon(started.set)
            threading.Thread(target=running.run_forever, name="djust-loop", daemon=True).start()
            started.wait()
        return running


def submit(function: Callable[..., None], *args: object) -> None:
    """Run something in the pool that nobody waits for; an exception is logged."""
    workers(max(1, settings().THREADS)).do(partial(contextvars.Context().run, _logged, function, *args))


def _logged(function: Callable[..., None], *args: object) -> None:
    try:
        _with_connections(function, *args)
    except Exception:
        logger.exception("%s failed", getattr(function, "__qualname__", function))


async def _wrapped(awaitable: Any) -> Any:
    return await awaitable


#: Whether a thread has ever used a database: most handlers of a page do not, and to look for connections takes a while.
_thread = threading.local()


def _note_connection(**_more: object) -> None:
    _thread.connected = True


connection_created.connect(_note_connection, dispatch_uid="djust.sync")


def _with_connections(function: Callable[..., T], *args: object) -> T:
    """Call *function* as Django calls a view: with database connections that are usable, and not kept past ``CONN_MAX_AGE``."""
    if getattr(_thread, "connected", False):
        close_old_connections()
    try:
        return bounded(function, *args)
    finally:
        if getattr(_thread, "connected", False):
            close_old_connections()


#: What is left when the stretch of work that runs here ends.
_ENTERED: contextvars.ContextVar[ExitStack | None] = contextvars.ContextVar("djust_entered", default=None)


def until_end(manager: AbstractContextManager[object]) -> None:
    """Enter a context manager that is left when the function ends which the executor runs now."""
    entered = _ENTERED.get()
    if entered is None:
        _ENTERED.set(entered := ExitStack())
    entered.enter_context(manager)


def bounded(function: Callable[..., T], *args: object) -> T:
    """Call *function*, and leave what it entered with `until_end`."""
    if _ENTERED.get() is not None:  # somebody else's: this context is a copy
        _ENTERED.set(None)
    try:
        return function(*args)
    finally:
        entered = _ENTERED.get()
        if entered is not None:
            try:
                entered.close()
            except Exception:  # what was done is done, and its answer is on its way
                logger.exception("DJUST['AROUND'] failed when it was left")


_lock = threading.Lock()
#: Empty until it is needed: a server forks its workers before they are asked anything.
_own: dict[str, asyncio.AbstractEventLoop] = {}
