"""What came of an `action`: ``pending``, ``result``, ``error``, under the handler's name in the template."""

from __future__ import annotations

import json
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from djust.errors import ActionError, ClientError, Forbidden, HandlerFailed, NotFound

#: The attribute of a view that holds the states of its actions, by name.
NAME: Final = "_action_state"

#: Values that a library could not read; their texts name code and not what a person did.
_NOT_FOR_USERS: Final = (UnicodeError, json.JSONDecodeError)


def states(view: Any) -> dict[str, dict[str, Any]]:
    """Return the states of a view's actions, made idle where there are none yet."""
    found: dict[str, dict[str, Any]] | None = vars(view).get(NAME)
    if found is None:
        found = {name: _state() for name in view._djust_registry.actions}
        setattr(view, NAME, found)
    return found


def begin(view: Any, name: str) -> None:
    """An action has begun."""
    states(view)[name] = _state(pending=True)


def end(view: Any, name: str, result: Any, error: str | None) -> None:
    """An action is over: with a result, or with a text that says why not."""
    states(view)[name] = _state(result=result, error=error)


def explain(view: Any, error: BaseException) -> str:
    """Return what the person at the page may read about an exception of an action.

    `ActionError`, ``ValidationError`` and ``ValueError`` are meant for them. Of others they see the text only under ``DEBUG``, or where
    the view says ``action_errors = "all"``.
    """
    match error:
        case ClientError():
            return error.text
        case PermissionDenied():
            return Forbidden.default_text
        case Http404():
            return NotFound.default_text
        case ValidationError():
            text = " ".join(error.messages)
        case _:
            meant = isinstance(error, (ActionError, ValueError)) and not isinstance(error, _NOT_FOR_USERS)
            text = str(error) if meant or settings.DEBUG or view.action_errors == "all" else ""
    return text or HandlerFailed.default_text.partition(";")[0] + "."


def _state(*, pending: bool = False, result: Any = None, error: str | None = None) -> dict[str, Any]:
    return {"pending": pending, "error": error, "result": result}
