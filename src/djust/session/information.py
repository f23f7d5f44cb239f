"""What was broadcast to a page, from its text to ``handle_info`` and what that changed: like an event, but nobody at the page asked.

Messages that wait for a page are worked off together: each is rendered, so that one which fails takes back only its own, and what has
changed is sent once, at the end.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any, Final

from djust import sync
from djust.conf import settings
from djust.protocol.messages import Extras
from djust.session.course import Course
from djust.session.dispatch import outcome_of
from djust.session.failures import FAILURES
from djust.topics.message import unpack

if TYPE_CHECKING:
    from djust.session.session import Session

logger = logging.getLogger("djust")

#: Messages that are worked off in one go; then an event may have its turn.
MOST_AT_ONCE: Final = 50
#: The method that authors write.
NAME: Final = "handle_info"


class Reception(Course):
    """One message on its way."""

    __slots__ = ("_text",)

    def __init__(self, session: Session, text: str) -> None:
        super().__init__(session, NAME)
        self._text = text

    def whole(self) -> None:
        """Call a sync ``handle_info``."""
        try:
            coming = self._called()
            extras = self.finish(sync.call(lambda: coming))
        except FAILURES as error:
            self.fail(error)
        else:
            self.say(extras)

    def before(self) -> Coroutine[Any, Any, Any] | None:
        """Do what comes before an async one; None when there is nothing to be awaited."""
        self.session.page.ambient.enter()
        try:
            coming: Coroutine[Any, Any, Any] = self._called()
        except FAILURES as error:
            self.fail(error)
            return None
        return coming

    def after(self, result: Any, raised: BaseException | None) -> None:
        """Do what comes after an async one."""
        self.session.page.ambient.enter()
        if raised is None:
            try:
                extras = self.finish(result)
            except FAILURES as error:
                raised = error
        if raised is None:
            self.say(extras)
        else:
            self.fail(raised)
        self.session.updates.refresh()

    def answer(self, extras: Extras) -> None:
        """Say what there is to say; what has changed is sent by whoever works off the messages."""
        if extras:
            self.session.updates.complain(extras)

    def _called(self) -> Any:
        self.begin()
        self.session.visit.check(within=settings().AUTH_SECONDS_MESSAGES)
        message = unpack(self._text)
        self.ran = True
        return self.session.page.view.handle_info(message)


def receive(session: Session, texts: Iterable[str]) -> None:
    """Work off messages whose ``handle_info`` is a plain function."""
    session.page.ambient.enter()
    for text in texts:
        Reception(session, text).whole()
    session.updates.refresh()


async def hear(session: Session, texts: list[str]) -> None:
    """Work off messages; returns when what they changed is sent."""
    executor = session.executor
    this = object()
    slow = session.watch
    slow.begin(this, lambda: f"{session.page.name}.{NAME}", executor)
    try:
        if not inspect.iscoroutinefunction(session.page.view.handle_info):
            await executor.run(receive, session, texts)
            return
        for text in texts:
            reception = Reception(session, text)
            coroutine = await executor.run(reception.before)
            if coroutine is not None:
                await executor.run(reception.after, *await outcome_of(session, coroutine))
    finally:
        slow.end(this)
