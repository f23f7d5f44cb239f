"""Messages for every page that subscribed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client
from django.urls import path

import djust
from djust import LiveView, event_handler
from djust.errors import UsageError
from djust.session.population import population
from djust.topics.listeners import LISTENERS
from djust.view.subscriptions import MOST_TOPICS, MOST_WAITING
from tests.session.driver import Browser
from tests.transports.test_websocket import Tab


class Room(LiveView):
    """A page that hears what is said."""

    template = "<p>{{ said|join:',' }}</p><p>{{ count }}</p>{% if broken %}{{ broken|join:',' }}{% endif %}"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.said: list[str] = []
        self.count = 0
        self.broken: Any = ""
        self.got: Any = None
        self.subscribe("room")

    def handle_info(self, message: Any) -> Any:
        match message:
            case {"say": text}:
                self.said.append(text)
            case {"keep": _}:
                self.got = message
            case {"fail": text}:
                self.said.append(text)
                raise ValueError("a secret of the server")
            case {"break": _}:
                self.broken = Unreadable()
            case {"go": address}:
                self.redirect(address)
            case {"forbid": _}:
                raise PermissionDenied
            case {"work": text}:
                self.start_async(self.work, text)

    def work(self, text: str) -> None:
        self.said = [*self.said, f"worked {text}"]

    @event_handler
    def say(self, text: str) -> None:
        djust.broadcast("room", {"say": text})
        self.count += 1

    @event_handler
    def join(self, topic: str) -> None:
        self.subscribe(topic)

    @event_handler
    def leave(self, topic: str = "room") -> None:
        self.unsubscribe(topic)


class Unreadable:
    """Fails when the template reads it."""

    def __iter__(self) -> Any:
        raise ValueError("unreadable")


class Later(LiveView):
    """A page whose ``handle_info`` is a coroutine."""

    template = "<p>{{ said }}</p>"

    async def mount(self, request: HttpRequest, **kwargs: Any) -> None:  # type: ignore[override]  # either is right
        self.said = ""
        await self.subscribe("later")

    async def handle_info(self, message: Any) -> None:
        await asyncio.sleep(0)
        self.said += message["say"]
        if message["say"] == "!":
            raise ValueError("a secret of the server")

    @event_handler
    async def say(self, text: str) -> None:
        await djust.broadcast("later", {"say": text})
        djust.broadcast("later", {"say": "."})


class Deaf(LiveView):
    """A page that subscribes and has nothing that could be told."""

    template = "<p>{{ count }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0
        self.subscribe("room")


class Failing(LiveView):
    """A page whose mount does not come to its end."""

    template = "<p></p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> Any:
        self.subscribe("failing")
        if "leave" in request.GET:
            return self.redirect("/room/")
        raise ValueError("too bad")

    def handle_info(self, message: Any) -> None:
        """Never called."""


class Newsletter(LiveView):
    """A page whose own words are ours as well."""

    template = "<p>{{ done }}</p>"
    done = ""

    @event_handler
    def subscribe(self, **kwargs: Any) -> None:  # type: ignore[override]  # it is theirs
        self.done = "subscribed"


urlpatterns = [
    path("room/", Room.as_view()),
    path("later/", Later.as_view()),
    path("deaf/", Deaf.as_view()),
    path("failing/", Failing.as_view()),
    path("newsletter/", Newsletter.as_view()),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _nobody_listens() -> None:
    LISTENERS.clear()


@pytest.fixture
def room(browser: Browser) -> Browser:
    return browser.open("/room/")


def error(frame: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = frame[3]["error"]
    return found


def test_every_page_on_the_topic_hears_it_and_no_other(room: Browser) -> None:
    second = Browser().open("/room/")
    djust.broadcast("room", {"say": "tea"})
    djust.broadcast("elsewhere", {"say": "coffee"})

    assert room.answers()[1:] == second.answers()[1:] == [[1, 0, [[0, "tea"]]]]


def test_a_handler_broadcasts_to_all_and_hears_it_after_its_own_event(room: Browser) -> None:
    second = Browser().open("/room/")
    room.event("say", {"text": "tea"})

    assert room.answers()[1:] == [[1, 1, [[1, "1"]]], [2, 0, [[0, "tea"]]]]
    assert second.answers()[1:] == [[1, 0, [[0, "tea"]]]]


def test_a_page_that_is_served_and_not_joined_yet_misses_nothing(browser: Browser) -> None:
    browser.get("/room/")
    for text in "ab":
        djust.broadcast("room", {"say": text})
    browser.join()

    assert browser.view.said == ["a", "b"]
    assert browser.answers()[-1][2] == [[0, "a,b"]]


def test_of_very_many_messages_before_the_join_the_latest_are_kept(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    browser.get("/room/")
    for number in range(MOST_WAITING + 3):
        djust.broadcast("room", {"say": str(number)})
    browser.join()

    assert browser.view.said == [str(number) for number in range(3, MOST_WAITING + 3)]
    assert "missed a message" in caplog.text


def test_each_page_gets_a_message_of_its_own(room: Browser) -> None:
    second = Browser().open("/room/")
    message = {"keep": [1]}
    djust.broadcast("room", message)
    room.view.got["keep"].append(2)
    message["keep"].append(3)

    assert room.view.got == {"keep": [1, 2]}
    assert second.view.got == {"keep": [1]}


def test_a_message_that_fails_takes_back_only_its_own(room: Browser, caplog: pytest.LogCaptureFixture) -> None:
    for message in ({"say": "a"}, {"fail": "b"}, {"say": "c"}):
        djust.broadcast("room", message)

    assert room.view.said == ["a", "c"]
    assert error(room.answers()[2]) == {"code": "handler.failed", "text": "Something went wrong; nothing was changed on this page."}
    assert "a secret of the server" in caplog.text
    assert room.event("say", {"text": "d"})[2] == [[0, "a,c,d"]]


def test_under_debug_the_page_is_told_what_failed(room: Browser, settings: Any) -> None:
    settings.DEBUG = True
    djust.broadcast("room", {"fail": "b"})

    assert "Room.handle_info failed" in error(room.answers()[-1])["detail"]


def test_a_message_that_breaks_the_template_is_put_back(room: Browser) -> None:
    djust.broadcast("room", {"break": 1})
    djust.broadcast("room", {"say": "a"})

    assert error(room.answers()[1])["code"] == "render.failed"
    assert room.view.broken == ""
    assert room.answers()[-1][2] == [[0, "a"]]


def test_a_message_may_send_the_page_elsewhere(room: Browser) -> None:
    djust.broadcast("room", {"go": "/later/"})

    assert room.answers()[-1][3] == {"to": "/later/"}


def test_djangos_own_exceptions_have_their_own_codes(room: Browser) -> None:
    djust.broadcast("room", {"forbid": 1})

    assert error(room.answers()[-1])["code"] == "permission.denied"


def test_a_message_may_start_background_work(room: Browser) -> None:
    djust.broadcast("room", {"work": "hard"})

    assert room.view.said == ["worked hard"]
    assert [frame[2:] for frame in room.answers()[1:]] == [[[[0, "worked hard"]]], [[], {"done": ["work"]}]]


def test_who_unsubscribes_hears_no_more(room: Browser) -> None:
    room.event("leave")
    djust.broadcast("room", {"say": "tea"})

    assert room.view.said == []
    assert "room" not in LISTENERS


def test_subscribing_twice_is_hearing_once(room: Browser) -> None:
    room.event("join", {"topic": "room"})
    djust.broadcast("room", {"say": "tea"})

    assert room.view.said == ["tea"]


def test_a_page_that_is_gone_for_good_listens_no_more(room: Browser) -> None:
    room.drop()
    assert "room" in LISTENERS
    while population.resting.drop_oldest():
        pass

    assert "room" not in LISTENERS


def test_a_page_whose_browser_is_away_is_told_and_shows_it_when_it_is_back(room: Browser) -> None:
    view = room.view
    room.drop()
    djust.broadcast("room", {"say": "tea"})
    assert view.said == ["tea"]
    told = room.resume()

    assert told["ops"] == [[0, "tea"]]
    djust.broadcast("room", {"say": "milk"})
    assert room.answers()[-1][2] == [[0, "tea,milk"]]


def test_errors_for_a_page_whose_browser_is_away_do_not_pile_up(room: Browser) -> None:
    session = population.connected[room.key]
    room.drop()
    for _ in range(200):
        djust.broadcast("room", {"fail": "x"})

    assert session.updates.unanswered <= 20


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/failing/", "/failing/?leave=1"])
def test_a_page_that_never_came_to_be_listens_to_nothing(url: str) -> None:
    Client(raise_request_exception=False).get(url)

    assert "failing" not in LISTENERS


@pytest.mark.django_db
def test_a_page_that_cannot_be_told_anything_says_so_at_once() -> None:
    with pytest.raises(UsageError, match=r"write def handle_info\(self, message\)"):
        Client().get("/deaf/")


def test_too_many_topics_of_one_page_are_refused(room: Browser, settings: Any) -> None:
    settings.DEBUG = True
    room.acknowledges = True
    view = room.view
    for number in range(MOST_TOPICS - 1):
        view.subscribe(f"topic {number}")

    assert "at most 1000 topics" in error(room.event("join", {"topic": "one more"}))["detail"]


def test_a_call_from_outside_a_page_listens_to_nothing() -> None:
    view = Room()
    view.mount(HttpRequest())

    assert "room" not in LISTENERS


def test_an_author_may_call_a_handler_subscribe(browser: Browser) -> None:
    assert browser.open("/newsletter/").event("subscribe")[2] == [[0, "subscribed"]]


@pytest.mark.django_db
def test_the_page_of_somebody_who_logged_out_elsewhere_is_told_nothing_more(settings: Any) -> None:
    settings.DJUST = {"AUTH_SECONDS_MESSAGES": 0}
    client = Client()
    client.force_login(User.objects.create_user("ada"))
    browser = Browser(client).open("/room/")
    view = browser.view
    djust.broadcast("room", {"say": "tea"})
    client.logout()
    djust.broadcast("room", {"say": "secret"})

    assert view.said == ["tea"]
    assert error(browser.answers()[-1])["code"] == "login.required"
    assert browser.answers()[-1][3]["to"] == "/room/"


# -- with threads and a loop ---------------------------------------------------------------------------------------------------


@pytest.fixture
async def tabs() -> AsyncIterator[list[Tab]]:
    opened: list[Tab] = []
    yield opened
    for tab in opened:
        await tab.socket.disconnect()
    while population.resting.drop_oldest():
        pass


async def test_a_coroutine_hears_and_may_await_what_it_broadcasts(tabs: list[Tab]) -> None:
    first, second = await Tab().open("/later/"), await Tab().open("/later/")
    tabs += [first, second]
    await first.do("say", text="tea")
    shown = ""
    while shown != "tea.":
        for op in (await second.hear())[2]:
            shown = shown + op[2] if op[1] == 1 else op[1]

    assert shown == "tea."


async def test_a_coroutine_that_fails_is_put_back(tabs: list[Tab]) -> None:
    tab = await Tab().open("/later/")
    tabs.append(tab)
    djust.broadcast("later", {"say": "!"})
    told = await tab.hear()
    await djust.broadcast("later", {"say": "a"})

    assert told[3]["error"]["code"] == "handler.failed"
    assert (await tab.hear())[2] == [[0, "a"]]


async def test_threads_without_a_loop_broadcast_all_at_once_and_nothing_is_lost(tabs: list[Tab]) -> None:
    tab = await Tab().open("/room/")
    tabs.append(tab)
    session = population.connected[tab.key]

    def speak(name: str) -> None:
        for number in range(50):
            djust.broadcast("room", {"say": f"{name}{number}"})

    threads = [threading.Thread(target=speak, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    async with asyncio.timeout(20):
        while len(session.page.view.said) < 200:
            await asyncio.sleep(0.002)
            await tab.send(["ack", 0])
    said = session.page.view.said

    assert [each for each in said if each[0] == "c"] == [f"c{number}" for number in range(50)]


async def test_of_more_messages_than_a_page_can_take_the_latest_are_kept(
    tabs: list[Tab], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DJUST = {"MESSAGES": 10}
    tab = await Tab().open("/room/")
    tabs.append(tab)
    session = population.connected[tab.key]
    for number in range(30):  # in one step of the loop: nothing is worked off meanwhile
        djust.broadcast("room", {"say": str(number)})
    async with asyncio.timeout(20):
        while "29" not in session.page.view.said:
            await asyncio.sleep(0.002)

    assert session.page.view.said == [str(number) for number in range(20, 30)]
    assert "DJUST['MESSAGES']" in caplog.text
