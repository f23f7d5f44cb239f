"""One call over HTTP, from its request to its answer; the order of what is asked stands here and nowhere else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db import connections, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, RawPostDataException, UnreadablePostError

from djust import sync
from djust.api import answers, csrf, directory, entry
from djust.errors import (
    ActionError,
    ActionFailed,
    BadMessage,
    ClientError,
    Forbidden,
    HandlerFailed,
    InvalidParams,
    MessageTooLarge,
    MountFailed,
    NoSuchHandler,
    NotFound,
    WrongMethod,
)
from djust.params import parameters_of
from djust.protocol.codec import decode_params
from djust.session import guard
from djust.session.failures import as_detail
from djust.view import actions, stages
from djust.view.live_view import LiveView
from djust.view.navigation import local_url
from djust.view.registry import Handler, Registry

logger = logging.getLogger("djust")

#: What an author's function may end with besides returning; ``sys.exit()`` in one must not end the server.
_FAILURES: Final = (Exception, SystemExit, asyncio.CancelledError)


@dataclass(frozen=True, slots=True)
class Door:
    """What can be called there, and the decorator that makes it so."""

    offers: Callable[[Registry], Mapping[str, Handler]]
    mark: str


def answer(request: HttpRequest, view_name: str, name: str, door: Door) -> HttpResponse:
    """Answer a call of *name* on a view."""
    try:
        if request.method != "POST":
            raise WrongMethod(request.method, "POST")
        return _answer(request, view_name, name, door)
    except ClientError as error:
        _undo()
        return answers.failure(error)


def _undo() -> None:
    """Have ``ATOMIC_REQUESTS`` roll back, as for a view that raises: from our answer Django cannot see that something went wrong."""
    for connection in connections.all(initialized_only=True):
        if connection.settings_dict["ATOMIC_REQUESTS"] and connection.in_atomic_block:
            connection.set_rollback(True)


def _answer(request: HttpRequest, view_name: str, name: str, door: Door) -> HttpResponse:
    csrf.check(request)
    found = directory.find(request, view_name)
    handler = _marked(found[0].view, name, door)
    view = _guarded("enter", view_name, entry.enter, request, found)
    where = f"{type(view).__qualname__}.{handler.name}"
    _guarded("call", where, guard.restrict, view, view.request, handler)
    arguments = _arguments(request, handler, where)
    try:
        moved = _guarded("mount", type(view).__qualname__, sync.call, view.api_mount, view.request)
        if isinstance(moved, HttpResponseRedirect):
            raise entry.redirected(request, moved.url)
        given: HttpResponse = _guarded("call", where, _result, view, handler, arguments, where)
        return given
    finally:
        _let_go(view)


def _marked(view: type[LiveView], name: str, door: Door) -> Handler:
    registry = view._djust_registry
    offered = door.offers(registry)
    handler = offered.get(name)
    if handler is None:
        known = name in registry.methods or name in registry.handlers
        raise NoSuchHandler(view.__qualname__, name[:80], tuple(offered), unmarked=known, mark=door.mark)
    return handler


def _arguments(request: HttpRequest, handler: Handler, where: str) -> dict[str, Any]:
    try:
        text = request.body.decode()
    except RequestDataTooBig as error:
        raise MessageTooLarge(detail=str(error)) from None
    except (UnicodeDecodeError, UnreadablePostError, RawPostDataException) as error:
        raise BadMessage(detail=f"expected JSON in UTF-8: {error}") from None
    if text and request.content_type != "application/json":
        raise BadMessage(detail=f"expected Content-Type: application/json, got {request.content_type!r}.")
    params = decode_params(text)
    meta = handler.meta
    try:
        return parameters_of(handler.function).bind(params, coerce=meta.coerce_types, allowed=meta.params)
    except InvalidParams as error:
        raise InvalidParams(error.problems, handler=where) from None


def _result(view: Any, handler: Handler, arguments: dict[str, Any], where: str) -> HttpResponse:
    meta = handler.meta
    with transaction.atomic() if meta.atomic else nullcontext():
        value = _called(view, handler, arguments, where)
        if isinstance(value, HttpResponseRedirect):
            return answers.result(None, where, to=local_url(view.request, value.url))
        if isinstance(meta.serialize, str):
            value = sync.call(getattr(view, meta.serialize), value)
        elif meta.serialize is not None:
            value = sync.call(meta.serialize, view, value)
        return answers.result(value, where)


def _called(view: Any, handler: Handler, arguments: dict[str, Any], where: str) -> Any:
    stages.begin(view, handler)
    try:
        result = sync.call(handler.function, view, **arguments)
        stages.end(view, handler, result)
        return result
    except (ActionError, ValueError, ValidationError) as error:  # no page will show what an action says, so its caller hears it
        if not handler.meta.action:
            raise
        logger.info("%s failed: %r", where, error)
        raise ActionFailed(actions.explain(view, error)) from error


def _guarded(step: str, where: str, function: Callable[..., Any], *given: Any) -> Any:
    """Call what authors wrote; an exception of theirs becomes what the caller may know, and is logged."""
    try:
        return function(*given)
    except ClientError:
        raise
    except PermissionDenied as error:
        raise Forbidden(detail=str(error)) from None
    except Http404 as error:
        raise NotFound(detail=str(error)) from None
    except _FAILURES as error:
        logger.error("%s failed (%s)", where, step, exc_info=error)
        kind = HandlerFailed if step == "call" else MountFailed
        raise kind(detail=as_detail(f"{where} failed", error)) from error


def _let_go(view: Any) -> None:
    """Let the view give back what its ``mount`` took."""
    if type(view).unmount is not LiveView.unmount:
        try:
            sync.call(view.unmount)
        except _FAILURES:
            logger.exception("%s.unmount failed", type(view).__qualname__)
