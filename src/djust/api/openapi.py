"""``GET openapi.json``: the exposed handlers, and nothing else, as an OpenAPI 3.1 document; for staff, and for everybody under DEBUG."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from inspect import Parameter
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from djust.api import answers, directory
from djust.api.exposed import exposed
from djust.api.schema import Schemas
from djust.errors import Forbidden, LoginRequired, WrongMethod
from djust.params import parameters_of
from djust.params.signature import read_signature
from djust.view.access import login_address
from djust.view.registry import Handler

#: What every handler may answer besides a result.
FAILURES: Final = {
    400: "The request is no JSON object, or its values do not fit.",
    401: "Nobody is logged in.",
    403: "The CSRF token is missing, or the caller may not.",
    404: "There is no such view, handler or row.",
    413: "The request is too large.",
    429: "Too many calls; Retry-After says how many seconds to wait.",
    500: "The handler failed.",
}
#: What a schema cannot say of every integer.
_NUMBERS: Final = "An integer beyond 9007199254740991 (or its negative) is a text in results, and may be one in parameters."
_ERROR: Final = {
    "type": "object",
    "properties": {
        "error": {"type": "string", "description": "A stable code, such as params.invalid."},
        "message": {"type": "string", "description": "A text for people."},
        "detail": {"type": "string", "description": "For developers; under DEBUG only."},
        "to": {"type": "string", "description": "Where to go instead, such as the login page."},
    },
    "required": ["error", "message"],
}


@login_not_required
def describe(request: HttpRequest) -> HttpResponse:
    """Serve the document."""
    if request.method not in ("GET", "HEAD"):
        return answers.failure(WrongMethod(request.method, "GET"))
    user = getattr(request, "user", None)
    if not settings.DEBUG and not (user is not None and user.is_active and user.is_staff):
        anonymous = user is None or not user.is_authenticated
        return answers.failure(LoginRequired(login_address(None, request)) if anonymous else Forbidden())
    response = HttpResponse(json.dumps(document(request)), content_type="application/json")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def document(request: HttpRequest) -> dict[str, Any]:
    """Return the document, as seen from the URL of the request."""
    schemas = Schemas()
    paths = {
        f"/{name}/{handler.name}/": {"post": _operation(name, handler, schemas)}
        for name, handler in _exposed(getattr(request, "urlconf", None))
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": request.get_host(), "version": "1", "description": _NUMBERS},
        "servers": [{"url": request.path.removesuffix("/openapi.json") or "/"}],
        "paths": paths,
        "components": {
            "schemas": {**schemas.named, "djust.Error": _ERROR},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRFToken"},
            },
        },
        "security": [{"session": [], "csrf": []}, {"csrf": []}],
    }


def _exposed(urlconf: str | None) -> Iterator[tuple[str, Handler]]:
    for name, found in sorted(directory.directory(urlconf).items()):
        for handler in exposed(found[0].view._djust_registry).values():
            yield name, handler


def _operation(view: str, handler: Handler, schemas: Schemas) -> dict[str, Any]:
    summary, _, rest = handler.meta.description.strip().partition("\n")
    operation: dict[str, Any] = {"operationId": f"{view}.{handler.name}", "tags": [view]}
    if summary:
        operation["summary"] = summary
    if rest.strip():
        operation["description"] = rest.strip()
    required, body = _parameters(handler, schemas)
    operation["requestBody"] = {"required": required, "content": {"application/json": {"schema": body}}}
    failures = {str(status): _failure(text) for status, text in FAILURES.items()}
    operation["responses"] = {"200": _success(handler, schemas), **failures}
    return operation


def _parameters(handler: Handler, schemas: Schemas) -> tuple[bool, dict[str, Any]]:
    """Return whether something must be sent, and the schema of what may be."""
    parameters = parameters_of(handler.function)
    allowed = handler.meta.params
    properties: dict[str, Any] = {}
    for parameter in read_signature(handler.function)[1]:
        if parameter.name in parameters.names and (allowed is None or parameter.name in allowed):
            properties[parameter.name] = _property(parameter, handler, schemas)
    required = [name for name in parameters.required if name in properties]
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    return bool(required), schema | ({"required": required} if required else {})


def _property(parameter: Parameter, handler: Handler, schemas: Schemas) -> dict[str, Any]:
    known = handler.meta.coerce_types and parameter.annotation is not Parameter.empty
    schema = schemas.annotated(parameter.annotation, handler.function) if known else {}
    default = parameter.default
    if default is None or type(default) in (str, int, bool):
        schema["default"] = default
    return schema


def _success(handler: Handler, schemas: Schemas) -> dict[str, Any]:
    returned = inspect.signature(handler.function).return_annotation
    known = handler.meta.serialize is None and returned is not inspect.Signature.empty
    schema = schemas.annotated(returned, handler.function) if known else {}
    result = {"type": "object", "properties": {"result": schema}, "required": ["result"]}
    return {"description": "What the handler returned.", "content": {"application/json": {"schema": result}}}


def _failure(text: str) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/djust.Error"}}}}
