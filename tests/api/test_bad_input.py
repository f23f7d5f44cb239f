"""Whatever a program sends wrongly to one of the doors has its own answer, which outside DEBUG tells nothing of the server."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.api.conftest import Caller, code

pytestmark = pytest.mark.urls("tests.site.api_urls")

#: A server function, and an exposed handler under either prefix.
DOORS = ["/djust/call/site.Words/twice/", "/djust/api/shelf/put/", "/v1/shelf/put/"]
WORDS_OF_OURS = ("Words", "Shelf", "twice", "count", "Traceback", "JSON", "djust", "expected")


def tells_nothing(response: HttpResponse) -> None:
    told = json.loads(response.content)

    assert set(told) <= {"error", "message", "to", "token"}
    assert not [word for word in WORDS_OF_OURS if word in told["message"]]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "text",
    [
        "{",
        "nonsense",
        "null",
        "[]",
        '"n"',
        "{}{}",
        '{"n": NaN}',
        '{"n": [{"deep": -Infinity}]}',
        '{"n": 1e999}',
        '{"n": 1, "n": 2}',
        '{"n": {"deep": 1, "deep": 1}}',
        '{"n": ' + "9" * 5000 + "}",
        "[" * 1000,
        '{"n":' * 50 + "1" + "}" * 50,
        b"\xff\xfe",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_what_is_no_json_object_is_refused(caller: Caller, door: str, text: str | bytes) -> None:
    response = caller.post(door, text=text)

    assert code(response) == (400, "frame.invalid")
    tells_nothing(response)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data; boundary=x"])
def test_another_content_type_is_refused(caller: Caller, door: str, kind: str) -> None:
    response = caller.post(door, text='{"n": 1}', content_type=kind)

    assert code(response) == (400, "frame.invalid")
    tells_nothing(response)


@pytest.mark.parametrize("door", DOORS)
def test_a_form_is_refused_though_it_has_the_token(caller: Caller, door: str) -> None:
    response: Any = caller.client.post(door, {"n": "1", "csrfmiddlewaretoken": caller.client.cookies["csrftoken"].value})

    assert code(response) == (400, "frame.invalid")


@pytest.mark.parametrize("door", DOORS)
def test_json_may_say_its_charset(caller: Caller, door: str) -> None:
    response = caller.post(door, {"n": 1, "item": "c"}, content_type="application/json; charset=utf-8")

    assert response.status_code == 200


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_too_much_is_refused_whatever_it_is(caller: Caller, door: str, kind: str) -> None:
    part = "--x\r\nContent-Disposition: form-data; name=q\r\n\r\n" if "multipart" in kind else ""
    response = caller.post(door, text=part + "x" * 200 + ("\r\n--x--\r\n" if part else ""), content_type=kind)

    assert code(response) == (413, "frame.too_large")
    tells_nothing(response)


@pytest.mark.parametrize("door", DOORS)
@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=3)
def test_a_form_of_too_many_fields_is_refused(caller: Caller, door: str) -> None:
    assert code(caller.post(door, text="a=1&b=1&c=1&d=1", content_type="application/x-www-form-urlencoded")) == (400, "frame.invalid")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_another_method_than_post_is_refused(caller: Caller, door: str, method: str) -> None:
    response: Any = caller.client.generic(method, door, "{}", content_type="application/json")

    assert code(response) == (405, "method.not_allowed")
    assert response.headers["Allow"] == "POST"
    tells_nothing(response)


def test_the_openapi_document_is_only_read(caller: Caller) -> None:
    response = caller.post("/djust/api/openapi.json")

    assert code(response) == (405, "method.not_allowed")
    assert response.headers["Allow"] == "GET"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/djust/call/site.Nothing/twice/", "view.unknown"),
        ("/djust/call/site.Words/nothing/", "handler.unknown"),
        ("/djust/call/site.Words/__class__/", "handler.unknown"),
        ("/djust/call/shelf/put/", "handler.unknown"),
        ("/djust/api/nothing/put/", "view.unknown"),
        ("/djust/api/shelf/inner/", "handler.unknown"),
        ("/djust/api/shelf/_put/", "handler.unknown"),
        ("/djust/api/" + "x" * 3000 + "/put/", "view.unknown"),
        ("/v1/shelf/" + "%00" + "/", "handler.unknown"),
        ("/v1/shelf/%E2%98%83/", "handler.unknown"),
    ],
)
def test_an_unknown_name_is_refused(caller: Caller, address: str, expected: str) -> None:
    response = caller.post(address)

    assert code(response) == (404, expected)
    tells_nothing(response)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("token", [None, "", "x", "z" * 64])
def test_a_wrong_token_is_refused_before_anything_is_read(caller: Caller, door: str, token: str | None) -> None:
    response = caller.post(door, text="{", **{"X-CSRFToken": token})

    assert code(response) == (403, "csrf.failed")
    tells_nothing(response)


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-" + "9" * 4000])
@pytest.mark.parametrize(("name", "parameter"), [("note", "note"), ("guess", "share"), ("guess", "wait")])
def test_a_number_that_nothing_can_hold_is_refused(caller: Caller, name: str, parameter: str, number: str) -> None:
    response = caller.call("site.Words", name, text=f'{{"{parameter}": {number}}}')

    assert code(response) in {(400, "params.invalid"), (404, "not_found")}
    tells_nothing(response)


@pytest.mark.parametrize("value", [None, [], {}, [[1]], {"a": 1}, True, "\x00", "\ud800", ""])
def test_a_value_of_another_kind_is_refused(caller: Caller, value: Any) -> None:
    response = caller.call("site.Words", "twice", {"n": value})

    assert code(response) == (400, "params.invalid")
    tells_nothing(response)


@pytest.mark.parametrize("text", ["\x00", "\ud800", "é" * 100, "<script>"])
def test_an_odd_text_is_a_text(caller: Caller, text: str) -> None:
    assert json.loads(caller.call("site.Words", "raw", {"n": text}).content) == {"result": repr(text)}


@override_settings(DEBUG=True)
def test_under_debug_the_answer_says_what_was_expected(caller: Caller) -> None:
    def detail(**given: Any) -> str:
        told: str = json.loads(caller.post(DOORS[0], **given).content)["detail"]
        return told

    assert detail(text="[]") == 'expected a JSON object such as {"name": "value"}, got [].'
    assert detail(text='{"n": 1, "n": 2}') == "expected each name once in an object, got 'n'."
    assert detail(text="n=1", content_type="text/plain") == "expected Content-Type: application/json, got 'text/plain'."
    assert "Words.twice(n: expected a whole number (int), got [1]" in detail(text='{"n": [1]}')
    assert json.loads(Client().get(DOORS[0]).content)["detail"] == "expected a POST request, got GET."
