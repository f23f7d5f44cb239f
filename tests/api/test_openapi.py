"""The OpenAPI document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client, override_settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.api.conftest import Caller, code

pytestmark = pytest.mark.urls("tests.site.api_urls")


@pytest.fixture
def document(db: None) -> Any:
    """What everybody sees under DEBUG."""
    with override_settings(DEBUG=True):
        return json.loads(Client().get("/djust/api/openapi.json").content)


def test_the_document_is_valid(document: Any) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_exactly_the_exposed_handlers_are_described(document: Any) -> None:
    assert list(document["paths"]) == [f"/shelf/{name}/" for name in ("put", "take", "size", "paint", "move", "write", "book", "count")]


@pytest.mark.parametrize("path", ["/djust/api/openapi.json", "/v1/openapi.json"])
@pytest.mark.django_db
def test_the_server_and_a_path_make_the_address_of_a_handler(path: str) -> None:
    with override_settings(DEBUG=True):
        document = json.loads(Client().get(path).content)

    assert document["servers"][0]["url"] + "/shelf/put/" == path.replace("openapi.json", "shelf/put/")


def test_the_description_is_summary_and_description(document: Any) -> None:
    put = document["paths"]["/shelf/put/"]["post"]

    assert (put["summary"], put["description"]) == ("Put something onto the shelf.", "It comes last.")


def schema_of(document: Any, handler: str) -> Any:
    return document["paths"][f"/shelf/{handler}/"]["post"]["requestBody"]["content"]["application/json"]["schema"]


def test_parameters_have_types_defaults_and_are_required(document: Any) -> None:
    schema = schema_of(document, "put")

    assert schema["properties"] == {"item": {"type": "string"}, "times": {"type": "integer", "default": 1}}
    assert schema["required"] == ["item"]


def test_choices_are_listed(document: Any) -> None:
    assert schema_of(document, "take")["properties"]["place"]["enum"] == [0, 1]
    assert schema_of(document, "paint")["properties"] == {"colour": {"enum": ["red", "blue"]}}


def test_a_dataclass_is_written_once_and_may_hold_itself(document: Any) -> None:
    assert schema_of(document, "move")["properties"]["to"] == {"$ref": "#/components/schemas/Place"}
    assert document["components"]["schemas"]["Place"]["required"] == ["town"]
    assert schema_of(document, "move")["properties"]["note"]["anyOf"][0]["type"] == "integer"
    assert schema_of(document, "move")["properties"]["days"]["anyOf"][0]["prefixItems"][0] == {"type": "string", "format": "date"}


def test_the_result_has_the_type_that_the_handler_says(document: Any) -> None:
    responses = document["paths"]["/shelf/put/"]["post"]["responses"]
    answer = responses["200"]["content"]["application/json"]["schema"]

    assert answer["properties"]["result"] == {"type": "array", "items": {"type": "string"}}
    assert set(responses) == {"200", "400", "401", "403", "404", "413", "429", "500"}


def test_outside_debug_only_staff_see_it(caller: Caller) -> None:
    path = "/djust/api/openapi.json"
    anonymous: Any = caller.client.get(path)
    user = caller.log_in()
    somebody: Any = caller.client.get(path)
    user.is_staff = True
    user.save()
    staff = caller.client.get(path)

    assert code(anonymous) == (401, "login.required")
    assert code(somebody) == (403, "permission.denied")
    assert json.loads(staff.content)["openapi"] == "3.1.0"
