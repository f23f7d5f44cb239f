"""The HTTP door, for browsers that cannot get a WebSocket and sites that run on WSGI: ``<prefix>live/``.

``GET`` asks whether it is there, and gives a CSRF token. ``POST`` begins a line: a JSON array of messages in, one of messages out, and
the line's id in a header; ``POST <id>/`` goes on with it. ``GET <id>/`` is the stream of what the server says, under ASGI; under WSGI a
stream would hold a worker for as long as the page is open, so there the browser asks again while something is pending.

The messages are a socket's. Django's CSRF check stands in for the Origin check of the handshake, and the page's cookie must come with
each request.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, Final, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.handlers.asgi import ASGIRequest
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from djust.errors import BadMessage
from djust.session.visitor import Visitor
from djust.sync import own_loop
from djust.transports import lines
from djust.transports.lines import Line

logger = logging.getLogger("djust")

T = TypeVar("T")

#: Messages in one request: what a browser may have in flight, twice.
MOST_MESSAGES: Final = 64
#: What a response says beside its messages: which line it was, after how many seconds to ask again, whether there is a stream.
LINE, ASK, STREAM = "X-Djust-Line", "X-Djust-Ask", "X-Djust-Stream"
#: Why there is none of these. No HTTP error: browsers write those into the console, and a page comes to terms with this one by itself.
GONE: Final = "X-Djust-Gone"

_missed = False


def in_no_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    """Exempt a coroutine from ``ATOMIC_REQUESTS`` of every database: Django refuses to call one under it. An event is no request."""
    for alias in connections:
        view = transaction.non_atomic_requests(using=alias)(view)
    return view


@in_no_transaction
@login_not_required  # the page's own rules hold: it is joined as over a socket
@never_cache
@csrf_protect
async def begin(request: HttpRequest) -> HttpResponse:
    """Begin a line with what the browser says first; or say that there is one to be had."""
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    texts = _texts_of(request)
    if isinstance(texts, HttpResponse):
        return texts
    return await _at_home(request, _begun(request, texts))


@in_no_transaction
@login_not_required
@never_cache
@csrf_protect
async def go_on(request: HttpRequest, line: str) -> HttpResponseBase:
    """Go on with a line, or stream what it says."""
    found = lines.find(line)
    if found is None:
        if lines.is_elsewhere(line):
            _name_missed()
        return _not_here() if request.method == "POST" else _plain("This line is over, or another process's.", 410)
    if not found.belongs_to(visitor_of(request)):
        return _plain("This line was begun by another browser.", 403)
    if request.method == "GET":
        return _streamed(found) if isinstance(request, ASGIRequest) else _plain("Without ASGI there is no stream: ask again.", 406)
    texts = _texts_of(request)
    if isinstance(texts, HttpResponse):
        return texts
    return await _at_home(request, _told(request, found, texts))


async def _begun(request: HttpRequest, texts: list[str]) -> HttpResponse:
    line = Line(visitor_of(request), asyncio.get_running_loop())
    return await _told(request, line, texts)


async def _told(request: HttpRequest, line: Line, texts: list[str]) -> HttpResponse:
    told = await line.exchange(texts)
    if line.closed and not told:
        line.lost()
        return _not_here()
    response = HttpResponse(f"[{','.join(told)}]", content_type="application/json")
    response[LINE] = line.id
    if isinstance(request, ASGIRequest) and line.joined:
        response[STREAM] = "1"
    elif line.pause is not None:
        response[ASK] = f"{line.pause:g}"
    return response


def _streamed(line: Line) -> HttpResponseBase:
    if line.streaming:
        return _plain("This line has its stream already.", 409)

    async def events() -> AsyncIterator[str]:
        async for texts in line.stream():
            yield "".join(f"data: {text}\n\n" for text in texts) or ":\n\n"

    response = StreamingHttpResponse(events(), content_type="text/event-stream")
    response["X-Accel-Buffering"] = "no"  # nginx would keep it until its buffer is full
    response["Content-Encoding"] = "identity"  # so would a middleware that compresses
    return response


async def _at_home(request: HttpRequest, work: Coroutine[Any, Any, T]) -> T:
    """Await *work* on the loop where lines live: the server's, or without one a loop of our own that outlives the request."""
    if isinstance(request, ASGIRequest):
        return await work
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, own_loop()))


def _texts_of(request: HttpRequest) -> list[str] | HttpResponse:
    """Return the messages of a request, each as the text that a socket would carry; or what is wrong with it."""
    if request.method != "POST":
        response = _plain("Expected POST.", 405)
        response["Allow"] = "GET, POST"
        return response
    try:
        messages = json.loads(request.body)
    except (ValueError, RecursionError):
        messages = None
    if not isinstance(messages, list) or len(messages) > MOST_MESSAGES or not all(isinstance(each, str) for each in messages):
        return _plain(BadMessage().text + f" Expected a JSON array of at most {MOST_MESSAGES} texts.", 400)
    return messages


def visitor_of(request: HttpRequest) -> Visitor:
    """Return who sends a request, as a socket's scope would tell it."""
    if isinstance(request, ASGIRequest):
        return Visitor(request.scope)
    meta = request.META
    return Visitor(
        {
            "scheme": request.scheme,
            "root_path": meta.get("SCRIPT_NAME", ""),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in request.headers.items()],
            "client": (meta.get("REMOTE_ADDR", ""), 0),
            "server": (meta.get("SERVER_NAME", ""), int(meta.get("SERVER_PORT") or 0)),
        }
    )


def _name_missed() -> None:
    """Tell the operator, once, what to set."""
    global _missed
    if not _missed:
        _missed = True
        logger.warning(
            "a page over HTTP asked for a conversation that another process began, or this one before it was started again. Where there "
            "are several processes, let the load balancer send a browser to the same one each time (a sticky session), or name a shared "
            'cache in DJUST["RESUME_CACHE"] and say resume = "every-event" on the view; see docs/how-to/without-websockets.md.'
        )


def _not_here() -> HttpResponse:
    """Say that the line is over, or another process's; the browser begins another one, with its page's key."""
    response = HttpResponse("[]", content_type="application/json")
    response[GONE] = "1"
    return response


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
