"""What a review found about bounds and endings: each test failed when it was written."""

from __future__ import annotations

import asyncio
import queue
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from djust import LiveView, event_handler
from djust.session.connection import Connection
from djust.session.population import population
from djust.session.visitor import Visitor
from djust.sync import Threads
from djust.transports.websocket import Writer
from tests.session.driver import Browser

#: The names of the pages that were let go.
LET_GO: queue.Queue[str] = queue.Queue()


class Growing(LiveView):
    """A page that begins small."""

    template = "<p>{{ text }}</p>{% if broken %}{{ broken|join:', ' }}{% endif %}"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self._name = request.GET.get("name", "")
        self.text = ""
        self.broken = Unreadable() if "broken" in request.GET else None

    def unmount(self) -> None:
        LET_GO.put(self._name)

    @event_handler
    def grow(self) -> None:
        self.text = "x" * 200_000


class Unreadable:
    """Fails when the template reads it."""

    def __iter__(self) -> Any:
        raise ValueError("unreadable")


def let_go(name: str) -> bool:
    """Whether the page of this name is let go within some seconds."""
    try:
        while LET_GO.get(timeout=3) != name:
            pass
    except queue.Empty:
        return False
    return True


urlpatterns = [path("growing/", Growing.as_view())]
pytestmark = pytest.mark.urls(__name__)


def test_a_session_that_rests_weighs_what_its_page_has_become(browser: Browser, settings: Any) -> None:
    settings.DJUST = {"RESTING_BYTES": 50_000}
    browser.open("/growing/").event("grow")
    browser.drop()

    assert len(population.resting) == 0


def test_a_browser_that_returns_counts_as_connected_like_any_other(browser: Browser, settings: Any) -> None:
    settings.DJUST = {"MAX_SESSIONS": 1}
    browser.open("/growing/").drop()
    Browser().open("/growing/")

    assert browser.resume()["code"] == "too_many"
    assert len(population.connected) == 1


@pytest.mark.django_db
def test_a_page_that_only_its_head_was_asked_of_is_unmounted() -> None:
    Client().head("/growing/?name=head")

    assert let_go("head")


@pytest.mark.django_db
def test_a_page_that_was_mounted_and_could_not_be_rendered_is_unmounted() -> None:
    answer = Client(raise_request_exception=False).get("/growing/?broken=1&name=broken")

    assert answer.status_code == 500
    assert let_go("broken")


@pytest.mark.parametrize("text", ['["ping"]', "not a message"])
async def test_answers_for_a_browser_that_reads_nothing_do_not_pile_up(text: str) -> None:
    async def stuck(message: Any) -> None:
        await asyncio.Event().wait()

    loop = asyncio.get_running_loop()
    writer = Writer(loop, stuck, lambda: None)
    writing = loop.create_task(writer.write())
    connection = Connection(Visitor({"headers": []}), writer, Threads(loop))
    for _ in range(5_000):
        await connection.receive(text)
    writing.cancel()

    assert writer.closing or len(writer._texts) <= 2_000
