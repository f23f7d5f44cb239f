"""What a call answers: ``{"result": …}``, or ``{"error": code, "message": text}`` with the status that says the same."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse

from djust.errors import ClientError, CsrfFailed, RateLimited, UsageError, WrongMethod
from djust.protocol.codec import MAX_NUMBER
from djust.protocol.encoder import Encoder

_encode = Encoder(separators=(",", ":"), allow_nan=False).encode
_LONG: Final = re.compile("[0-9]{16}")


def result(value: Any, name: str, *, to: str | None = None) -> HttpResponse:
    """Return the answer of a call that went well; *to* is where the page should go then.

    Raises:
        UsageError: The value cannot be JSON.
    """
    try:
        text = _exact(_encode({"result": value} if to is None else {"result": value, "to": to}))
    except (TypeError, ValueError, RecursionError) as error:
        advice = "Return lists, dictionaries, texts, numbers, dates and dataclasses; a QuerySet as .values()"
        raise UsageError(f"{name} returned what cannot be JSON ({error}). {advice}.") from error
    return _response(text, 200)


def failure(error: ClientError) -> HttpResponse:
    """Return the answer of a call that did not."""
    told: dict[str, Any] = {"error": error.code, "message": error.text}
    if settings.DEBUG and error.detail:
        told["detail"] = error.detail
    to = getattr(error, "to", None)
    if to is not None:
        told["to"] = to
    if isinstance(error, CsrfFailed) and error.token is not None:
        told["token"] = error.token
    response = _response(_encode(told), error.status)
    if isinstance(error, WrongMethod):
        response.headers["Allow"] = error.allowed
    if isinstance(error, RateLimited) and math.isfinite(error.wait):
        response.headers["Retry-After"] = str(max(1, math.ceil(error.wait)))
    return response


def _exact(text: str) -> str:
    """Return JSON in which integers that JavaScript cannot count are texts: a number would reach the browser as another one."""
    return _encode(json.loads(text, parse_int=_countable)) if _LONG.search(text) else text


def _countable(digits: str) -> int | str:
    return number if abs(number := int(digits)) <= MAX_NUMBER else digits


def _response(text: str, status: int) -> HttpResponse:
    response = HttpResponse(text, content_type="application/json", status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
