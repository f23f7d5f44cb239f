"""Events: each runs once, in order, and is answered once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from djust.signals import event_handled
from djust.sync import Inline
from tests.session.driver import Browser
from tests.site.models import Note


def test_a_click_is_answered_by_the_difference(browser: Browser) -> None:
    browser.open("/counter/")

    assert browser.event("increment") == [1, 1, [[0, "Count: 1"]]]
    assert browser.event("increment") == [2, 2, [[0, "Count: 2"]]]


def test_an_event_that_changes_nothing_is_answered_too(browser: Browser) -> None:
    browser.open("/counter/")

    assert browser.event("add", {"by": "0"}) == [1, 1, []]


def test_parameters_arrive_as_the_annotation_says(browser: Browser) -> None:
    browser.open("/fragile/")
    browser.event("number", {"value": "5"})

    assert browser.view.count == 5
    assert type(browser.view.count) is int


def test_arguments_arrive_by_position(browser: Browser) -> None:
    browser.open("/counter/")

    assert browser.event("add", args=[7])[2] == [[0, "Count: 7"]]


def test_without_coercion_a_string_stays_one(browser: Browser) -> None:
    browser.open("/fragile/")
    browser.event("raw", {"value": 5})

    assert browser.view.items == ["str", "5"]


def test_two_hundred_events_are_all_counted_in_order(browser: Browser) -> None:
    browser.open("/counter/")
    frames = [browser.event("increment") for _ in range(200)]

    assert [frame[1] for frame in frames] == list(range(1, 201))
    assert frames[-1][2] == [[0, "Count: 200"]]


def test_two_pages_of_one_visitor_have_their_own_state(browser: Browser) -> None:
    browser.open("/counter/")
    other = Browser(browser.client).open("/counter/")
    browser.event("increment")
    browser.event("increment")

    assert other.event("increment")[2] == [[0, "Count: 1"]]
    assert browser.event("increment")[2] == [[0, "Count: 3"]]


def test_an_in_place_edit_is_seen(browser: Browser) -> None:
    browser.open("/fragile/")

    assert browser.event("add", {"item": "b"})[2] == [[0, "a,b"]]


@pytest.mark.parametrize(("name", "to"), [("go", "/counter/"), ("answer", "/counter/")])
def test_a_handler_sends_the_page_elsewhere(browser: Browser, name: str, to: str) -> None:
    browser.open("/going/")

    assert browser.event(name)[3] == {"to": to}


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_foreign_address_is_refused(browser: Browser, to: str) -> None:
    browser.open("/going/")
    frame = browser.event("foreign", {"to": to})

    assert frame[3]["error"]["code"] == "handler.failed"
    assert "to" not in frame[3]
    assert browser.view.clicks == 0


def test_a_message_shows_in_the_render_that_follows(browser: Browser) -> None:
    browser.open("/basket/")
    browser.event("put", {"thing": "apple"})

    assert "<b>apple is in</b>" in browser.shown()


def test_messages_of_an_earlier_event_give_way_to_the_next_ones(browser: Browser) -> None:
    browser.open("/basket/")
    browser.event("put", {"thing": "apple"})
    browser.event("ask_language")
    kept = browser.shown()
    browser.event("put", {"thing": "pear"})

    assert "apple is in" in kept
    assert "apple is in" not in browser.shown()
    assert "pear is in" in browser.shown()


def test_a_message_before_a_redirect_shows_on_the_page_it_leads_to(browser: Browser) -> None:
    browser.open("/basket/")

    assert browser.event("checkout")[3] == {"to": "/basket/"}
    assert "<b>Thank you</b>" in browser.get("/basket/")


def test_what_an_event_writes_into_the_session_is_saved(browser: Browser) -> None:
    browser.open("/basket/")
    browser.event("put", {"thing": "apple"})

    assert "<p>apple</p>" in Browser(browser.client).get("/basket/").replace(" dj>", ">")


def test_the_session_is_read_again_by_each_event(browser: Browser) -> None:
    browser.open("/basket/")
    other = Browser(browser.client).open("/basket/")
    browser.event("put", {"thing": "apple"})
    other.event("put", {"thing": "pear"})

    assert other.view.things == ["apple", "pear"]


def test_update_from_outside_an_event_renders_once(browser: Browser) -> None:
    browser.open("/counter/")
    browser.view.count = 7
    browser.view.update()

    assert browser.answers()[-1] == [1, 0, [[0, "Count: 7"]]]


def test_update_without_a_change_sends_nothing(browser: Browser) -> None:
    browser.open("/counter/")
    before = len(browser.wire.texts)
    browser.view.update()

    assert len(browser.wire.texts) == before


def test_an_atomic_handler_takes_its_rows_back_when_the_render_fails(browser: Browser) -> None:
    browser.open("/fragile/")
    frame = browser.event("write_and_break")

    assert frame[3]["error"]["code"] == "render.failed"
    assert Note.objects.count() == 0


def test_tools_hear_of_each_event(browser: Browser) -> None:
    heard: list[Any] = []

    def listen(event: Any, error: Any, seconds: float, **_more: Any) -> None:
        heard.append((event.name, error and error.code, seconds >= 0))

    event_handled.connect(listen)
    try:
        browser.open("/fragile/")
        browser.event("number", {"value": 1})
        browser.event("fail")
    finally:
        event_handled.disconnect(listen)

    assert heard == [("number", None, True), ("fail", "handler.failed", True)]


def test_a_page_at_another_address_of_the_same_view_is_mounted_from_its_own_address(client: Client, browser: Browser) -> None:
    browser.open("/counter/41/")

    assert browser.event("increment")[2] == [[0, "Count: 42"]]


class Counting(Inline):
    """Counts how often work goes to a thread."""

    def __init__(self) -> None:
        self.hops = 0

    async def run(self, function: Any, *args: Any) -> Any:
        self.hops += 1
        return await super().run(function, *args)

    def do(self, function: Any, then: Any) -> None:
        self.hops += 1
        super().do(function, then)


@pytest.mark.django_db
@pytest.mark.parametrize(("url", "name", "hops"), [("/counter/", "increment", 1), ("/fragile/", "fail", 1), ("/fragile/", "fail_later", 2)])
def test_an_event_takes_one_hop_and_an_async_handler_one_more(url: str, name: str, hops: int) -> None:
    executor = Counting()
    browser = Browser(executor=executor).open(url)
    before = executor.hops
    browser.event(name)

    assert executor.hops - before == hops


def test_properties_class_attributes_and_context_data_are_followed(browser: Browser) -> None:
    browser.open("/deriving/")
    first = browser.event("add")
    second = browser.event("add")

    assert first[2] == [[0, "1"], [1, "1"], [2, "10"]]
    assert second[2][:3] == [[0, "2"], [1, "2"], [2, "20"]]
    assert browser.shown() == "<p>2</p><p>2</p><p>20</p><p>Hello</p><b>full</b>"


def test_an_attribute_that_hides_one_of_the_class_shows(browser: Browser) -> None:
    browser.open("/deriving/")

    assert browser.event("shadow")[2] == [[3, "Bye"]]


def test_a_queryset_is_evaluated_afresh_by_each_render_and_once(browser: Browser, django_assert_num_queries: Any) -> None:
    browser.open("/notes/")
    browser.event("add", {"text": "milk"})
    with django_assert_num_queries(2):  # the insert, and one look
        browser.event("add", {"text": "bread"})
    with_both = browser.shown()
    browser.event("drop", {"note": str(Note.objects.get(text="milk").pk)})

    assert with_both == "<ul><li>milk</li><li>bread</li></ul><p>2</p>"
    assert browser.shown() == "<ul><li>bread</li></ul><p>1</p>"


def test_a_model_that_is_gone_is_told_as_such(browser: Browser) -> None:
    browser.open("/notes/")

    assert browser.event("drop", {"note": "999"})[3]["error"]["code"] == "not_found"


def test_an_event_that_no_thread_could_be_had_for_holds_up_no_later_one(db: None, caplog: pytest.LogCaptureFixture) -> None:
    class Exhausted(Inline):
        threads = 1

        def do(self, function: Any, then: Any) -> None:
            self.threads -= 1
            if self.threads == 0:
                raise RuntimeError("can't start new thread")
            super().do(function, then)

    browser = Browser(executor=Exhausted()).open("/counter/")

    assert browser.event("increment") == []
    assert "could not be worked off" in caplog.text
    assert browser.event("increment")[2] == [[0, "Count: 1"]]
