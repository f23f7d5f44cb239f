"""Whatever a browser sends wrongly has its own answer; the page and the others go on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.session.driver import Browser


def error(frame: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = frame[3]["error"]
    return found


@pytest.fixture
def fragile(browser: Browser) -> Browser:
    return browser.open("/fragile/")


@pytest.mark.parametrize(
    "name",
    ["nothing", "unmarked", "_private", "__init__", "__class__", "mount", "get", "dispatch", "count", "as_view", "items.append"],
)
def test_a_name_that_is_not_marked_is_refused(fragile: Browser, name: str) -> None:
    frame = fragile.event(name)

    assert error(frame) == {"code": "handler.unknown", "text": "This page cannot do that."}
    assert frame[:3] == [1, 1, []]
    assert fragile.event("number", {"value": 1})[2] == [[1, "1"]]


def test_under_debug_an_unknown_name_gets_the_nearest_one(fragile: Browser, settings: Any) -> None:
    settings.DEBUG = True

    assert "Did you mean 'number'" in error(fragile.event("numbr"))["detail"]
    assert "@event_handler()" in error(fragile.event("unmarked"))["detail"]


def test_a_wrong_type_is_refused_and_changes_nothing(fragile: Browser) -> None:
    frame = fragile.event("number", {"value": "abc"})

    assert error(frame)["code"] == "params.invalid"
    assert "detail" not in error(frame)
    assert fragile.view.count == 0


def test_a_missing_parameter_is_refused(fragile: Browser, settings: Any) -> None:
    settings.DEBUG = True
    told = error(fragile.event("number"))

    assert told["code"] == "params.invalid"
    assert "Fragile.number" in told["detail"]
    assert "value" in told["detail"]


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", '["shutdown"]', '[1,0,"x",[]]', "[" * 5000, '["ack","x"]', '["ack",9]', '[1,9,"fail"]', '["broken",0]'],
)
def test_a_malformed_frame_is_an_error_and_the_page_goes_on(fragile: Browser, text: str) -> None:
    answer = fragile.say_text(text)

    assert error(answer)["code"] == "frame.invalid"
    fragile.ref = max(fragile.ref, answer[1])
    assert fragile.event("number", {"value": 1})[2] == [[1, "1"]]


def test_under_debug_a_malformed_frame_is_told_what_was_expected(fragile: Browser, settings: Any) -> None:
    settings.DEBUG = True

    assert "an event's number or one of" in error(fragile.say(["shutdown"]))["detail"]


def test_an_oversized_frame_is_refused_by_its_ref(fragile: Browser, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    frame = fragile.event("add", {"item": "x" * 2000})

    assert frame[1] == 1
    assert error(frame)["code"] == "frame.too_large"
    assert fragile.event("number", {"value": 1})[2] == [[1, "1"]]


def test_an_event_of_more_parameters_than_a_form_may_have_fields_is_refused_by_its_ref(fragile: Browser, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    settings.DEBUG = True
    frame = fragile.event("number", {f"field{number}": "" for number in range(6)})

    assert frame[1] == 1
    assert "at most 5 parameters (DATA_UPLOAD_MAX_NUMBER_FIELDS), got 6" in error(frame)["detail"]
    assert fragile.event("number", {"value": 1})[2] == [[1, "1"]]


def test_a_malformed_event_is_answered_by_its_ref(fragile: Browser) -> None:
    frame = fragile.say([1, 0, "add", "no object"])
    fragile.ref = 1

    assert frame[1] == 1
    assert error(frame)["code"] == "frame.invalid"
    assert fragile.event("number", {"value": 1})[1] == 2


@pytest.mark.parametrize(
    "value",
    ["NaN", '[{"deep": -Infinity}]', "1e999", "9" * 5000, "[" * 40 + "]" * 40, '"unended', "01", "{1: 2}"],
    ids=lambda value: value[:12],
)
def test_a_value_that_is_no_json_is_refused_by_its_ref(fragile: Browser, value: str) -> None:
    frame = fragile.say_text(f'[1,0,"number",{{"value":{value}}}]')
    fragile.ref = 1

    assert frame[:3] == [1, 1, []]
    assert error(frame)["code"] == "frame.invalid"
    assert fragile.event("number", {"value": 1})[2] == [[1, "1"]]


@pytest.mark.parametrize(
    "value", [None, [], {}, [[1]], True, 1.5, "\x00", "\ud800", "", "1" * 5000, "0x10"], ids=lambda value: repr(value)[:12]
)
def test_a_value_of_another_kind_is_refused_and_changes_nothing(fragile: Browser, value: Any) -> None:
    frame = fragile.event("number", {"value": value})

    assert error(frame) == {"code": "params.invalid", "text": "Some of the values are not valid."}
    assert fragile.view.count == 0


def test_a_duplicate_runs_once(fragile: Browser) -> None:
    fragile.say([1, 0, "add", {"item": "b"}])
    again = fragile.say([1, 1, "add", {"item": "b"}])

    assert fragile.view.items == ["a", "b"]
    assert again[1] == 0
    assert error(again)["code"] == "frame.invalid"


def test_an_event_that_comes_too_late_is_not_run(fragile: Browser) -> None:
    fragile.say([3, 0, "add", {"item": "third"}])
    late = fragile.say([2, 1, "add", {"item": "second"}])

    assert fragile.view.items == ["a", "third"]
    assert error(late)["code"] == "frame.invalid"
    assert fragile.say([4, 2, "add", {"item": "fourth"}])[1] == 4


@pytest.mark.parametrize(
    ("name", "code"),
    [("fail", "handler.failed"), ("fail_later", "handler.failed"), ("leave", "handler.failed"), ("break_render", "render.failed")],
)
def test_a_handler_that_fails_leaves_the_state_as_it_was(fragile: Browser, name: str, code: str) -> None:
    view = fragile.view
    items, nested, private = view.items, view.nested, view._private
    frame = fragile.event(name)

    assert error(frame)["code"] == code
    assert frame[2] == []
    assert view.items is items
    assert view.nested is nested
    assert nested["list"] is items
    assert view._private is private
    assert (items, view.count, private, view.trouble) == (["a"], 0, {"kept": 1}, "")
    assert not hasattr(view, "extra")
    assert fragile.event("add", {"item": "z"})[2] == [[0, "a,z"]]


def test_outside_debug_nothing_of_an_exception_reaches_the_page(fragile: Browser, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("fail", "break_render", "fail_later", "forbid", "miss"):
        fragile.event(name)
    said = "".join(fragile.wire.texts)

    assert "secret" not in said
    assert "vault" not in said
    assert "Traceback" not in said
    assert "a secret of the server" in caplog.text


def test_under_debug_the_traceback_reaches_the_page(fragile: Browser, settings: Any) -> None:
    settings.DEBUG = True
    told = error(fragile.event("fail"))

    assert "a secret of the server" in told["detail"]
    assert "failing.py" in told["detail"]


@pytest.mark.parametrize(("name", "code"), [("forbid", "permission.denied"), ("miss", "not_found")])
def test_djangos_own_exceptions_have_their_own_codes(fragile: Browser, name: str, code: str) -> None:
    assert error(fragile.event(name))["code"] == code


def test_another_page_goes_on_while_one_fails(fragile: Browser) -> None:
    other = Browser().open("/fragile/")
    fragile.event("fail")
    fragile.say_text("[")

    assert other.event("add", {"item": "b"})[2] == [[0, "a,b"]]


def test_a_binary_frame_is_an_error(fragile: Browser) -> None:
    assert fragile.connection is not None
    fragile.executor.start(fragile.connection.receive(b"[1,0]"))

    assert error(json.loads(fragile.wire.texts[-1]))["code"] == "frame.invalid"


def test_under_debug_a_failure_begins_with_the_authors_line(browser: Browser, settings: Any) -> None:
    settings.DEBUG = True
    browser.open("/fragile/")
    detail = browser.event("fail")[3]["error"]["detail"]
    first, second, *rest = detail.splitlines()

    assert first.startswith("Fragile.fail failed: ")
    assert second.startswith("  tests/site/views/failing.py:")
    assert "Traceback (most recent call last):" in rest
