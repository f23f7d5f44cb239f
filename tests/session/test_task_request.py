"""What background work does to its request: the session it writes into is saved, and what it says is shown."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model, login, logout
from django.contrib.messages import success
from django.contrib.sessions.backends.cache import SessionStore as CacheStore
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from djust import LiveView, background, event_handler
from djust.session.population import population
from tests.session.driver import Browser
from tests.session.test_tasks import TaskTab, condition

#: What happens elsewhere while a task runs.
MEANWHILE: list[Callable[[], object]] = []
#: One permit lets a task that waits go on.
ON = threading.Semaphore(0)


class Desk(LiveView):
    """Does everything in the background."""

    template = (
        """<p>{{ user.username|default:'nobody' }}</p><p>{{ seen }}</p>{% for message in messages %}<b>{{ message }}</b>{% endfor %}"""
    )

    def mount(self, request: HttpRequest) -> None:
        self.seen: Any = ""
        if "fresh" not in request.GET:
            request.session["cart"] = ["a"]
            request.session["gone"] = 1

    @event_handler
    @background
    def put(self, thing: str) -> None:
        self.request.session["cart"] = [*self.request.session.get("cart", []), thing]
        self.request.session.pop("gone", None)
        for happen in MEANWHILE:
            happen()

    @event_handler
    @background
    async def put_later(self, thing: str) -> None:
        await self.request.session.aset("cart", thing)

    @event_handler
    @background
    def edit(self) -> None:
        self.request.session["cart"].append("in place")
        self.request.session.modified = True

    @event_handler
    def hand_over(self) -> None:
        self.start_async(self._take, self.request, "given")

    def _take(self, request: HttpRequest, thing: str) -> None:
        request.session["cart"] = thing

    @event_handler
    @background
    def between(self) -> None:
        self.seen = self.run(self._between)

    def _between(self) -> str:
        self.request.session["cart"] = "between"
        success(self.request, "From between")
        return "told"

    @event_handler
    @background
    def tell(self, then: str = "") -> None:
        success(self.request, "Done")
        if then:
            self.redirect(then)

    @event_handler
    def write(self) -> None:
        self.request.session["other"] = "event"

    @event_handler
    @background
    def look(self) -> None:
        self.seen = (self.request.path, self.request.session.get("cart"), self.request.user.is_authenticated)

    @event_handler
    @background
    def fail(self) -> None:
        self.request.session["cart"] = "failed"
        raise ValueError("after that")

    @event_handler
    @background
    def come(self) -> None:
        login(self.request, get_user_model().objects.get())

    @event_handler
    @background
    def go(self) -> None:
        logout(self.request)

    @event_handler
    @background
    def long(self) -> None:
        self.request.session["progress"] = "half"
        success(self.request, "Half")
        assert ON.acquire(timeout=20)
        self.request.session["progress"] = "late"
        success(self.request, "Late")

    @event_handler
    def stop(self) -> None:
        self.cancel_async("long")


def plain(request: HttpRequest) -> HttpResponse:
    """Another page."""
    return HttpResponse()


urlpatterns = [path("desk/", Desk.as_view()), path("login/", plain), path("djust/", include("djust.urls"))]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    MEANWHILE.clear()
    yield
    MEANWHILE.clear()
    ON.release(100)
    while ON.acquire(blocking=False):
        pass


def told(browser: Browser) -> dict[str, Any]:
    """What the frames said beside operations, all together."""
    said: dict[str, Any] = {}
    for frame in browser.answers():
        if isinstance(frame[0], int) and len(frame) > 3:
            said |= frame[3]
    return said


def change(client: Client, **values: Any) -> None:
    """Write into the session from elsewhere."""
    session = client.session
    session.update(values)
    session.save()


@pytest.mark.parametrize(("handler", "expected"), [("put", ["a", "b"]), ("put_later", "b")])
def test_what_a_task_writes_into_the_session_is_saved(browser: Browser, handler: str, expected: Any) -> None:
    browser.open("/desk/").event(handler, {"thing": "b"})

    assert browser.client.session["cart"] == expected
    assert told(browser) == {"more": handler, "done": [handler]}


def test_a_key_that_a_task_took_out_is_gone(browser: Browser) -> None:
    browser.open("/desk/").event("put", {"thing": "b"})

    assert "gone" not in browser.client.session


def test_an_edit_in_place_counts_when_the_task_says_so(browser: Browser) -> None:
    browser.open("/desk/").event("edit")

    assert browser.client.session["cart"] == ["a", "in place"]


def test_what_others_wrote_while_the_task_ran_stays(browser: Browser) -> None:
    browser.open("/desk/")
    MEANWHILE.append(lambda: change(browser.client, other="elsewhere", gone="again"))
    browser.event("put", {"thing": "b"})

    assert dict(browser.client.session.items()) == {"cart": ["a", "b"], "other": "elsewhere"}


def test_a_request_given_to_a_task_is_its_own_as_well(browser: Browser) -> None:
    browser.open("/desk/").event("hand_over")

    assert browser.client.session["cart"] == "given"


def test_what_runs_between_events_saves_and_says_as_an_event_does(browser: Browser) -> None:
    browser.open("/desk/").event("between")

    assert browser.client.session["cart"] == "between"
    assert "<p>told</p>" in browser.shown()
    assert "<b>From between</b>" in browser.shown()


def test_a_task_that_only_looks_saves_nothing(browser: Browser, django_assert_num_queries: Any) -> None:
    browser.open("/desk/")
    with django_assert_num_queries(1) as asked:
        browser.event("look")

    assert asked.captured_queries[0]["sql"].startswith("SELECT")
    assert browser.view.seen == ("/desk/", ["a"], False)


def test_what_a_task_that_fails_wrote_is_saved_as_its_state_is_kept(browser: Browser) -> None:
    browser.open("/desk/").event("fail")

    assert browser.client.session["cart"] == "failed"
    assert told(browser)["error"]["code"] == "handler.failed"


def test_the_first_session_of_a_visitor_gets_its_cookie(browser: Browser) -> None:
    browser.open("/desk/?fresh").event("put", {"thing": "b"})
    last = told(browser)
    url, ticket = last["cookie"]
    browser.client.post(url, ticket, content_type="text/plain")

    assert browser.client.session["cart"] == ["b"]


def test_a_session_that_ended_meanwhile_is_not_written_again(browser: Browser, settings: Any) -> None:
    settings.DJUST = {"AUTH_SECONDS": 0}
    browser.client.force_login(get_user_model().objects.create_user("ann"))
    browser.open("/desk/")
    key = browser.client.cookies[django_settings.SESSION_COOKIE_NAME].value
    MEANWHILE.append(browser.client.logout)
    browser.event("put", {"thing": "b"})
    last = told(browser)

    assert last["error"]["code"] == "login.required"
    assert last["to"] == "/desk/"
    assert not browser.client.session.exists(key)


def test_a_login_in_a_task_gives_the_cookie_and_opens_the_page_anew(browser: Browser) -> None:
    get_user_model().objects.create_user("ann")
    browser.open("/desk/").event("come")
    last = told(browser)
    url, ticket = last["cookie"]
    browser.client.post(url, ticket, content_type="text/plain")

    assert last["to"] == "/desk/"
    assert "<p dj>ann</p>" in browser.get("/desk/")
    assert browser.client.session["cart"] == ["a"]


def test_a_logout_in_a_task_takes_the_cookie_away(browser: Browser) -> None:
    browser.client.force_login(get_user_model().objects.create_user("ann"))
    browser.open("/desk/").event("go")
    last = told(browser)
    url, ticket = last["cookie"]
    browser.client.post(url, ticket, content_type="text/plain")

    assert last["to"] == "/desk/"
    assert "<p dj>nobody</p>" in browser.get("/desk/")


def test_a_message_of_a_task_shows_in_its_frame(browser: Browser) -> None:
    browser.open("/desk/").event("tell")

    assert "<b>Done</b>" in browser.shown()


def test_a_message_before_a_redirect_shows_on_the_page_it_leads_to(browser: Browser) -> None:
    browser.open("/desk/").event("tell", {"then": "/desk/?again"})
    last = told(browser)

    assert last["to"] == "/desk/?again"
    assert "<b>Done</b>" in browser.get("/desk/?again")


# -- while it runs


@pytest.fixture
async def tab(settings: Any) -> AsyncIterator[TaskTab]:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"  # which all threads of a test see
    opened = TaskTab()
    await opened.open("/desk/")
    yield opened
    ON.release(100)
    await opened.socket.disconnect()
    while population.resting.drop_oldest():
        pass


def stored(tab: TaskTab) -> dict[str, Any]:
    """The session as any process would load it."""
    return dict(CacheStore(tab.client.cookies[django_settings.SESSION_COOKIE_NAME].value).items())


async def test_it_is_saved_and_said_while_the_task_runs_and_events_keep_theirs(tab: TaskTab) -> None:
    await tab.do("long")
    await tab.until(lambda message: "Half" in str(message))
    await tab.asked("write")

    assert stored(tab) == {"cart": ["a"], "gone": 1, "progress": "half", "other": "event"}

    ON.release()
    await tab.done("long")

    assert stored(tab)["progress"] == "late"
    assert stored(tab)["other"] == "event"


async def test_what_is_written_after_a_cancellation_is_discarded(tab: TaskTab) -> None:
    await tab.do("long")
    await condition(lambda: stored(tab).get("progress") == "half")
    task = tab.session().tasks._tasks[0]
    await tab.asked("stop")
    ON.release()
    await condition(lambda: _late(task))
    await tab.asked("write")

    assert stored(tab)["progress"] == "half"


def _late(task: Any) -> bool:
    """Whether the thread that nobody listens to has written all the same."""
    return bool(task.request.original.session["progress"] == "late")
