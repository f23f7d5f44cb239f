"""An author's exception, as what the browser may know of it."""

from __future__ import annotations

import asyncio
import logging
import traceback
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from djust.errors import ActionError, ClientError, Forbidden, HandlerFailed, NotFound, RenderFailed
from djust.signals import author_failed
from djust.source_line import line_in_template, line_of_error

logger = logging.getLogger("djust")

#: What an author's function may end with besides returning; `sys.exit()` in a handler must not end the server, and a
#: cancellation is the server's own only where a coroutine is awaited.
FAILURES: Final = (Exception, SystemExit, asyncio.CancelledError)


def as_detail(what: str, error: BaseException) -> str:
    """Return an exception as a developer reads it: what happened, the lines of the author that it came through, the whole traceback."""
    lines = [line for line in (line_in_template(error), line_of_error(error)) if line is not None]
    seen = "".join(f"  {line}: {line.text}\n" for line in lines)
    return f"{what}: {type(error).__name__}: {error}\n{seen}\n" + "".join(traceback.format_exception(error))


def explain(name: str, error: BaseException, text: str = "") -> ClientError:
    """Return what the browser may know; log it where it is a mistake of the author's.

    Args:
        name: The function that failed, for the log and for DEBUG.
        text: What people are told of a mistake, instead of the usual.
    """
    match error:
        case ClientError():
            return error
        case PermissionDenied():
            return Forbidden(detail=str(error))
        case Http404():
            return NotFound(detail=str(error))
    logger.error("%s failed", name, exc_info=error)
    author_failed.send_robust(None, name=name, error=error)
    return HandlerFailed(text, detail=as_detail(f"{name} failed", error))


def is_said(name: str, error: BaseException) -> bool:
    """Whether what an action raised is its author's word to the person, and no mistake; the log then has a line of it, and no traceback."""
    if not isinstance(error, (ActionError, ValidationError)):
        return False
    logger.info("%s said no: %s", name, error)
    return True


def explain_render(name: str, error: Exception) -> RenderFailed:
    """Return a template's exception as what the browser may know, and log it."""
    logger.error("%s failed while its template was rendered", name, exc_info=error)
    author_failed.send_robust(None, name=name, error=error)
    return RenderFailed(detail=as_detail(f"{name} failed while its template was rendered", error))
