"""What the project's middleware has in force around a request is in force around the page's events, where ``DJUST["AROUND"]`` says how."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

import djust
from djust import LiveView, background, event_handler
from djust.session.population import population
from djust.testing import live
from tests.session.driver import Browser
from tests.transports.test_websocket import Tab

TENANT: ContextVar[str] = ContextVar("tenant", default="nobody's")


class Connection(threading.local):
    """What a database connection is: of a thread, and wrong for the next one if it is not put back."""

    schema = "public"


CONNECTION = Connection()
#: Who has not left yet.
INSIDE: list[object] = []


@contextmanager
def around(request: HttpRequest) -> Iterator[None]:
    token, before, me = TENANT.set(request.GET["tenant"]), CONNECTION.schema, object()
    CONNECTION.schema = request.GET["tenant"]
    INSIDE.append(me)
    try:
        yield
    finally:
        CONNECTION.schema = before
        TENANT.reset(token)
        INSIDE.remove(me)


def nobody() -> bool:
    """Whether everything is as it was."""
    return (TENANT.get(), CONNECTION.schema, INSIDE) == ("nobody's", "public", [])


@contextmanager
def failing(request: HttpRequest) -> Iterator[None]:
    yield
    raise ValueError("cannot be left")


def middleware(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    def inner(request: HttpRequest) -> Any:
        if "tenant" not in request.GET:
            return get_response(request)
        with around(request):
            return get_response(request)

    return inner


class Shop(LiveView):
    """A page that says whose shop it is."""

    template = "<p>{{ of }}</p><p>{{ now }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.of = ""
        self.subscribe("shop")

    @property
    def now(self) -> str:
        return f"{TENANT.get()} {CONNECTION.schema}"

    def look(self) -> None:
        self.of = self.now

    @event_handler
    def sync(self) -> None:
        self.look()

    @event_handler
    async def coroutine(self) -> None:
        self.look()

    @event_handler
    @background
    def task(self) -> None:
        self.look()

    @event_handler
    @background
    async def async_task(self) -> None:
        self.look()

    def handle_info(self, message: Any) -> None:
        self.look()


class urls:
    urlpatterns = [path("shop/", Shop.as_view())]


@pytest.fixture(autouse=True)
def tenants(settings: Any) -> Iterator[None]:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.middleware"]
    with override_settings(ROOT_URLCONF=urls, DJUST={"AROUND": f"{__name__}.around"}):
        yield
    INSIDE.clear()


@pytest.mark.parametrize("name", ["sync", "coroutine"])
def test_it_is_around_a_handler_and_the_render_after_it(browser: Browser, name: str) -> None:
    browser.open("/shop/?tenant=acme")
    browser.event(name)

    assert browser.shown() == "<p>acme acme</p><p>acme acme</p>"
    assert nobody()


def test_it_is_around_what_was_broadcast_and_what_the_server_begins(browser: Browser) -> None:
    browser.open("/shop/?tenant=acme")
    djust.broadcast("shop", {})

    assert browser.shown() == "<p>acme acme</p><p>acme acme</p>"
    assert nobody()


def test_each_page_has_its_own(browser: Browser, db: None) -> None:
    other = Browser()
    browser.open("/shop/?tenant=acme")
    other.open("/shop/?tenant=emca")
    for page in (browser, other, browser):
        page.event("sync")

    assert (browser.view.of, other.view.of, nobody()) == ("acme acme", "emca emca", True)


def test_a_page_that_is_mounted_anew_has_it_too(browser: Browser, forget_everything: Callable[[], None]) -> None:
    browser.get("/shop/?tenant=acme")
    forget_everything()
    assert browser.join()["how"] != "adopted"
    browser.event("sync")

    assert browser.shown() == "<p>acme acme</p><p>acme acme</p>"
    assert nobody()


def test_what_cannot_be_left_is_in_the_log_and_the_event_is_answered(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with override_settings(DJUST={"AROUND": f"{__name__}.failing"}):
        browser.open("/shop/?tenant=acme")
        frame = browser.event("sync")

    assert frame[1] == 1
    assert "error" not in (frame[3] if len(frame) > 3 else {})
    assert "DJUST['AROUND'] failed when it was left" in caplog.text


def test_what_cannot_be_entered_is_an_error_of_the_event(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    browser.open("/shop/?tenant=acme")
    browser.view.request.GET = {}
    frame = browser.event("sync")

    assert frame[3]["error"]["code"] == "handler.failed"
    assert browser.event("sync")[3]["error"]["code"] == "handler.failed"


# -- with threads and a loop ---------------------------------------------------------------------------------------------------


@pytest.fixture
async def tab() -> AsyncIterator[Tab]:
    opened = await Tab().open("/shop/?tenant=acme")
    yield opened
    await opened.socket.disconnect()
    while population.resting.drop_oldest():
        pass


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["sync", "coroutine", "task", "async_task"])
async def test_it_is_around_work_in_threads_and_on_the_loop(tab: Tab, name: str) -> None:
    await tab.do(name)
    view = population.connected[tab.key].page.view
    while view.of == "":
        await tab.hear()

    assert view.of == "acme acme"
    while INSIDE:  # the thread ends its work a moment after the answer
        await tab.send(["ping"])
        await tab.hear()


@pytest.mark.django_db
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["sync", "coroutine", "task", "async_task"])
def test_it_is_around_the_work_of_a_page_under_test(client: Client, name: str) -> None:
    page = live(client, "/shop/?tenant=acme")
    page.send(name).wait_for()

    assert page.text("p:first-child") == "acme acme"
    page.wait_for(nobody)
