"""The threads that run handlers, and the bell that tells the event loop."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from djust.workers import AWAKE, Bell, Lane, Workers, bell_of
from djust.workers import workers as workers_of

PATIENCE = 20


class Gate:
    """Jobs that stand still until they are let go."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.inside = threading.Semaphore(0)
        self.left = threading.Semaphore(0)

    def job(self) -> None:
        self.inside.release()
        assert self.open.wait(PATIENCE)
        self.left.release()

    def entered(self, count: int) -> bool:
        return all(self.inside.acquire(timeout=PATIENCE) for _ in range(count))

    def empty(self, count: int) -> bool:
        return all(self.left.acquire(timeout=PATIENCE) for _ in range(count))


@pytest.fixture
def gate() -> Gate:
    return Gate()


def done(workers: Workers, lane: Lane | None = None) -> bool:
    """Whether a job is done while the others stand still."""
    over = threading.Event()
    workers.do(over.set, lane)
    return over.wait(PATIENCE)


def test_as_many_jobs_as_there_are_threads_stand_still_together(gate: Gate) -> None:
    workers = Workers(20)
    for _ in range(20):
        workers.do(gate.job)

    assert gate.entered(20)
    gate.open.set()
    assert gate.empty(20)


def test_jobs_that_stand_still_do_not_hold_up_the_others(gate: Gate) -> None:
    workers = Workers(30)
    for _ in range(25):
        workers.do(gate.job)

    assert all(done(workers) for _ in range(50))
    gate.open.set()
    assert gate.empty(25)


def test_there_are_no_more_threads_than_allowed(gate: Gate) -> None:
    workers = Workers(3)
    for _ in range(10):
        workers.do(gate.job)
    assert gate.entered(3)

    assert not gate.inside.acquire(timeout=0.05)
    gate.open.set()
    assert gate.empty(10)


def test_jobs_begin_in_their_order() -> None:
    workers = Workers(1)
    begun: list[int] = []
    for number in range(500):
        workers.do(partial(begun.append, number))
    assert done(workers)

    assert begun == list(range(500))


def test_every_job_of_many_threads_is_done_once() -> None:
    workers = Workers(16)
    seen: list[int] = []
    over = threading.Semaphore(0)

    def job(number: int) -> None:
        seen.append(number)
        over.release()

    def give(start: int) -> None:
        for number in range(start, start + 500):
            workers.do(partial(job, number))

    threads = [threading.Thread(target=give, args=(start,)) for start in range(0, 4000, 500)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert all(over.acquire(timeout=PATIENCE) for _ in range(4000))
    assert sorted(seen) == list(range(4000))


def test_jobs_that_are_not_late_need_no_more_threads_than_are_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("djust.workers.LATE", 60.0)  # however busy the machine is
    workers = Workers(64)
    for _ in range(200):
        assert done(workers)

    assert workers._threads <= AWAKE


def test_a_visitor_who_takes_all_the_room_there_is_leaves_room_for_others(gate: Gate) -> None:
    workers, greedy = Workers(8), Lane(3)
    for _ in range(100):
        workers.do(gate.job, greedy)
    assert gate.entered(3)

    assert all(done(workers, Lane(3)) for _ in range(20))
    assert not gate.inside.acquire(timeout=0.05)
    gate.open.set()
    assert gate.empty(100)
    until = time.monotonic() + PATIENCE
    while greedy.running or greedy.waiting:  # a thread leaves its lane a moment after its job is done
        assert time.monotonic() < until
        time.sleep(0.001)


def test_the_end_of_a_process_waits_for_what_runs() -> None:
    program = """
import threading, time
from djust.workers import workers
begun = threading.Event()
def job():
    begun.set()
    time.sleep(0.3)
    print("done", flush=True)
workers(4).do(job)
begun.wait()
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, check=True)

    assert told.stdout == "done\n"


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_fork_has_threads_of_its_own() -> None:
    assert done(workers_of(4))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"done" if done(workers_of(4)) else b"stuck")
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 10) == b"done"
    os.close(reading)
    os.close(writing)


# -- the bell ------------------------------------------------------------------------------------------------------------------


async def test_what_is_asked_for_from_threads_is_called_in_order_on_the_loop() -> None:
    bell = bell_of(asyncio.get_running_loop())
    seen: list[tuple[int, int]] = []
    over = asyncio.Event()
    here = threading.get_ident()

    def note(thread: int, number: int) -> None:
        assert threading.get_ident() == here
        seen.append((thread, number))

    def ring(thread: int) -> None:
        for number in range(1000):
            bell.call(note, thread, number)

    threads = [threading.Thread(target=ring, args=(thread,)) for thread in range(4)]
    for each in threads:
        each.start()
    async with asyncio.timeout(PATIENCE):
        while len(seen) < 4000:
            await asyncio.sleep(0)
    bell.call(over.set)
    await asyncio.wait_for(over.wait(), PATIENCE)

    assert all([number for thread, number in seen if thread == each] == list(range(1000)) for each in range(4))


async def test_one_that_fails_does_not_keep_the_others_from_being_called(caplog: pytest.LogCaptureFixture) -> None:
    bell = bell_of(asyncio.get_running_loop())
    over = asyncio.Event()
    failing: Callable[[], None] = lambda: 1 / 0  # type: ignore[assignment, return-value]  # noqa: E731
    with caplog.at_level(logging.ERROR):
        bell.call(failing)
        bell.call(over.set)
        await asyncio.wait_for(over.wait(), PATIENCE)

    assert "ZeroDivisionError" in caplog.text


@pytest.mark.filterwarnings("error")
def test_a_coroutine_that_a_loop_did_not_begin_is_closed() -> None:
    async def never() -> None:
        """Is not begun."""

    loop = asyncio.new_event_loop()
    bell, coroutine = Bell(loop), never()
    bell.call(loop.create_task, coroutine)
    loop.close()
    del bell, loop
    gc.collect()

    assert inspect.getcoroutinestate(coroutine) == inspect.CORO_CLOSED


def test_a_closed_loop_is_told_nothing() -> None:
    loop = asyncio.new_event_loop()
    bell = Bell(loop)
    loop.close()

    for _ in range(2):
        with pytest.raises(RuntimeError):
            bell.call(time.time)
