"""Where sync meets async."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import logging
import logging.handlers
import queue
import threading
from typing import Any

import pytest

from djust import sync

WORD: contextvars.ContextVar[str] = contextvars.ContextVar("WORD", default="")


async def test_threads_run_a_function_beside_the_loop_and_return_what_it_returns() -> None:
    executor = sync.Threads(asyncio.get_running_loop())

    assert await executor.run(threading.current_thread) is not threading.current_thread()


async def test_what_a_function_sets_in_its_context_ends_with_it() -> None:
    executor = sync.Threads(asyncio.get_running_loop())
    WORD.set("outside")
    seen = await executor.run(WORD.get)
    await executor.run(WORD.set, "inside")

    assert (seen, WORD.get()) == ("outside", "outside")


async def test_what_is_done_without_a_task_begins_in_a_context_of_its_own_and_says_so_on_the_loop() -> None:
    executor = sync.Threads(asyncio.get_running_loop())
    WORD.set("outside")
    seen: list[Any] = []
    over = asyncio.Event()

    def tell() -> None:
        seen.append(threading.current_thread())
        over.set()

    executor.do(lambda: seen.append((WORD.get(), threading.current_thread())), tell)
    await asyncio.wait_for(over.wait(), 5)

    (word, worker), teller = seen
    assert word == ""
    assert worker is not teller
    assert teller is threading.current_thread()


@pytest.mark.parametrize("error", [ValueError("wrong"), SystemExit(1)])
async def test_what_is_done_without_a_task_is_over_even_if_it_fails(error: BaseException, caplog: pytest.LogCaptureFixture) -> None:
    executor = sync.Threads(asyncio.get_running_loop())

    def fail() -> None:
        raise error

    for _ in range(3):  # the thread that met it goes on
        over = asyncio.Event()
        executor.do(fail, over.set)
        await asyncio.wait_for(over.wait(), 5)

    assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [error] * 3


async def test_twenty_functions_that_wait_wait_together() -> None:
    executor = sync.Threads(asyncio.get_running_loop())
    barrier = threading.Barrier(20)

    assert len(await asyncio.gather(*[executor.run(barrier.wait, 10) for _ in range(20)])) == 20


async def test_a_coroutine_can_be_started_from_another_thread() -> None:
    executor = sync.Threads(asyncio.get_running_loop())
    done = asyncio.Event()

    async def finish() -> None:
        done.set()

    threading.Thread(target=lambda: executor.start(finish())).start()
    await asyncio.wait_for(done.wait(), 5)


@pytest.mark.filterwarnings("error")
async def test_a_coroutine_that_nobody_awaits_any_more_is_closed() -> None:
    executor = sync.Threads(asyncio.get_running_loop())
    begun, go_on = asyncio.Event(), threading.Event()
    made: list[Any] = []

    async def never() -> None:
        """Is not begun."""

    def make() -> Any:
        executor.start(tell())
        assert go_on.wait(20)
        made.append(never())
        return made[0]

    async def tell() -> None:
        begun.set()

    waiting = asyncio.create_task(executor.run(make))
    await begun.wait()
    waiting.cancel()
    go_on.set()
    async with asyncio.timeout(20):
        while not made or inspect.getcoroutinestate(made[0]) != inspect.CORO_CLOSED:
            await asyncio.sleep(0)


async def test_an_error_in_a_started_coroutine_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    executor = sync.Threads(asyncio.get_running_loop())

    async def fail() -> None:
        raise LookupError("nobody waits for this")

    executor.start(fail())
    while "nobody waits for this" not in caplog.text:
        await asyncio.sleep(0)


def test_inline_everything_has_happened_when_start_returns() -> None:
    executor = sync.Inline()
    seen: list[Any] = []

    async def later() -> str:
        await asyncio.sleep(0)
        return "awaited"

    async def work() -> None:
        seen.append(await executor.run(threading.current_thread))
        seen.append(await executor.wait(later()))

    executor.start(work())

    assert seen == [threading.current_thread(), "awaited"]


def test_inline_a_coroutine_that_waits_is_an_error_of_ours() -> None:
    async def waits() -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="expected nothing to wait for"):
        sync.Inline().start(waits())


def test_call_takes_sync_and_async_functions() -> None:
    async def double(number: int) -> int:
        return number * 2

    assert (sync.call(double, 4), sync.call(abs, -8)) == (8, 8)


def test_an_error_in_submitted_work_is_logged() -> None:
    logged: queue.Queue[logging.LogRecord] = queue.Queue()
    handler = logging.handlers.QueueHandler(logged)
    logging.getLogger("djust").addHandler(handler)

    def fail() -> None:
        raise LookupError("nobody waits for this either")

    try:
        sync.submit(fail)
        record = logged.get(timeout=5)
    finally:
        logging.getLogger("djust").removeHandler(handler)

    assert "nobody waits for this either" in record.getMessage()
