"""The threads that run handlers.

A pool of threads that all wait for work is the wrong shape for handlers. Most of them need a fraction of a millisecond of the
processor, and Python runs one thread at a time: many awake threads only take turns at the lock of the interpreter, while the event loop
stands behind them. A few handlers wait (for a database, for a service), and they must not hold up the others.

So few threads are awake. While something in the queue has not been begun after a millisecond, somebody looks out, once a millisecond:
where no job ends and the processor idles, those at work all wait for something, and there is a thread for each job that is late; where
some end, there is one more; where the processor is busy, more threads would only be in each other's way. They go back to sleep when
nothing is late. The threads that were woken last are used first; their stacks and database connections are warm.

A `Lane` is what keeps one visitor from taking all the threads: so many of its jobs run at a time, the others wait in the lane and not
in the queue, where they would stand in front of everybody else's.
"""

from __future__ import annotations

import asyncio
import atexit
import contextvars
import logging
import os
import sys
import threading
import time
from _thread import LockType, allocate_lock
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Final
from weakref import WeakKeyDictionary

logger = logging.getLogger("djust")

#: Threads that are awake while nothing is late: as many as can get on, which under the interpreter's lock is one and one that waits.
AWAKE: Final = 2 if getattr(sys, "_is_gil_enabled", lambda: True)() else 8
#: Seconds after which a job that nobody has begun is late.
LATE: Final = 0.001
#: Shares of one processor above which it is what holds jobs up, and below which it certainly is not.
BUSY: Final = 0.5
IDLE: Final = 0.1
#: Looks at which nothing has ended; then it does not matter what the processor does.
PATIENCE: Final = 3
#: Seconds after which a thread that works on and on lets others have the interpreter: it would keep it five times as long by itself.
BREATH: Final = 0.001
#: Seconds for which the end of the process waits for what runs.
FAREWELL: Final = 10.0

Job = Callable[[], None]


class Lane:
    """The jobs of one visitor.

    Args:
        most: How many of them may run, or be next, at a time.
    """

    __slots__ = ("most", "running", "waiting")

    def __init__(self, most: int) -> None:
        self.most = most
        self.running = 0
        self.waiting: deque[Job] = deque()


class Workers:
    """A pool of threads.

    Args:
        size: How many at most.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = allocate_lock()
        self._jobs: deque[tuple[float, Job, Lane | None]] = deque()
        #: A lock for each thread that sleeps: it waits to get its own.
        self._asleep: list[LockType] = []
        self._threads = 0
        self._awake = 0
        self._done = 0
        #: Whether the processor, and not waiting, is what jobs need time for.
        self._saturated = False
        self._alarm: LockType | None = None
        self._watching = False

    def do(self, job: Job, lane: Lane | None = None) -> None:
        """Run *job*, which must not raise, in a thread, soon."""
        with self._lock:
            if lane is not None:
                if lane.running >= lane.most:
                    lane.waiting.append(job)
                    return
                lane.running += 1
            self._queue(job, lane)

    @property
    def busy(self) -> int:
        """How many jobs are under way or wait."""
        with self._lock:
            return self._awake + len(self._jobs)

    # -- with the lock ---------------------------------------------------------------------------------------------------

    def _queue(self, job: Job, lane: Lane | None) -> None:
        self._jobs.append((time.monotonic(), job, lane))
        if self._awake < min(AWAKE, self._size):
            self._wake()
        else:
            self._watch()

    def _wake(self) -> bool:
        """Wake a thread, or start one; False when all are awake."""
        if self._asleep:
            self._awake += 1
            self._asleep.pop().release()
        elif self._threads < self._size:
            threading.Thread(target=self._work, name=f"djust-{self._threads + 1}", daemon=True).start()  # it waits for the lock
            self._awake += 1
            self._threads += 1
        else:
            return False
        return True

    def _watch(self) -> None:
        if self._watching:
            return
        self._watching = True
        if self._alarm is None:
            self._alarm = allocate_lock()  # free: the first look is at once
            threading.Thread(target=self._look_out, args=(self._alarm,), name="djust-watch", daemon=True).start()
        else:
            self._alarm.release()

    def _is_late(self) -> bool:
        return bool(self._jobs) and self._jobs[0][0] < time.monotonic() - LATE

    def _leave(self, lane: Lane) -> None:
        if lane.waiting:
            self._queue(lane.waiting.popleft(), lane)
        else:
            lane.running -= 1

    # -- in threads ------------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        me = allocate_lock()
        me.acquire()
        lane = None
        breath = 0.0
        while True:
            with self._lock:
                if lane is not None:
                    self._leave(lane)
                job, lane = self._next(me)
            if job is None:
                me.acquire()
                continue
            job()
            self._done += 1  # roughly is enough
            if time.monotonic() > breath:
                time.sleep(0)  # gives the interpreter to the event loop, which may wait for it to send what is done
                breath = time.monotonic() + BREATH

    def _next(self, me: LockType) -> tuple[Job | None, Lane | None]:
        """Return what to do, or put the caller on the list of those that sleep."""
        if self._jobs and (self._awake <= AWAKE or (not self._saturated and self._is_late())):
            _, job, lane = self._jobs.popleft()
            return job, lane
        self._awake -= 1
        self._asleep.append(me)
        if self._jobs:
            self._watch()
        return None, None

    def _look_out(self, alarm: LockType) -> None:
        """Wake threads while work is late."""
        while True:
            alarm.acquire()
            quiet, done, used, now = 0, self._done, time.process_time(), time.monotonic()
            watching = True  # of its own: whoever asks for a look after the last one releases the alarm
            while watching:
                time.sleep(LATE)
                before = done, used, now
                done, used, now = self._done, time.process_time(), time.monotonic()
                share = (used - before[1]) / (now - before[2])
                quiet = quiet + 1 if done == before[0] else 0
                with self._lock:
                    self._watching = watching = bool(self._jobs)
                    self._saturated = watching and not quiet and share > BUSY
                    if self._is_late() and not self._saturated:
                        stuck = quiet >= PATIENCE or (quiet > 0 and share < IDLE)
                        self._engage(sum(since < now - LATE for since, _, _ in self._jobs) if stuck else int(not quiet))

    def _engage(self, threads: int) -> None:
        for _ in range(threads):
            if not self._wake():
                break


class Bell:
    """Calls functions on an event loop, from any thread; many at once cost the loop one wake-up.

    Raises:
        RuntimeError: `call`, when the loop is closed.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._calls: deque[tuple[Callable[..., object], tuple[Any, ...]]] = deque()
        self._rung = False
        self._context = contextvars.Context()

    def call(self, function: Callable[..., object], *args: Any) -> None:
        """Call *function* on the loop, soon, and after what was asked for before."""
        self._calls.append((function, args))
        if not self._rung:
            self._rung = True
            try:
                self._loop.call_soon_threadsafe(self._answer, context=self._context)
            except RuntimeError:
                self._rung = False
                self._forget()
                raise

    def _forget(self) -> None:
        """Let go of what nobody will call: a coroutine that was not begun must be told so."""
        while self._calls:
            for argument in self._calls.popleft()[1]:
                if isinstance(argument, Coroutine):
                    argument.close()

    def __del__(self) -> None:
        self._forget()

    def _answer(self) -> None:
        self._rung = False  # first: whoever comes from now on rings again
        while self._calls:
            function, args = self._calls.popleft()
            try:
                function(*args)
            except Exception:
                logger.exception("%r failed on the event loop", function)


_lock = threading.Lock()
_pools: dict[int, Workers] = {}
_bells: WeakKeyDictionary[asyncio.AbstractEventLoop, Bell] = WeakKeyDictionary()


def workers(size: int) -> Workers:
    """Return this process's pool of so many threads."""
    pool = _pools.get(size)
    if pool is None:
        with _lock:
            pool = _pools.setdefault(size, Workers(size))
    return pool


def bell_of(loop: asyncio.AbstractEventLoop) -> Bell:
    """Return the one bell of *loop*."""
    with _lock:
        bell = _bells.get(loop)
        if bell is None:
            bell = _bells[loop] = Bell(loop)
        return bell


def _finish() -> None:
    """Let what runs come to its end, for a while: threads of ours do not keep a process alive."""
    until = time.monotonic() + FAREWELL
    while any(pool.busy for pool in list(_pools.values())) and time.monotonic() < until:
        time.sleep(0.005)


def _forked() -> None:
    """Begin anew: a fork has none of the threads."""
    _pools.clear()
    _bells.clear()


FINISHING: Final = atexit.register(_finish)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
