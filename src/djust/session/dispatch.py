"""One event, from its message to its reply: guard → parameters → the author's method → render; or state put back and an error.

A sync handler takes one hop to a thread, with everything before and after it. An async one is awaited where the loop is, between
two hops.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from types import MethodType
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings as django_settings
from django.db import transaction
from django.http import HttpResponseBase

from djust import sync
from djust.errors import ClientError, HandlerFailed, InvalidParams
from djust.params import parameters_of
from djust.protocol.messages import Event, Extras
from djust.session import guard
from djust.session.cache import Entry, Run
from djust.session.course import Course
from djust.session.failures import FAILURES, is_said
from djust.signals import event_handled
from djust.spans import span, watched
from djust.view import client_state, stages
from djust.view.background import Work
from djust.view.registry import Handler

if TYPE_CHECKING:
    from djust.session.session import Session

logger = logging.getLogger("djust")

_NOTHING: Final = nullcontext()


class Call(Course):
    """One event on its way."""

    __slots__ = ("called", "event", "run", "sent", "shown", "started", "then")

    def __init__(self, session: Session, event: Event) -> None:
        super().__init__(session, event.name)
        self.event = event
        #: What is called, with what, once that is known.
        self.called: tuple[Handler, dict[str, Any]] | None = None
        #: With `cache`: the run whose outcome may be kept, or the earlier outcome that is shown again.
        self.run: Run | None = None
        self.shown: Entry | None = None
        self.started = time.monotonic()
        self.sent = session.updates.sent
        #: Called when the event is answered, where nobody awaits that.
        self.then: Callable[[], None]

    # -- the three stretches of the way ----------------------------------------------------------------------------------

    def whole(self) -> None:
        """Handle an event of a sync handler."""
        self.session.page.ambient.enter()
        try:
            handler, arguments = self._prepare()
            if self.shown is not None:
                extras = self.finish(None)
            else:
                self._begin(handler)
                with transaction.atomic() if handler.meta.atomic else _NOTHING:
                    extras = self.finish(self._called(handler, arguments))
        except FAILURES as error:
            self.fail(error)
        else:
            self._succeed(extras)

    def before(self) -> Coroutine[Any, Any, Any] | None:
        """Do what comes before an async handler; None when the event is answered: with an error, or with an earlier outcome."""
        self.session.page.ambient.enter()
        try:
            handler, arguments = self._prepare()
            if self.shown is None:
                self._begin(handler)
                coroutine: Coroutine[Any, Any, Any] = handler.function(self.session.page.view, **arguments)
                return coroutine
            extras = self.finish(None)
        except Exception as error:
            self.fail(error)
        else:
            self._succeed(extras)
        return None

    def after(self, handler: Handler, result: Any, raised: BaseException | None) -> None:
        """Do what comes after an async handler."""
        self.session.page.ambient.enter()
        try:
            extras = self.finish(self._ended(handler, result, raised))
        except Exception as error:
            self.fail(error)
        else:
            self._succeed(extras)

    # -- as a job of a thread ---------------------------------------------------------------------------------------------

    def answered(self) -> None:
        """Handle an event of a sync handler, whatever happens."""
        try:
            self.whole()
        except Exception as error:
            self.give_up(error)

    def over(self) -> None:
        """Let what waits behind it begin."""
        self.session.watch.end(self)
        self.then()

    def give_up(self, error: Exception) -> None:
        """Answer where we failed, or a `restore` that met an object which resists: the page must hear of it all the same."""
        logger.error("%s could not be answered", self.label(), exc_info=error)
        told = HandlerFailed(detail=repr(error)).as_dict(debug=django_settings.DEBUG)
        self.session.updates.answer(self.event.ref, {"error": told})

    # -- steps -----------------------------------------------------------------------------------------------------------

    def _prepare(self) -> tuple[Handler, dict[str, Any]]:
        page = self.session.page
        self.begin()
        handler = guard.admit(self.session.visit, self.event.name)
        meta = handler.meta
        try:
            bound = parameters_of(handler.function).bind(self.event.params, self.event.args, coerce=meta.coerce_types, allowed=meta.params)
        except InvalidParams as error:
            raise InvalidParams(error.problems, handler=f"{page.name}.{handler.name}") from None
        self.ran = True  # from here on state may have changed, whatever happens
        self.called = handler, bound
        if meta.cache and not meta.background:
            self._look_up(handler, bound)
        return handler, bound

    def _look_up(self, handler: Handler, bound: dict[str, Any]) -> None:
        """Put an earlier outcome back, when the browser shows one that is still here; else let the run be one whose outcome is kept."""
        session = self.session
        self.shown = session.cache.find(self.event.cached, handler, bound) if self.event.cached else None
        if self.shown is not None:
            self.shown.put_back(session.page.view)
        else:
            self.run = Run(session, handler, bound)

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
            with span("handler", self.session, handler, arguments), transaction.atomic() if own else _NOTHING:
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
            self.run = None
            if not handler.meta.action:
                raise self.explained(raised) from raised
            if not is_said(self.label(), raised):
                self.explained(raised)  # for the log
        stages.end(self.session.page.view, handler, None if isinstance(result, HttpResponseBase) else result, raised)
        return result

    def _succeed(self, extras: Extras) -> None:
        if self.run is not None:
            extras |= self.run.kept() or ({"cache": [0]} if self.event.cached else {})
        self.say(extras)
        self.session.tasks.launch()
        self.end(None)

    # -- what is particular to an event ------------------------------------------------------------------------------------

    def answer(self, extras: Extras) -> None:
        """Answer by the event's number."""
        self.session.answer(self.event.ref, extras)

    def render(self, extras: Extras) -> None:
        """Render, and look at what an outcome is that will be kept; and at what is published, which fails as the handler would."""
        published = self._published()
        if self.run is not None:
            self.run.render(extras)
        else:
            self.session.render()
        if published:
            extras["publish"] = published

    def _published(self) -> dict[str, Any]:
        if self.called is None or self.called[0].meta.background:  # then its task says it
            return {}
        return client_state.published(self.session.page.view, self.session.page.registry, *self.called)

    def fail(self, error: BaseException) -> None:
        """Fail as anything does; an earlier outcome that cannot be shown again is not tried a second time."""
        if self.shown is not None:
            self.session.cache.forget(self.shown)
        self.session.page.writes = None
        super().fail(error)

    def tasks_of_it(self) -> Extras:
        """Keep what the click marked as pending marked until the work is done."""
        return self.session.tasks.prepare()

    def end(self, error: ClientError | None) -> None:
        """Tell those who listen."""
        session = self.session
        if event_handled.receivers:
            event_handled.send_robust(
                type(session.page.view),
                session=session,
                event=self.event,
                seconds=time.monotonic() - self.started,
                error=error,
                size=session.updates.sent - self.sent,
            )


def is_quick(session: Session, event: Event) -> bool:
    """Whether an event takes one hop to a thread, and nobody watches it: then it needs no task of its own."""
    return _awaited(session, event) is None and not watched()


def begin(session: Session, event: Event, then: Callable[[], None]) -> None:
    """Handle an event that `is_quick`; *then* is called, on the event loop, when it is answered."""
    call = Call(session, event)
    call.then = then
    session.watch.begin(call, call.label, session.executor)
    session.executor.do(call.answered, call.over)


async def handle(session: Session, event: Event) -> None:
    """Handle one event; returns when it is answered."""
    executor = session.executor
    call = Call(session, event)
    slow = session.watch
    slow.begin(call, call.label, executor)
    try:
        handler = _awaited(session, event)
        if handler is None:
            await executor.run(call.whole)
            return
        coroutine = await executor.run(call.before)
        if coroutine is None:
            return
        with span("handler", session, *(call.called or ())):
            result, raised = await outcome_of(session, coroutine)
        await executor.run(call.after, handler, result, raised)
    except Exception as error:
        call.give_up(error)
    finally:
        slow.end(call)


def _awaited(session: Session, event: Event) -> Handler | None:
    """Return the handler that is awaited where loops live, None where there is none of that."""
    handler = session.page.registry.handlers.get(event.name)
    return handler if handler is not None and handler.is_async and not handler.meta.background else None


async def outcome_of(session: Session, coroutine: Coroutine[Any, Any, Any]) -> tuple[Any, BaseException | None]:
    """Await an author's coroutine; return its result, or what it raised."""
    try:
        return await session.executor.wait(session.surrounded(coroutine)), None
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise  # the server goes down
        return None, error  # something that the author awaited was cancelled
    except FAILURES as error:
        return None, error
