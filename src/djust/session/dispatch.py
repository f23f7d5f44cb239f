"""One event, from its message to its reply: guard → parameters → the author's method → render; or state put back and an error.

A sync handler takes one hop to a thread, with everything before and after it. An async one is awaited where the loop is, between
two hops.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine
from contextlib import nullcontext
from functools import partial
from types import MethodType
from typing import TYPE_CHECKING, Any

from django.conf import settings as django_settings
from django.db import transaction
from django.http import HttpResponseBase, HttpResponseRedirect

from djust import sync
from djust.conf import settings
from djust.errors import ClientError, HandlerFailed, InvalidParams
from djust.params import parameters_of
from djust.protocol.messages import Event, Extras
from djust.session import guard
from djust.session.failures import FAILURES, explain
from djust.signals import event_handled
from djust.view import notices, stages
from djust.view.background import Work
from djust.view.navigation import local_url
from djust.view.registry import Handler

if TYPE_CHECKING:
    from djust.session.session import Session

logger = logging.getLogger("djust")


class Call:
    """One event on its way."""

    __slots__ = ("event", "handler", "ran", "session", "started")

    def __init__(self, session: Session, event: Event) -> None:
        self.session = session
        self.event = event
        self.ran = False
        #: What is called, once the page shows that it runs (`loading`, `action`).
        self.handler: Handler | None = None
        self.started = time.monotonic()

    # -- the three stretches of the way ----------------------------------------------------------------------------------

    def whole(self) -> None:
        """Handle an event of a sync handler."""
        self.session.page.ambient.enter()
        try:
            handler, arguments = self._prepare()
            self._begin(handler)
            with transaction.atomic() if handler.meta.atomic else nullcontext():
                extras = self._finish(self._called(handler, arguments))
        except FAILURES as error:
            self._fail(error)
        else:
            self._succeed(extras)

    def before(self) -> Coroutine[Any, Any, Any] | None:
        """Do what comes before an async handler; None when the event was answered with an error."""
        self.session.page.ambient.enter()
        try:
            handler, arguments = self._prepare()
            self._begin(handler)
            coroutine: Coroutine[Any, Any, Any] = handler.function(self.session.page.view, **arguments)
        except Exception as error:
            self._fail(error)
            return None
        return coroutine

    def after(self, handler: Handler, result: Any, raised: BaseException | None) -> None:
        """Do what comes after an async handler."""
        self.session.page.ambient.enter()
        try:
            extras = self._finish(self._ended(handler, result, raised))
        except Exception as error:
            self._fail(error)
        else:
            self._succeed(extras)

    # -- steps -----------------------------------------------------------------------------------------------------------

    def _prepare(self) -> tuple[Handler, dict[str, Any]]:
        visit = self.session.visit
        page = self.session.page
        visit.begin_event()
        notices.begin(page.request)
        page.redirect_to = None
        handler = guard.admit(visit, self.event.name)
        meta = handler.meta
        try:
            bound = parameters_of(handler.function).bind(self.event.params, self.event.args, coerce=meta.coerce_types, allowed=meta.params)
        except InvalidParams as error:
            raise InvalidParams(error.problems, handler=f"{page.name}.{handler.name}") from None
        self.ran = True  # from here on state may have changed, whatever happens
        return handler, bound

    def _begin(self, handler: Handler) -> None:
        """Let the page show that the handler runs, before it does."""
        if stages.begin(self.session.page.view, handler):
            self.handler = handler
            self.session.render()
            self.session.updates.refresh()

    def _called(self, handler: Handler, arguments: dict[str, Any]) -> Any:
        if handler.meta.background:
            work = Work(handler.name, MethodType(handler.function, self.session.page.view), (), arguments, handler)
            self.session.page.background.start(work)
            return None
        own = handler.meta.atomic and handler.meta.action  # its error is no error of the event, but undoes what it wrote
        try:
            with transaction.atomic() if own else nullcontext():
                result = sync.call(handler.function, self.session.page.view, **arguments)
        except FAILURES as error:
            return self._ended(handler, None, error)
        return self._ended(handler, result, None)

    def _ended(self, handler: Handler, result: Any, raised: BaseException | None) -> Any:
        """Return what came of the author's function.

        Raises:
            ClientError: It failed, and is no action: an action's error is shown where the template says.
        """
        if raised is not None:
            told = self._explained(raised)
            if not handler.meta.action:
                raise told from raised
        stages.end(self.session.page.view, handler, None if isinstance(result, HttpResponseBase) else result, raised)
        return result

    def _finish(self, result: Any) -> Extras:
        """Render, and return what the reply says beside the operations."""
        page = self.session.page
        if isinstance(result, HttpResponseRedirect):
            page.redirect_to = local_url(page.request, result.url)
        elif isinstance(result, HttpResponseBase):
            logger.warning("%s.%s returned %r; of responses only redirects mean something here.", page.name, self.event.name, result)
        if page.redirect_to is None and self.session.visit.someone_else:
            page.redirect_to = page.address  # the page of whoever is there now
        extras: Extras = {}
        if page.redirect_to is not None:
            extras["to"] = page.redirect_to
            notices.carry_over(page.request, notices.taken(page.request))
        self.session.visit.end_event()
        extras |= self.session.tasks.prepare()
        self.session.render()
        return extras

    def _succeed(self, extras: Extras) -> None:
        self._answer(extras)
        self.session.tasks.launch()
        self._tell(None)

    def _fail(self, error: BaseException) -> None:
        """Put the state back and answer with what went wrong."""
        told = error if isinstance(error, ClientError) else self._explained(error)
        self.session.tasks.forget()
        if self.ran:
            self.session.page.roll_back()
        if self.handler is not None:
            self._take_back(self.handler, told)
        extras: Extras = {"error": told.as_dict(debug=django_settings.DEBUG)}
        to = getattr(told, "to", None)
        if to is not None:
            extras["to"] = to
        self._answer(extras)
        self._tell(told)

    def _take_back(self, handler: Handler, error: ClientError) -> None:
        """Let the page show that the handler does not run any more: what was put back is how things stood while it did."""
        view = self.session.page.view
        stages.end(view, handler, raised=error)
        try:
            self.session.render()
        except ClientError:  # it is in the log, and what is told is why this handler failed
            self.session.page.roll_back()
            stages.end(view, handler, raised=error)

    def _answer(self, extras: Extras) -> None:
        cookie = self.session.visit.cookie
        if cookie is not None:  # also where rendering failed: the session is saved, and has another key
            extras["cookie"] = cookie
        self.session.updates.answer(self.event.ref, extras)

    def _explained(self, error: BaseException) -> ClientError:
        """Return an author's exception as what the browser may know; log it where it is one."""
        return explain(f"{self.session.page.name}.{self.event.name}", error)

    def _tell(self, error: ClientError | None) -> None:
        session = self.session
        if event_handled.has_listeners(type(session.page.view)):
            seconds = time.monotonic() - self.started
            event_handled.send_robust(type(session.page.view), session=session, event=self.event, seconds=seconds, error=error)


async def handle(session: Session, event: Event) -> None:
    """Handle one event; returns when it is answered."""
    executor = session.executor
    name = f"{session.page.name}.{event.name}"
    quiet = executor.later(settings().SLOW_HANDLER, partial(_name_slow, name))
    try:
        call = Call(session, event)
        handler = session.page.registry.handlers.get(event.name)
        if handler is None or not handler.is_async or handler.meta.background:
            await executor.run(call.whole)
            return
        coroutine = await executor.run(call.before)
        if coroutine is None:
            return
        result, raised = await _outcome(session, coroutine)
        await executor.run(call.after, handler, result, raised)
    except Exception as error:  # of ours, or of a `restore` that met an object which resists: the page must hear of it all the same
        logger.exception("%s could not be answered", name)
        told = HandlerFailed(detail=repr(error)).as_dict(debug=django_settings.DEBUG)
        session.updates.answer(event.ref, {"error": told})
    finally:
        quiet()


async def _outcome(session: Session, coroutine: Coroutine[Any, Any, Any]) -> tuple[Any, BaseException | None]:
    try:
        return await session.executor.wait(session.surrounded(coroutine)), None
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise  # the server goes down
        return None, error  # something that the author awaited was cancelled
    except FAILURES as error:
        return None, error


def _name_slow(name: str) -> None:
    logger.warning(
        "%s still runs after %g s (DJUST['SLOW_HANDLER']); the other events of that page wait for it.", name, settings().SLOW_HANDLER
    )
