"""How many pages there may be, of all and of one visitor; and what one visitor may take of what all share."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from djust import LiveView, event_handler
from djust.session.population import population
from tests.session.driver import Browser
from tests.transports.test_websocket import Tab

PATIENCE = 20
#: Handlers that stand still, and what lets them go on.
INSIDE = threading.Semaphore(0)
OPEN = threading.Event()


class Standing(LiveView):
    """A page whose handler may stand still."""

    template = "<p>{{ count }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0

    @event_handler
    def add(self, text: str = "") -> None:
        self.count += 1

    @event_handler
    def stand(self) -> None:
        INSIDE.release()
        assert OPEN.wait(PATIENCE)


urlpatterns = [path("standing/", Standing.as_view())]
pytestmark = pytest.mark.urls(__name__)


def limited(settings: Any, **limits: int) -> None:
    settings.DJUST = limits


def test_one_session_too_many_is_refused_and_the_others_go_on(browser: Browser, settings: Any) -> None:
    limited(settings, MAX_SESSIONS=2)
    browser.open("/standing/")
    Browser().open("/standing/")
    third = Browser()
    third.get("/standing/")
    told = third.join()

    assert told == {"is": "refused", "code": "too_many", "text": "The server is busy. Please try again in a moment."}
    assert browser.event("add")[2] == [[0, "1"]]


def test_who_was_refused_gets_in_when_there_is_room(browser: Browser, settings: Any) -> None:
    limited(settings, MAX_SESSIONS=1)
    browser.open("/standing/")
    second = Browser()
    second.get("/standing/")
    assert second.join()["code"] == "too_many"
    browser.drop()
    second.connect()

    assert second.join()["how"] in ("same", "values")


def test_a_visitor_who_has_too_many_pages_is_refused_and_others_are_not(browser: Browser, settings: Any) -> None:
    limited(settings, SESSIONS_PER_USER=2)
    client = Client()
    for _ in range(2):
        Browser(client).open("/standing/")
    third = Browser(client)
    third.get("/standing/")
    told = third.join()

    assert (told["code"], told["text"]) == ("too_many", "You have too many pages of this site open. Please close some of them.")
    browser.open("/standing/")


@pytest.mark.django_db
def test_a_user_counts_as_one_visitor_in_all_browsers(settings: Any) -> None:
    limited(settings, SESSIONS_PER_USER=2)
    user = User.objects.create_user("ada")
    for number in range(3):
        client = Client()
        client.force_login(user)
        browser = Browser(client)
        browser.get("/standing/")
        told = browser.join()

        assert told["is"] == ("joined" if number < 2 else "refused")


def test_a_page_that_was_closed_makes_room(browser: Browser, settings: Any) -> None:
    limited(settings, SESSIONS_PER_USER=1)
    for _ in range(5):
        Browser(browser.client).open("/standing/").drop()

    Browser(browser.client).open("/standing/")


def test_of_pages_that_a_visitor_left_the_latest_rest(browser: Browser, settings: Any) -> None:
    limited(settings, SESSIONS_PER_USER=3)
    other = Browser().open("/standing/")
    other.drop()
    left = []
    for _ in range(5):
        left.append(Browser(browser.client).open("/standing/"))
        left[-1].drop()

    assert [each.resume()["is"] for each in left[:2]] == ["refused", "refused"]
    assert other.resume()["is"] == "resumed", "what one visitor leaves pushes out nobody else's"
    assert [each.resume()["is"] for each in left[2:]] == ["resumed"] * 3


def test_one_who_comes_back_and_has_opened_others_meanwhile_rests_on(browser: Browser, settings: Any) -> None:
    limited(settings, SESSIONS_PER_USER=2)
    browser.open("/standing/").drop()
    second, _third = (Browser(browser.client).open("/standing/") for _ in range(2))
    assert browser.resume()["code"] == "too_many"
    second.drop()

    assert browser.resume()["is"] == "resumed"


def test_nothing_is_remembered_of_visitors_who_are_gone(browser: Browser) -> None:
    before = len(population.connected._owners)
    for _ in range(10):
        Browser().open("/standing/").drop()
    browser.open("/standing/")
    session = population.connected[browser.key]
    session.end()
    while population.resting.drop_oldest():
        pass

    assert len(population.connected._owners) <= before


def test_a_mailbox_holds_so_many_bytes(browser: Browser, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    browser.open("/standing/")
    session = population.connected[browser.key]
    session._working = True  # as if a handler stood still
    for _ in range(10):
        browser.event("add", {"text": "x" * 900})
    refused = [frame for frame in browser.answers() if len(frame) > 3]

    assert len(session.mailbox) == 2
    assert len(refused) == 8
    assert refused[0][3]["error"]["code"] == "rate.limited"


# -- threads -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
async def tabs() -> AsyncIterator[list[Tab]]:
    OPEN.clear()
    while INSIDE.acquire(blocking=False):
        pass
    opened: list[Tab] = []
    yield opened
    OPEN.set()
    for tab in opened:
        await tab.socket.disconnect()
    while population.resting.drop_oldest():
        pass


async def same_visitor(tabs: list[Tab], count: int) -> list[Tab]:
    first = Tab()
    made = [first]
    await first.open("/standing/")
    for _ in range(count - 1):
        tab = Tab()
        tab.client = first.client
        made.append(await tab.open("/standing/"))
    tabs += made
    return made


async def test_slow_handlers_of_one_visitor_hold_up_nobody_else(tabs: list[Tab], settings: Any) -> None:
    limited(settings, THREADS=6, THREADS_PER_USER=3)
    slow = await same_visitor(tabs, 10)
    for tab in slow:
        await tab.do("stand")
    for _ in range(3):
        assert await sync_to_async(INSIDE.acquire)(timeout=PATIENCE)
    other = await Tab().open("/standing/")
    tabs.append(other)
    await other.do("add")

    assert (await other.hear())[2] == [[0, "1"]]
    assert not INSIDE.acquire(blocking=False), "not more than three of the ten stand there"
    OPEN.set()
    assert [(await tab.hear())[:2] for tab in slow] == [[1, 1]] * 10


async def test_an_event_that_is_refused_is_answered_while_the_page_stands_still(tabs: list[Tab], settings: Any) -> None:
    limited(settings, MAILBOX=4)
    (tab,) = await same_visitor(tabs, 1)
    await tab.do("stand")
    assert await sync_to_async(INSIDE.acquire)(timeout=PATIENCE)
    for _ in range(6):
        await tab.do("add")
    told = await tab.hear()

    assert told[3]["error"]["code"] == "rate.limited"
    assert json.dumps(told).count("rate.limited") == 1


# -- what is kept for a browser ------------------------------------------------------------------------------------------------


def held(session: Any) -> int:
    """How many trees of values a session could go back to."""
    return sum(tree is not None for tree in session.updates._trees.values())


@pytest.mark.urls("tests.site.urls")
def test_what_nobody_acknowledges_is_let_go_and_the_page_comes_back_whole(browser: Browser) -> None:
    browser.acknowledges = False
    browser.open("/flooding/")
    session = population.connected[browser.key]
    for _ in range(30):
        browser.event("fill")
    text = browser.view.text
    assert held(session) < 16
    browser.drop()
    told = browser.resume(frame=5)

    assert [op[:2] for op in told["ops"]] == [[-1, 6]]
    assert text in told["ops"][0][2]
    assert browser.event("fill")[2][0][0] == 0, "and goes on in small steps"


@pytest.mark.urls("tests.site.urls")
def test_a_browser_that_acknowledges_comes_back_in_small_steps(browser: Browser) -> None:
    browser.open("/flooding/")
    for _ in range(30):
        browser.event("fill")
    browser.drop()

    assert browser.resume(frame=29)["ops"] == [[0, population.connected[browser.key].page.view.text]]


def test_the_event_loop_does_not_wait_for_a_thread_that_compares_pages(browser: Browser) -> None:
    browser.open("/standing/")
    session = population.connected[browser.key]
    before = len(browser.wire.texts)
    with session.updates._lock:  # as a thread holds it while it works out a difference
        browser.say_text("no message")
        assert len(browser.wire.texts) == before
    session.updates.refresh()

    assert browser.answers(before)[0][3]["error"]["code"] == "frame.invalid"
    assert browser.event("add")[2] == [[0, "1"]]
