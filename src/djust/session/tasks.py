"""The background work of one session: what runs, what it wrote, and the frames that show it.

An event that asks for work is answered first; its reply says ``more``. What a task assigns is recorded (``djust.view.recording``) and
applied between events, 25 times a second at most, all tasks together; then the page is rendered as after an event. The frame that ends a
task says ``done``.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings as django_settings
from django.http import HttpResponseBase, HttpResponseRedirect

from djust.conf import settings
from djust.errors import ClientError, UsageError
from djust.protocol.messages import Extras
from djust.session import inbox
from djust.session.failures import FAILURES, explain, is_said
from djust.session.task import Task
from djust.session.task_request import take_over
from djust.view import client_state, notices, stages
from djust.view.navigation import local_url
from djust.view.recording import INTERVAL

if TYPE_CHECKING:
    from djust.session.session import Session

logger = logging.getLogger("djust")

#: Threads that one page may hold at a time: a task that was cancelled keeps its own until its function returns.
MOST_THREADS: Final = 16
#: Seconds between two looks at containers that nobody seems to edit.
_SELDOM: Final = 0.5
_FAILED: Final = "Something went wrong; it may be done in part."


class Tasks:
    """What one session does beside its events."""

    __slots__ = (
        "_abandoned",
        "_forsake",
        "_last",
        "_lock",
        "_named",
        "_pace",
        "_prepared",
        "_queue",
        "_tasks",
        "_threads",
        "_ticking",
        "session",
    )

    def __init__(self, session: Session) -> None:
        self.session = session
        self._lock = threading.Lock()
        #: What is not over, and which of it has which name: the latest.
        self._tasks: list[Task] = []
        self._named: dict[str, Task] = {}
        #: Made for the event that is being handled; begun when it has succeeded.
        self._prepared: list[Task] = []
        self._threads = 0
        self._queue: list[Task] = []
        self._ticking = False
        self._last = 0.0
        self._pace = INTERVAL
        #: Whether the page was gone for too long.
        self._abandoned = False
        self._forsake: Callable[[], None] | None = None
        background = session.page.background
        background.on_start = partial(session.put, inbox.Launch())
        background.on_cancel = self.cancel

    @property
    def running(self) -> list[str]:
        """The labels of what is not over."""
        with self._lock:
            return [task.label for task in self._tasks]

    @property
    def unfinished(self) -> list[tuple[str, str]]:
        """What ends with this process: the label of each, where it has one, and the handler that runs as a whole, if one does."""
        with self._lock:
            begun = [(task.label, task.work) for task in (*self._tasks, *self._prepared)]
        asked = [("", work) for work in self.session.page.background.waiting]
        return [(label, work.handler.name if work.handler is not None else "") for label, work in (*begun, *asked)]

    # -- beginning -------------------------------------------------------------------------------------------------------

    def prepare(self) -> Extras:
        """Make tasks of what was asked for; return what the reply says of them."""
        self._prepared = [Task(self, work, self._label(work.name)) for work in self.session.page.background.take()]
        return {"more": self._prepared[-1].label} if self._prepared else {}

    def forget(self) -> None:
        """Begin nothing: the event that asked for it failed."""
        self.session.page.background.take()
        self._prepared = []

    def launch(self) -> None:
        """Begin what was prepared; the same name again replaces, and cancels, the earlier run."""
        prepared, self._prepared = self._prepared, []
        for task in prepared:
            if self._abandoned:
                continue
            earlier = self._named.get(task.work.name)
            with self._lock:
                self._tasks.append(task)
                self._named[task.work.name] = task
            if earlier is not None:
                earlier.cancel()
            if task.is_async:
                self.session.executor.apart(task.drive())
            else:
                self._queue.append(task)
        self._fill_threads()

    def launch_waiting(self) -> None:
        """Begin what was asked for outside an event: in ``mount``, by a task, by a thread of the author's."""
        extras = self.prepare()
        if extras:
            self.launch()

    def _label(self, name: str) -> str:
        with self._lock:
            taken = {task.label for task in self._tasks}
        number = 1
        label = name
        while label in taken:
            number += 1
            label = f"{name} {number}"
        return label

    def _fill_threads(self) -> None:
        while True:
            with self._lock:
                if not self._queue or self._threads >= MOST_THREADS:
                    return
                task = self._queue.pop(0)
                if task.cancelled:
                    continue
                self._threads += 1
            self.session.executor.aside(partial(self._in_thread, task))

    def _in_thread(self, task: Task) -> None:
        try:
            task.run()
        finally:
            with self._lock:
                self._threads -= 1
            self._fill_threads()

    # -- from any thread -------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """A task wrote something, or took a container that it may edit: show it soon."""
        with self._lock:
            self._pace = INTERVAL
            if self._ticking:
                return
            self._ticking = True
            wait = self._last + INTERVAL - time.monotonic()
        if wait <= 0:
            self.session.put(inbox.Progress())
        else:
            self.session.executor.soon(wait, partial(self.session.put, inbox.Progress()))

    def between(self, function: Callable[[Any], Any], future: Future[Any]) -> None:
        """Have *function* called with the view between events; *future* gets the result."""
        if self.session.executor.at_once:
            self.run_between(function, future)
        else:
            self.session.put(inbox.Between(function, future))

    def over(self, task: Task, result: Any, raised: BaseException | None) -> None:
        """A task has come to its end."""
        self.session.put(inbox.Over(task, result, raised))

    def cancel(self, name: str) -> bool:
        """Cancel what runs under *name*; False when nothing does."""
        with self._lock:
            task = self._named.pop(name, None)
        if task is None:
            return False
        task.cancel()
        return True

    def cancel_all(self) -> None:
        """Cancel everything: nobody waits for it any more."""
        with self._lock:
            running, self._named = list(self._named.values()), {}
        for task in running:
            task.cancel()

    # -- the browser goes and comes --------------------------------------------------------------------------------------

    def lose(self) -> None:
        """The browser is gone: what runs has some time left."""
        self._forsake = self.session.executor.later(settings().TASK_GRACE, self._abandon)

    def found(self) -> None:
        """The browser is back."""
        self._abandoned = False
        if self._forsake is not None:
            self._forsake()
            self._forsake = None

    def _abandon(self) -> None:
        self._abandoned = True
        self.cancel_all()

    # -- between events, in a thread -------------------------------------------------------------------------------------

    def progress(self) -> None:
        """Show what tasks have written."""
        with self._lock:
            self._ticking = False
            self._last = time.monotonic()
            tasks = list(self._tasks)
        for task in tasks:
            task.recording.look()
        extras: Extras = {}
        if self._apply(tasks, extras):
            self._pace = INTERVAL
            self._show(extras)
        self._look_again(tasks)

    def end(self, task: Task, result: Any, raised: BaseException | None) -> None:
        """Show what a task has written last, and that it is over."""
        with self._lock:
            tasks = list(self._tasks)
            self._tasks = [each for each in tasks if each is not task]
            if self._named.get(task.work.name) is task:
                del self._named[task.work.name]
            replaced = task.work.name in self._named
        extras: Extras = {"done": [task.label]}
        handler = task.work.handler
        is_action = handler is not None and handler.meta.action
        if raised is not None and not (is_action and is_said(task.name, raised)):
            error = explain(task.name, raised, _FAILED)
            if not is_action:
                extras["error"] = error.as_dict(debug=django_settings.DEBUG)
        if isinstance(result, HttpResponseRedirect):
            try:
                extras["to"] = local_url(self.session.page.request, result.url)
            except TypeError as mistake:
                extras["error"] = explain(task.name, mistake).as_dict(debug=django_settings.DEBUG)
        self._apply(tasks, extras)
        if handler is not None and raised is None:
            try:
                if published := client_state.published(self.session.page.view, self.session.page.registry, handler, task.work.kwargs):
                    extras["publish"] = published
            except UsageError as mistake:
                extras["error"] = explain(task.name, mistake).as_dict(debug=django_settings.DEBUG)
        if handler is not None and not replaced:
            stages.end(self.session.page.view, handler, None if isinstance(result, HttpResponseBase) else result, raised)
        self._show(extras)

    def run_between(self, function: Callable[[Any], Any], future: Future[Any]) -> None:
        """Call *function*; what it changes is shown, or put back when it fails."""
        page, visit = self.session.page, self.session.visit
        with self._lock:
            tasks = list(self._tasks)
        extras: Extras = {}
        if self._apply(tasks, extras):
            self._render(extras)  # so that what is put back is what the tasks wrote
        visit.begin_event()
        page.redirect_to = None
        try:
            result = function(page.view)
            if page.redirect_to is None and visit.someone_else:
                page.redirect_to = page.address
            if page.redirect_to is not None:
                extras["to"] = page.redirect_to
                notices.carry_over(page.request, notices.taken(page.request))
            visit.end_event()
        except FAILURES as error:
            page.roll_back()
            if extras:
                self.session.updates.complain(extras)
            future.set_exception(_raisable(error))
            return
        if visit.cookie is not None:
            extras["cookie"] = visit.cookie
        self._show(extras)
        self.session.turns += 1
        future.set_result(result)

    def _apply(self, tasks: list[Task], extras: Extras) -> bool:
        """Write what tasks have written into the page; *extras* gets what must be said of that. Whether there was anything."""
        applied = [task.recording.apply() for task in tasks]
        for task in tasks:
            if task.recording.redirect_to is not None:
                extras["to"], task.recording.redirect_to = task.recording.redirect_to, None
        taken = take_over([task.request for task in tasks], self.session.visit, extras)
        return any(applied) or taken or bool(extras)

    def _render(self, extras: Extras) -> None:
        try:
            self.session.render()
        except ClientError as error:
            self.session.page.roll_back()
            extras.setdefault("error", error.as_dict(debug=django_settings.DEBUG))

    def _show(self, extras: Extras) -> None:
        """Render, and send what is new and what must be said."""
        self._render(extras)
        if extras:
            self.session.updates.complain(extras)
        else:
            self.session.updates.refresh()

    def _look_again(self, tasks: list[Task]) -> None:
        """Come back to containers that tasks hold: they may be edited without anybody being told."""
        if not any(task.watching for task in tasks):
            return
        with self._lock:
            if self._ticking:
                return
            self._ticking = True
            wait, self._pace = self._pace, min(self._pace * 2, _SELDOM)
        self.session.executor.soon(wait, partial(self.session.put, inbox.Progress()))


def _raisable(error: BaseException) -> BaseException:
    """Return what a future may carry; a cancellation would read as that of the one who waits."""
    return RuntimeError(f"what self.run() called was cancelled: {error!r}") if isinstance(error, asyncio.CancelledError) else error
