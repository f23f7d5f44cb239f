"""Background work goes on where the test waits for it, inside the test's transaction."""

from __future__ import annotations

import threading

import pytest
from django.test import Client

import djust
from djust.testing import LiveViewTest, TimedOut, live
from tests.site.models import Note

pytestmark = [pytest.mark.urls("tests.testing.pages"), pytest.mark.django_db]


@pytest.fixture
def view(client: Client) -> LiveViewTest:
    return live(client, "/working/")


def test_nothing_runs_before_it_is_waited_for(view: LiveViewTest) -> None:
    view.click("#climb")
    before = view.text("#step")
    view.wait_for()

    assert (before, view.text("#step")) == ("0", "3")


def test_each_step_is_seen_and_the_work_pauses_there(view: LiveViewTest) -> None:
    view.click("#climb")
    view.wait_for(lambda: view.text("#step") == "1")
    first = view.text("#step")
    view.wait_for(lambda: view.text("#step") == "2")

    assert (first, view.text("#step")) == ("1", "2")


def test_a_task_writes_in_the_tests_transaction(view: LiveViewTest) -> None:
    Note.objects.create(text="before")
    view.click("#write").wait_for()

    assert view.text("#notes") == "2"
    assert Note.objects.count() == 2


def test_so_does_an_async_one(view: LiveViewTest) -> None:
    Note.objects.create(text="before")
    view.click("#slowly").wait_for()

    assert view.text("#notes") == "2"


def test_work_without_an_end_can_be_watched_and_cancelled(view: LiveViewTest) -> None:
    view.click("#tick")
    view.wait_for(lambda: view.state["step"] >= 3)
    view.click("#stop").wait_for()

    assert view.text("li") == "stopped True"
    assert not view._tab.stage.busy


def test_an_exception_of_a_task_is_raised_where_it_is_waited_for(view: LiveViewTest) -> None:
    view.click("#fail")
    with pytest.raises(ZeroDivisionError, match="in a task"):
        view.wait_for()

    assert view.errors[0]["code"] == "handler.failed"


def test_lists_that_are_edited_in_place_are_seen_as_well(view: LiveViewTest) -> None:
    view.click("#edit").wait_for("li")
    view.wait_for()

    assert [item.text for item in view.find_all("li")] == ["one", "two"]


def test_a_page_that_closes_leaves_no_thread_behind(view: LiveViewTest) -> None:
    view.click("#tick")
    view.wait_for(lambda: view.state["step"] >= 1)
    jobs = [thread for thread in threading.enumerate() if thread.name == "djust-testing-job"]
    view.close()
    for job in jobs:
        job.join(10)

    assert jobs
    assert not any(job.is_alive() for job in jobs)


def test_work_that_was_never_begun_is_dropped(view: LiveViewTest) -> None:
    view.click("#tick").click("#climb")
    view.close()


def test_waiting_says_what_still_runs(view: LiveViewTest) -> None:
    view.click("#tick")

    with pytest.raises(TimedOut, match=r"Background work: tick\."):
        view.wait_for("#never", timeout=0.05)


def test_two_pages_hear_each_other(client: Client) -> None:
    one, two = live(client, "/listening/"), live(client, "/listening/")
    one.click("button")

    assert one.text("p") == two.text("p") == "tea"


def test_what_is_broadcast_by_the_test_or_by_a_thread_is_shown(client: Client) -> None:
    view = live(client, "/listening/")
    djust.broadcast("room", {"text": "coffee"})
    thread = threading.Thread(target=djust.broadcast, args=("room", {"text": "milk"}))
    thread.start()
    view.wait_for(lambda: "milk" in view.text("p"))
    thread.join()

    assert view.text("p") == "coffee,milk"


def test_an_exception_of_handle_info_is_raised_where_the_page_is_asked(client: Client) -> None:
    view = live(client, "/listening/")
    djust.broadcast("room", {"text": "bad"})
    with pytest.raises(ZeroDivisionError, match="in handle_info"):
        view.wait_for(lambda: False)


def test_a_hundred_updates_that_nobody_asked_for_are_taken(client: Client) -> None:
    view = live(client, "/listening/")
    for number in range(100):
        djust.broadcast("room", {"text": str(number)})
        assert view.text("p").endswith(str(number))


def test_an_event_may_wait_for_the_database_inside_a_task_of_another(view: LiveViewTest) -> None:
    view.click("#write").wait_for()
    view.click("#look")

    assert view.text("#notes") == "1"
