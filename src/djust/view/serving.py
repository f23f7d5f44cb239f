"""The GET of a live page: who may, mount, render, park, answer. A socket that finds no parked page replays exactly this."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils.cache import patch_cache_control

from djust import sync
from djust.decorators.computed import unknown_names
from djust.errors import ClientError, UsageError
from djust.view import access, document, hooks, notices, source
from djust.view.navigation import local_url
from djust.view.outside import Admission, admission_of
from djust.view.page import Page
from djust.view.parking import Handover, handover_of, park

logger = logging.getLogger("djust")

#: The attribute of a request that a live page has answered: its name, and of which match of the URL.
_ANSWERED: Final = "_djust_answered"
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")


def serve(view: Any, request: HttpRequest) -> HttpResponseBase:
    """Answer the GET of *view*, whose ``setup()`` has run."""
    handover = handover_of(request)
    try:
        refused = access.refusal(view, request)
        if refused is not None:
            return refused
        admission = admission_of(request)
        if admission is not None:
            return _admit(view, request, admission)
        if handover is None and request.headers.get("HX-Boosted") == "true":
            return _loaded_whole(request)
        return _open(view, request, handover)
    except Exception as error:
        if handover is not None:
            handover.failure = error  # Django makes a 500 page of it, which says too much or too little to a socket
        raise


def shown_again(view: Any, request: HttpRequest) -> HttpResponse | None:
    """Return the way back to the page for a form that a browser submitted by itself; None for another request."""
    if request.method != "POST" or request.content_type not in _FORMS:
        return None
    name = type(view).__qualname__
    logger.warning("%s: a browser posted a form by itself, for its script was not there (yet); the page is shown again", name)
    return HttpResponseRedirect(request.get_full_path(), status=303)


def _loaded_whole(request: HttpRequest) -> HttpResponse:
    """Have htmx load the page as a document: of what it fetches for a link with ``hx-boost`` it takes the body, and no script runs."""
    return HttpResponse(headers={"HX-Redirect": request.get_full_path(), "Cache-Control": "no-store", "Vary": "HX-Boosted"})


def _admit(view: Any, request: HttpRequest, admission: Admission) -> HttpResponseBase:
    """Hand the view itself over, to a call that needs no page."""
    halted = hooks.answer(view, request, type(view)._djust_registry.hooks)
    if halted is not None:
        return halted
    admission.view = view
    return HttpResponse(headers={"Cache-Control": "private, no-cache"})  # no cache of the project may answer in our place


def _open(view: Any, request: HttpRequest, handover: Handover | None) -> HttpResponseBase:
    registry = type(view)._djust_registry
    page = Page(view, request, registry, source.template_of(view), connected=handover is not None)
    view._djust = page
    try:
        response = _opened(view, page, handover)
    except BaseException:
        page.subscriptions.end()
        raise
    if not page.id:  # halted or redirected: nobody will listen
        page.subscriptions.end()
    return response


def _opened(view: Any, page: Page, handover: Handover | None) -> HttpResponseBase:
    request, registry = page.request, page.registry
    halted = hooks.answer(view, request, registry.hooks) or _taken_redirect(page)
    if halted is not None:
        return halted
    if handover is not None and handover.restore is not None:
        return _restored(page, handover, handover.restore)
    notices.arrive(request)
    answer = _mount(view, request) or _taken_redirect(page)
    try:
        if answer is None:
            page.first_render(handover.messages if handover is not None else (), anew=True)
            if settings.DEBUG:
                _name_unknown_dependencies(view)
            answer = _answer(page, handover)
    finally:
        if not page.id:  # a redirect, a template that failed, a HEAD: nobody will come for this page
            page.end()
    return answer


def _restored(page: Page, handover: Handover, restore: Callable[[Page], None]) -> HttpResponseBase:
    """Let a page go on that another process held: its state instead of ``mount``, after all that keeps visitors out."""
    try:
        restore(page)
    except ClientError as error:
        page.leave()
        handover.failure = error
        return HttpResponse(status=204)  # nobody reads it
    except BaseException:
        page.leave()
        raise
    return _answer(page, handover)


def _mount(view: Any, request: HttpRequest) -> HttpResponseBase | None:
    result = sync.call(view.mount, request, *view.args, **view.kwargs)
    if result is None:
        result = sync.call(view.handle_params, request.GET, request.get_full_path())
    if isinstance(result, HttpResponseRedirect):
        local_url(request, result.url)
    return result if isinstance(result, HttpResponseBase) else None


def _name_unknown_dependencies(view: Any) -> None:
    """Say which memos wait for something that is not there: ``mount`` could have set it, so only now it is known."""
    kind = type(view)
    properties = {name: inspect.getattr_static(kind, name) for name in kind._djust_registry.properties}
    for memo, name in unknown_names(view, properties):
        fix = f"set self.{name.partition('.')[0]} in mount(), or correct the name"
        logger.warning("%s.%s is @computed(%r), which this page does not have; %s.", kind.__qualname__, memo, name, fix)


def _taken_redirect(page: Page) -> HttpResponseBase | None:
    return None if page.redirect_to is None else HttpResponseRedirect(page.redirect_to)


def _answer(page: Page, handover: Handover | None) -> HttpResponseBase:
    response = HttpResponse(headers={"Cache-Control": "private, no-cache"})
    patch_cache_control(response, private=True, no_cache=True)
    get_token(page.request)  # the cookie is set even where no form stands: the client sends the token with its requests
    if page.request.method == "HEAD":
        return response
    _refuse_another(page)
    page.id = document.new_id(page)
    if handover is not None:
        handover.page = page
    else:
        response.content = html = document.write(page).encode(response.charset)
        page.weight = len(html)
        park(page)
    return response


def _refuse_another(page: Page) -> None:
    """A document holds one live page; two would each take the other's marks for their own, and the first event would empty it."""
    other, within = getattr(page.request, _ANSWERED, (None, None))
    if other is not None and within is page.request.resolver_match:  # another: a middleware asks again, after a deadlock
        hint = "Make one view of both, with mixins for their handlers, and {% include %} their templates."
        raise UsageError(
            f"{page.name}: expected a request of its own, got one that {other} has answered; a document holds one live page. {hint}"
        )
    setattr(page.request, _ANSWERED, (page.name, page.request.resolver_match))
