"""Django's messages are read once: a page that another process mounts anew must not lose those that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import override_settings
from django.urls import path
from django.utils.safestring import mark_safe

from djust import LiveView, event_handler
from djust.view.notices import packed, unpacked
from tests.session.driver import Browser


class Basket(LiveView):
    """A page that an ordinary view leads to with a message."""

    template = "{% for message in messages %}<b class='{{ message.tags }}'>{{ message }}</b>{% endfor %}<p>{{ n }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.n = 0
        if "hello" in request.GET:
            messages.info(request, "Hello")

    @event_handler
    def add(self) -> None:
        self.n += 1


def leave(request: HttpRequest) -> HttpResponse:
    words = request.GET["words"]
    messages.success(request, mark_safe(words) if "safe" in request.GET else words)
    return HttpResponseRedirect("/basket/")


class urls:
    urlpatterns = [path("basket/", Basket.as_view()), path("leave/", leave)]


@pytest.fixture(autouse=True)
def at_their_urls(db: None, settings: Any) -> Iterator[None]:
    with override_settings(ROOT_URLCONF=urls):
        yield


@pytest.mark.parametrize(("more", "shown"), [("", "a &lt;i&gt;"), ("&safe=1", "a <i>")])
def test_a_message_stays_where_the_page_is_mounted_anew(
    browser: Browser, forget_everything: Callable[[], None], more: str, shown: str
) -> None:
    browser.client.get(f"/leave/?words=a <i>{more}")
    browser.get("/basket/")
    assert shown in browser.html
    forget_everything()

    assert browser.join()["how"] == "same"
    assert browser.shown() == f"<b class='success'>{shown}</b><p>0</p>"
    browser.event("add")
    assert browser.shown() == f"<b class='success'>{shown}</b><p>1</p>"
    browser.get("/basket/")
    assert "<b " not in browser.html, "it was shown, once"


def test_what_mount_says_is_said_once(browser: Browser, forget_everything: Callable[[], None]) -> None:
    browser.client.get("/leave/?words=saved")
    browser.get("/basket/?hello=1")
    forget_everything()

    assert browser.join()["how"] == "same"
    assert browser.shown() == "<b class='success'>saved</b><b class='info'>Hello</b><p>0</p>"
    browser.get("/basket/")
    assert "<b " not in browser.html


def test_after_an_event_messages_are_those_of_the_page_as_it_is_mounted_now(
    browser: Browser, forget_everything: Callable[[], None]
) -> None:
    browser.client.get("/leave/?words=saved")
    browser.open("/basket/")
    forget_everything()
    browser.connect()

    assert browser.join(digest=False)["how"] == "values"
    assert browser.shown() == "<p>0</p>"


def test_an_id_that_somebody_made_up_says_nothing(browser: Browser, forget_everything: Callable[[], None]) -> None:
    browser.get("/basket/")
    forget_everything()
    token, _, plan = browser.configured("data-session").split(".")
    browser.join(session=f"{token}.WyJoZWxsbyJd:1abcde:forged.{plan}")

    assert browser.shown() == "<p>0</p>"


def test_very_long_messages_do_not_travel() -> None:
    said = [(25, "saved", "big success"), (20, mark_safe("<b>ä</b>"), "")]

    assert unpacked(packed(said)) == said
    assert packed([]) == packed([(25, "".join(map(chr, range(200, 9000))), "")]) == ""
