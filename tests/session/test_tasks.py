"""Background work: what it shows while it runs, how it ends, and what it leaves alone."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings

from djust.session.population import population
from djust.session.session import Session
from djust.session.tasks import MOST_THREADS
from tests.session.driver import Browser
from tests.site.models import Note
from tests.site.views import tasking
from tests.transports.test_websocket import Tab

#: Seconds after which a test has failed, and not merely been slow.
PATIENCE = 20


@pytest.fixture(autouse=True)
def steps() -> Iterator[None]:
    tasking.SEEN.clear()
    for semaphore in (tasking.STEPS, tasking.ENDED):
        while semaphore.acquire(blocking=False):
            pass
    yield
    tasking.STEPS.release(1000)


class TaskTab(Tab):
    """A tab that follows what its page shows."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[int, str] = {}
        self.frames: list[Any] = []

    async def hear(self) -> Any:
        message = await super().hear()
        if isinstance(message[0], int):
            self.frames.append(message)
            for op in message[2]:
                self.shown[op[0]] = self.shown.get(op[0], "") + op[2] if op[1] == 1 else op[1] if isinstance(op[1], str) else op[2]
            await self.send(["ack", self.frame])
        return message

    async def until(self, condition: Callable[[Any], bool]) -> Any:
        """Listen until a frame is what is waited for; return it."""
        async with asyncio.timeout(PATIENCE):
            while not condition(message := await self.hear()):
                pass
        return message

    async def shows(self, part: int, text: str) -> None:
        """Listen until a place of the page shows exactly this."""
        if self.shown.get(part) != text:
            await self.until(lambda _: self.shown.get(part) == text)

    async def done(self, *names: str) -> Any:
        """Listen until these tasks are over; return the last frame."""
        missing = set(names)

        def over(message: Any) -> bool:
            if len(message) > 3:
                missing.difference_update(message[3].get("done", ()))
            return not missing

        return await self.until(over)

    async def asked(self, name: str, **params: Any) -> Any:
        """Do something and listen until it is answered."""
        await self.do(name, **params)
        ref = self.ref
        return await self.until(lambda message: message[1] == ref or (isinstance(message[1], list) and ref in message[1]))

    def session(self) -> Session:
        return population.connected[self.key]


async def ended() -> None:
    """Wait until a task has told that it is over."""
    async with asyncio.timeout(PATIENCE):
        while not tasking.ENDED.acquire(blocking=False):
            await asyncio.sleep(0.002)


async def condition(holds: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.002)


@pytest.fixture
async def tab() -> AsyncIterator[TaskTab]:
    opened = TaskTab()
    await opened.open("/tasking/")
    yield opened
    tasking.STEPS.release(1000)
    await opened.socket.disconnect()
    while population.resting.drop_oldest():
        pass


WORKING, CONTENT, PROGRESS, ROWS, COUNT, ERROR, BUYING = range(7)


@pytest.mark.parametrize("handler", ["generate", "generate_later"])
async def test_what_a_task_assigns_shows_while_it_runs(tab: TaskTab, handler: str) -> None:
    reply = await tab.asked(handler, prompt="tea")
    await tab.shows(WORKING, "working")
    tasking.STEPS.release()
    last = await tab.done(handler)

    assert reply[3] == {"more": handler}
    assert last[1] == 0
    assert tab.shown[CONTENT] == "TEA"
    assert tab.shown[WORKING] == ""


async def test_events_are_answered_while_a_task_runs(tab: TaskTab) -> None:
    await tab.asked("generate", prompt="tea")
    await tab.asked("increment")

    assert tab.shown[COUNT] == "1"
    assert tab.shown.get(CONTENT, "") == ""

    tasking.STEPS.release()
    await tab.done("generate")

    assert (tab.shown[COUNT], tab.shown[CONTENT]) == ("1", "TEA")


async def test_a_task_of_two_seconds_shows_at_least_twenty_values_and_ends_at_its_last(tab: TaskTab) -> None:
    await tab.asked("climb")
    await tab.done("climb")
    values = [op[1] for frame in tab.frames for op in frame[2] if op[0] == PROGRESS]

    assert len(set(values)) >= 20
    assert values == sorted(values, key=int)
    assert values[-1] == "100"


async def test_of_a_text_that_grows_only_the_tail_travels(tab: TaskTab) -> None:
    await tab.asked("stream", words=40)
    for number in range(40):
        await condition(lambda number=number: tab.session().page.view.content.endswith(f"word {number} "))  # type: ignore[misc]
        tasking.STEPS.release()
    await tab.done("stream")
    texts = [op for frame in tab.frames for op in frame[2] if op[0] == CONTENT]

    assert len(texts) > 20
    assert all(op[1] == 1 for op in texts[1:])
    assert sum(len(op[-1]) for op in texts) == len(tab.shown[CONTENT])
    assert tab.shown[CONTENT] == "".join(f"word {number} " for number in range(40))


async def test_a_list_edited_in_place_is_shown_also_while_the_task_is_silent(tab: TaskTab) -> None:
    await tab.asked("gather")
    await tab.shows(ROWS, "a,b")
    tasking.STEPS.release()
    await tab.shows(ROWS, "a,b,c")
    tasking.STEPS.release()
    await tab.done("gather")

    assert tab.shown[ROWS] == "a,b,c,d"


async def test_a_row_that_a_handler_adds_between_two_reads_of_a_task_stays(tab: TaskTab) -> None:
    await tab.asked("gather")
    await tab.shows(ROWS, "a,b")
    await tab.asked("push", row="mine")
    tasking.STEPS.release(2)
    await tab.done("gather")

    assert tab.shown[ROWS] == "a,b,mine,c,d"


async def test_a_handler_that_fails_takes_nothing_of_a_tasks_progress(tab: TaskTab) -> None:
    await tab.asked("generate", prompt="tea")
    await tab.shows(WORKING, "working")
    reply = await tab.asked("fail")
    tasking.STEPS.release()
    await tab.done("generate")

    assert reply[3]["error"]["code"] == "handler.failed"
    assert tab.shown[CONTENT] == "TEA"
    assert tab.session().page.view.count == 0


@pytest.mark.parametrize(
    ("handler", "code", "progress"), [("break_down", "handler.failed", "5"), ("break_down_later", "permission.denied", "6")]
)
async def test_a_task_that_fails_ends_in_an_error_and_keeps_what_it_wrote(tab: TaskTab, handler: str, code: str, progress: str) -> None:
    await tab.asked(handler)
    last = await tab.done(handler)

    assert last[3]["error"]["code"] == code
    assert "secret" not in json.dumps(tab.frames)
    assert tab.shown[PROGRESS] == progress


async def test_of_a_sync_task_that_was_cancelled_later_writes_are_discarded(tab: TaskTab) -> None:
    await tab.asked("generate", prompt="tea")
    await tab.shows(WORKING, "working")
    await tab.do("stop", task="generate")
    await tab.done("generate")
    tasking.STEPS.release()
    await ended()
    await tab.asked("increment")

    assert tab.shown.get(CONTENT, "") == ""
    assert tab.shown[ERROR] == "stopped True"


async def test_an_async_task_that_is_cancelled_may_tidy_up(tab: TaskTab) -> None:
    await tab.asked("generate_later", prompt="tea")
    await tab.shows(WORKING, "working")
    await tab.do("stop", task="generate_later")
    last = await tab.done("generate_later")

    assert "error" not in last[3]
    assert tab.shown[ERROR] == "cancelled"
    assert tab.shown[WORKING] == ""


async def test_cancelling_never_reaches_the_next_run(tab: TaskTab) -> None:
    await tab.asked("generate", prompt="tea")
    await tab.do("stop", task="generate")
    await tab.done("generate")
    reply = await tab.asked("generate", prompt="coffee")
    tasking.STEPS.release(2)
    await tab.done(reply[3]["more"])

    assert tab.shown[CONTENT] == "COFFEE"


async def test_cancelling_what_does_not_run_says_so(tab: TaskTab) -> None:
    await tab.asked("stop", task="nothing")

    assert tab.shown[ERROR] == "stopped False"


async def test_several_tasks_run_at_once_and_change_one_list_without_loss(tab: TaskTab) -> None:
    await tab.asked("both")
    tasking.STEPS.release(2)
    await tab.done("first", "second")

    assert sorted(tab.shown[ROWS].split(",")) == ["a", "one", "two"]


async def test_the_same_name_again_replaces_what_runs(tab: TaskTab) -> None:
    first = await tab.asked("again", word="first")
    second = await tab.asked("again", word="second")
    tasking.STEPS.release(2)
    await tab.done(first[3]["more"], second[3]["more"])

    assert first[3]["more"] != second[3]["more"]
    assert tab.shown[CONTENT] == "second"


async def test_a_handler_that_fails_starts_nothing(tab: TaskTab) -> None:
    await tab.asked("start_and_fail")
    tasking.STEPS.release()
    await tab.asked("increment")

    assert tab.session().tasks.running == []


@pytest.mark.parametrize("how", ["def", "lambda", "partial", "nested"])
async def test_a_function_that_closes_over_self_records_like_a_method(tab: TaskTab, how: str) -> None:
    reply = await tab.asked("closing_over", how=how)
    await tab.done(reply[3]["more"])

    assert tab.shown[CONTENT] == how
    assert all(seen is not tasking.Tasking and issubclass(seen, tasking.Tasking) for seen in tasking.SEEN)


async def test_an_async_task_awaits_what_runs_between_events(tab: TaskTab) -> None:
    await tab.asked("concurrently")
    await tab.asked("increment")
    tasking.STEPS.release()
    await tab.done("_sleeper")

    assert tab.shown[CONTENT] == "seen 1"


async def test_what_fails_between_events_is_put_back_and_raised_in_the_task(tab: TaskTab) -> None:
    await tab.asked("run_and_fail")
    await tab.done("run_and_fail")

    assert tab.shown[ERROR] == "put back"
    assert tab.shown[PROGRESS] == "3"
    assert tab.session().page.view.rows == ["a"]


async def test_an_action_in_the_background_is_pending_until_it_ends(tab: TaskTab) -> None:
    reply = await tab.asked("buy", number=3)
    await tab.shows(BUYING, "buying")
    tasking.STEPS.release()
    await tab.done("buy")

    assert reply[3]["more"] == "buy"
    assert tab.shown[BUYING] == "bought 3"


async def test_an_action_that_fails_in_the_background_keeps_its_error(tab: TaskTab) -> None:
    await tab.asked("buy", number=10)
    tasking.STEPS.release()
    last = await tab.done("buy")

    assert "error" not in last[3]
    assert tab.session().page.view._action_state["buy"]["error"] == "Too many"


@pytest.mark.parametrize("end", ["release", "cancel"])
async def test_loading_lasts_as_long_as_the_task(tab: TaskTab, end: str) -> None:
    await tab.asked("save")

    assert "working" in tab.shown[WORKING]

    if end == "release":
        tasking.STEPS.release()
    else:
        await tab.do("stop", task="save")
    await tab.done("save")

    assert tab.shown[WORKING] == ""


@pytest.mark.parametrize(("handler", "to"), [("leave", "/counter/"), ("answer", "/plain/")])
async def test_a_task_sends_the_page_elsewhere(tab: TaskTab, handler: str, to: str) -> None:
    await tab.do(handler)
    frame = await tab.until(lambda message: len(message) > 3 and "to" in message[3])

    assert frame[3]["to"] == to


async def test_a_task_whose_page_went_away_goes_on_and_is_shown_when_it_is_back(tab: TaskTab) -> None:
    await tab.asked("generate", prompt="tea")
    session = tab.session()
    await tab.socket.disconnect()
    tasking.STEPS.release()
    await ended()
    await condition(lambda: session.page.view.content == "TEA")
    await tab.connect()
    await tab.send(["resume", {"key": tab.key, "frame": tab.frame, "url": tab.url}])
    resumed = await tab.hear()

    assert [CONTENT, "TEA"] in resumed[1]["ops"]
    assert {"ref": 0, "done": ["generate"]} in resumed[1]["replies"]


async def test_a_task_whose_page_stays_away_is_cancelled() -> None:
    with override_settings(DJUST={"TASK_GRACE": 0.02}):
        tab = TaskTab()
        await tab.open("/tasking/")
        await tab.asked("generate_later", prompt="tea")
        session = tab.session()
        await tab.shows(WORKING, "working")
        await tab.socket.disconnect()
        await ended()
        await condition(lambda: session.page.view.error == "cancelled")
        population.resting.drop_oldest()

    assert session.page.view.content == ""


async def test_a_page_that_is_back_in_time_keeps_its_task(tab: TaskTab) -> None:
    await tab.asked("generate", prompt="tea")
    session = tab.session()
    await tab.socket.disconnect()
    await tab.connect()
    await tab.send(["resume", {"key": tab.key, "frame": tab.frame, "url": tab.url}])
    await tab.hear()

    assert len(session.tasks.running) == 1

    tasking.STEPS.release()
    await tab.done("generate")

    assert tab.shown[CONTENT] == "TEA"


async def test_work_that_mount_asks_for_begins_when_the_page_is_connected() -> None:
    tab = TaskTab()
    await tab.open("/beginning/")
    await tab.done("load")
    await tab.socket.disconnect()
    population.resting.drop_oldest()

    assert tab.shown[0] == "3"


def test_without_a_server_a_task_has_ended_when_its_event_has(browser: Browser) -> None:
    tasking.STEPS.release()
    browser.open("/tasking/").event("generate", {"prompt": "tea"})

    assert browser.view.content == "TEA"
    assert [frame[3] for frame in browser.answers() if isinstance(frame[0], int) and len(frame) > 3] == [
        {"more": "generate"},
        {"done": ["generate"]},
    ]


def test_an_atomic_handler_in_the_background_leaves_nothing_half_written(browser: Browser) -> None:
    browser.open("/tasking/").event("half")

    assert not Note.objects.exists()


async def test_one_page_holds_only_so_many_threads_and_the_last_run_counts(tab: TaskTab) -> None:
    labels = [(await tab.asked("generate", prompt=f"tea {number}"))[3]["more"] for number in range(MOST_THREADS + 10)]
    threads = [thread for thread in threading.enumerate() if thread.name == "djust-task"]
    tasking.STEPS.release(len(labels))
    await tab.done(labels[-1])

    assert len(threads) == MOST_THREADS
    assert tab.shown[CONTENT] == f"TEA {MOST_THREADS + 9}"


def test_a_handler_may_be_called_run_and_a_task_calls_the_authors(browser: Browser) -> None:
    browser.open("/running/").event("begin")

    assert browser.view.ran == 1
    assert browser.event("run")[2] == [[0, "2"]]
