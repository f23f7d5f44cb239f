"""Handlers that can be called over HTTP."""

from __future__ import annotations

import json

import pytest

from djust import LiveView, event_handler
from djust.errors import UsageError
from tests.api.conftest import Caller, code, result
from tests.site.models import Note

pytestmark = pytest.mark.urls("tests.site.api_urls")


@pytest.mark.parametrize("prefix", ["/djust/api/", "/v1/"])
def test_an_exposed_handler_answers_with_what_it_returns(caller: Caller, prefix: str) -> None:
    assert result(caller.post(f"{prefix}shelf/put/", {"item": "c", "times": "2"})) == ["a", "b", "c", "c"]


def test_each_call_begins_with_mount(caller: Caller) -> None:
    first = result(caller.run("shelf", "put", {"item": "c"}))
    second = result(caller.run("shelf", "put", {"item": "d"}))

    assert (first, second) == (["a", "b", "c"], ["a", "b", "d"])


def test_a_method_named_by_serialize_shapes_the_result(caller: Caller) -> None:
    assert result(caller.run("shelf", "take", {"place": "1"})) == {"taken": "b", "left": ["a"]}


def test_a_function_given_to_serialize_gets_view_and_result(caller: Caller) -> None:
    assert result(caller.run("shelf", "size")) == "2 of 2"


def test_params_restricts_here_as_well(caller: Caller) -> None:
    assert result(caller.run("shelf", "paint", {"colour": "blue", "place": {"town": "Rye"}})) == "blue None"


def test_atomic_puts_the_database_back(caller: Caller) -> None:
    failed = caller.run("shelf", "write", {"text": "bad"})

    assert code(failed) == (500, "handler.failed")
    assert result(caller.run("shelf", "write", {"text": "good"})) == 1
    assert Note.objects.get().text == "good"


def test_what_an_action_says_reaches_its_caller(caller: Caller) -> None:
    refused = caller.run("shelf", "book")

    assert code(refused) == (400, "action.failed")
    assert json.loads(refused.content)["message"] == "How many?"
    assert code(caller.run("shelf", "book", {"seats": 1})) == (500, "handler.failed")
    assert result(caller.run("shelf", "book", {"seats": 4})) == {"booked": 4}


def test_background_work_is_waited_for(caller: Caller) -> None:
    assert result(caller.run("shelf", "count")) == 2


@pytest.mark.parametrize("name", ["inner", "as_object", "mount", "unmount", "nothing"])
def test_what_is_not_exposed_cannot_be_called(caller: Caller, name: str) -> None:
    assert code(caller.run("shelf", name)) == (404, "handler.unknown")


def test_a_server_function_is_no_exposed_handler(caller: Caller) -> None:
    assert code(caller.run("site.Words", "find")) == (404, "handler.unknown")


def test_a_method_that_serialize_names_must_exist() -> None:
    with pytest.raises(UsageError, match="serialize='as_jsn' names no method"):

        class Wrong(LiveView):
            @event_handler(expose_api=True, serialize="as_jsn")
            def go(self) -> None: ...
