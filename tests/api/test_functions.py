"""Server functions: fresh instances, converted parameters, answers as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from tests.api.conftest import Caller, code, result
from tests.site.models import Note

pytestmark = pytest.mark.urls("tests.site.api_urls")


def test_a_server_function_answers_with_what_it_returns(caller: Caller) -> None:
    assert result(caller.call("site.Words", "find", {"q": "ap"})) == [{"word": "apple"}, {"word": "apricot"}]


def test_an_async_function_is_awaited_and_its_parameter_converted(caller: Caller) -> None:
    assert result(caller.call("site.Words", "twice", {"n": "21"})) == 42


def test_without_coercion_every_scalar_is_a_text(caller: Caller) -> None:
    assert result(caller.call("site.Words", "raw", {"n": 5})) == "'5'"


def test_each_call_has_a_fresh_instance(caller: Caller) -> None:
    assert [result(caller.call("site.Words", "count_up")) for _ in range(3)] == [1, 1, 1]


def test_an_empty_body_means_no_parameters(caller: Caller) -> None:
    assert result(caller.call("site.Words", "count_up", text="")) == 1


def test_parameters_that_the_function_does_not_take_are_dropped(caller: Caller) -> None:
    assert result(caller.call("site.Words", "count_up", {"self": 1, "other": 2})) == 1


def test_dates_decimals_dataclasses_enumerations_and_querysets_become_json(caller: Caller) -> None:
    Note.objects.create(text="hello")

    assert result(caller.call("site.Words", "rich")) == {
        "day": "2024-02-29",
        "price": "1.50",
        "id": "00000000-0000-0000-0000-000000000007",
        "place": {"town": "Rye", "around": [{"town": "Hythe", "around": None}]},
        "colour": "red",
        "set": [1],
        "notes": [{"text": "hello"}],
    }


def test_the_app_labels_view_is_found_under_both_prefixes(caller: Caller) -> None:
    assert result(caller.post("/v1/call/site.Words/find/", {"q": "b"})) == [{"word": "birch"}]


def test_what_is_written_into_the_session_is_kept(caller: Caller) -> None:
    caller.client.force_login(caller.log_in())
    caller.call("site.Words", "remember", {"word": "yes"})

    assert caller.client.session["word"] == "yes"


def test_a_returned_redirect_tells_the_page_where_to_go(caller: Caller) -> None:
    assert json.loads(caller.call("site.Words", "away").content) == {"result": None, "to": "/plain/"}


def test_a_redirect_to_another_host_is_an_error(caller: Caller) -> None:
    response = caller.call("site.Words", "far_away")

    assert code(response) == (500, "handler.failed")
    assert b"elsewhere" not in response.content


def test_mount_prepares_the_instance_and_unmount_ends_it(caller: Caller) -> None:
    assert result(caller.run("shelf", "size")) == "2 of 2"


def test_a_mount_that_needs_an_argument_of_the_url_is_left_out(caller: Caller) -> None:
    assert result(caller.call("product", "known")) is False


def test_api_mount_takes_the_place_of_mount_and_may_be_async(caller: Caller) -> None:
    assert result(caller.call("prepared", "which")) == 5


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("error", (500, "handler.failed")),
        ("denied", (403, "permission.denied")),
        ("missing", (404, "not_found")),
        ("exit", (500, "handler.failed")),
    ],
)
def test_what_a_function_raises_becomes_a_code(caller: Caller, how: str, expected: tuple[int, str]) -> None:
    response = caller.call("site.Words", "fail", {"how": how})

    assert code(response) == expected
    assert set(json.loads(response.content)) == {"error", "message"}
    assert b"secret" not in response.content


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("text", "kept"), [("good", 1), ("bad", 0)])
def test_atomic_requests_keeps_nothing_of_a_call_that_fails(text: str, kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = Caller()
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    response = caller.call("site.Words", "keep", {"text": text})

    assert response.status_code == (200 if kept else 500)
    assert Note.objects.count() == kept


@override_settings(DEBUG=True)
def test_under_debug_the_answer_says_what_happened(caller: Caller) -> None:
    told = json.loads(caller.call("site.Words", "fail", {"how": "error"}).content)

    assert "a secret of the server" in told["detail"]


@pytest.mark.parametrize("name", ["unwritable", "infinite"])
def test_what_cannot_be_json_is_the_authors_error(caller: Caller, name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert code(caller.call("site.Words", name)) == (500, "handler.failed")
    assert f"Words.{name} returned what cannot be JSON" in caplog.text


@pytest.mark.parametrize(
    ("view", "name", "expected"),
    [
        ("site.Words", "unmarked", "handler.unknown"),
        ("site.Words", "click", "handler.unknown"),
        ("site.Words", "mount", "handler.unknown"),
        ("site.Words", "__init__", "handler.unknown"),
        ("site.Words", "_djust_registry", "handler.unknown"),
        ("shelf", "put", "handler.unknown"),
        ("site.Wrods", "find", "view.unknown"),
        ("site.Counter", "increment", "view.unknown"),
        ("tests.site.views.calling.Words", "find", "view.unknown"),
    ],
)
def test_only_what_is_marked_can_be_called(caller: Caller, view: str, name: str, expected: str) -> None:
    response = caller.call(view, name)

    assert code(response) == (404, expected)
    assert b"find" not in response.content


@override_settings(DEBUG=True)
def test_under_debug_a_wrong_name_is_answered_with_the_nearest(caller: Caller) -> None:
    of_the_view = json.loads(caller.call("site.Wrods", "find").content)["detail"]
    of_the_function = json.loads(caller.call("site.Words", "fnd").content)["detail"]
    unmarked = json.loads(caller.call("site.Words", "unmarked").content)["detail"]

    assert "Did you mean 'site.Words'?" in of_the_view
    assert "Did you mean 'find'?" in of_the_function
    assert "write @server_function() above it" in unmarked


@pytest.mark.parametrize(
    ("name", "params", "expected"),
    [
        ("twice", {"n": "abc"}, (400, "params.invalid")),
        ("twice", {}, (400, "params.invalid")),
        ("note", {"note": 77}, (404, "not_found")),
        ("find", ["q"], (400, "frame.invalid")),
        ("find", "q", (400, "frame.invalid")),
    ],
)
def test_parameters_that_do_not_fit_are_refused(caller: Caller, name: str, params: Any, expected: tuple[int, str]) -> None:
    assert code(caller.call("site.Words", name, params)) == expected


def test_integers_that_javascript_cannot_count_come_as_texts(caller: Caller) -> None:
    text = caller.call("site.Words", "count_far", {"n": str(2**53 - 1)}).content.decode()

    assert text == (
        '{"result":{"last":9007199254740991,"next":"9007199254740992","below":"-9007199254740992","deep":[{"n":"9007199254740993"}],'
        '"text":"9007199254740992","fraction":0.1234567890123456,"far":1e+300,"place":{"town":"9007199254740993","around":null}}}'
    )


def test_a_text_of_such_an_integer_fills_a_parameter_again(caller: Caller) -> None:
    assert result(caller.call("site.Words", "twice", {"n": "9007199254740993"})) == "18014398509481986"


def test_no_cache_keeps_an_answer(caller: Caller) -> None:
    assert caller.call("site.Words", "find").headers["Cache-Control"] == "private, no-store"
