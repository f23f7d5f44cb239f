"""Frames: a browser that reads slowly, one that does not acknowledge, one whose page a value broke."""

from __future__ import annotations

from tests.session.driver import Browser


def test_a_slow_reader_gets_one_difference_that_answers_everything(browser: Browser) -> None:
    browser.open("/counter/")
    browser.wire.writable = False
    for _ in range(5):
        browser.event("increment")
    said = len(browser.wire.texts)
    browser.wire.writable = True
    assert browser.connection is not None
    browser.connection.drained()

    assert said == 1
    assert browser.answers(said) == [[1, [1, 2, 3, 4, 5], [[0, "Count: 5"]]]]


def test_each_error_of_a_slow_reader_has_a_frame_of_its_own(browser: Browser) -> None:
    browser.open("/fragile/")
    browser.wire.writable = False
    browser.event("number", {"value": 1})
    browser.event("fail")
    browser.event("number", {"value": 2})
    browser.event("nothing")
    said = len(browser.wire.texts)
    browser.wire.writable = True
    assert browser.connection is not None
    browser.connection.drained()
    frames = browser.answers(said)

    assert [frame[:3] for frame in frames] == [[1, [1, 3], [[1, "2"]]], [2, 2, []], [3, 4, []]]
    assert [frame[3]["error"]["code"] for frame in frames[1:]] == ["handler.failed", "handler.unknown"]


def test_with_64_frames_unacknowledged_nothing_is_sent_until_one_is(browser: Browser) -> None:
    browser.open("/counter/")
    for ref in range(1, 81):
        browser.say([ref, 0, "increment"])
    said = len(browser.wire.texts)
    browser.say(["ack", 64])

    assert said == 1 + 64
    assert browser.answers(said) == [[65, list(range(65, 81)), [[0, "Count: 80"]]]]


def test_an_acknowledgement_lets_trees_go(browser: Browser) -> None:
    browser.open("/counter/")
    for _ in range(10):
        browser.event("increment")
    assert browser.connection is not None
    session = browser.connection.session
    assert session is not None

    assert len(session.updates._trees) == 2


def test_a_browser_that_never_reads_is_disconnected(browser: Browser) -> None:
    browser.open("/counter/")
    browser.wire.writable = False
    for ref in range(1, 1_003):
        browser.say([ref, 0, "increment"])

    assert browser.wire.closed


def test_a_broken_document_is_served_as_a_whole(browser: Browser) -> None:
    browser.open("/step/")
    frame = browser.say(["broken", []])

    assert frame[:3] == [1, 0, []]
    assert frame[3]["html"].startswith("<!doctype html>")
    assert browser.event("increment")[1] == 1


def test_a_broken_range_is_sent_as_one_piece_at_once_and_from_then_on(browser: Browser) -> None:
    browser.open("/breaking/")
    mended = browser.say(["broken", [1]])
    changed = browser.event("say", {"word": "bye"})

    assert mended == [1, 0, [[1, 6, "<b>hello</b>"]]]
    assert changed == [2, 1, [[1, 6, "<b>bye</b>"]]]


def test_the_rest_of_a_page_with_a_broken_range_is_updated_as_before(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.say(["broken", [0]])

    assert browser.event("say", {"word": "bye"})[2] == [[1, 5, [[0, "bye"]]]]


def test_a_path_that_leads_nowhere_mends_the_document_and_the_page_goes_on(browser: Browser) -> None:
    browser.open("/breaking/")
    frame = browser.say(["broken", [77, 3]])

    assert "<b>hello</b>" in frame[3]["html"]
    assert "bye" in browser.event("say", {"word": "bye"})[3]["html"]


def test_a_page_that_breaks_for_ever_is_not_mended_for_ever(browser: Browser) -> None:
    browser.open("/breaking/")
    for _ in range(150):
        browser.say(["broken", [1]])
        browser.say(["ack", browser.frame])

    assert browser.frame == 100


def test_a_handler_wrapped_by_another_decorator_may_be_async(browser: Browser) -> None:
    browser.open("/slow/")
    browser.event("wrapped")

    assert browser.view.log == ["wrapped"]
