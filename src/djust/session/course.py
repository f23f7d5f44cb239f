"""What a call of an author's method on a page comes to, whoever asked for it: state that is rendered, or put back, and what is said."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings as django_settings
from django.http import HttpResponseBase, HttpResponseRedirect

from djust.errors import ClientError, LoginRequired
from djust.protocol.messages import Extras
from djust.session.failures import explain
from djust.topics.message import unpack
from djust.view import notices, stages
from djust.view.navigation import local_url
from djust.view.registry import Handler

if TYPE_CHECKING:
    from djust.session.session import Session

logger = logging.getLogger("djust")


class Course:
    """One call on its way.

    Attributes:
        name: The method.
        ran: Whether the author's code may have changed the state.
        handler: What the page shows as running (`loading`, `action`), if anything.
    """

    __slots__ = ("handler", "name", "ran", "session")

    def __init__(self, session: Session, name: str) -> None:
        self.session = session
        self.name = name
        self.ran = False
        self.handler: Handler | None = None

    def label(self) -> str:
        """Return what it is called in the log."""
        return f"{self.session.page.name}.{self.name}"

    def answer(self, extras: Extras) -> None:
        """Say what came of it, with the page's values as they are now."""
        raise NotImplementedError

    def end(self, error: ClientError | None) -> None:
        """Note that it is over."""

    def tasks_of_it(self) -> Extras:
        """Return what is said of the background work that the call asked for."""
        return {}

    def render(self, extras: Extras) -> None:
        """Render; *extras* is what will be said."""
        self.session.render()

    def begin(self) -> None:
        """Leave nothing of the call before."""
        self.session.visit.begin_event()
        notices.begin(self.session.page.request)
        self.session.page.redirect_to = None
        self.session.page.pushes.begin()

    def finish(self, result: Any) -> Extras:
        """Render, and return what is said beside the operations."""
        page = self.session.page
        if isinstance(result, HttpResponseRedirect):
            page.redirect_to = local_url(page.request, result.url)
        elif isinstance(result, HttpResponseBase):
            fix = "return one, or nothing"
            logger.warning("%s.%s returned %r; of responses only redirects mean something here: %s.", page.name, self.name, result, fix)
        if page.redirect_to is None and self.session.visit.someone_else:
            page.redirect_to = page.address  # the page of whoever is there now
        if self.session.visit.changed:
            self.session.cache.clear()
        extras: Extras = {}
        if page.redirect_to is not None:
            extras["to"] = page.redirect_to
            notices.carry_over(page.request, notices.taken(page.request))
        self.session.visit.end_event()
        extras |= self.tasks_of_it()
        self.render(extras)
        if page.pushes.reply is not None:
            extras["reply"] = unpack(page.pushes.reply)
        return extras

    def fail(self, error: BaseException) -> None:
        """Put the state back and say what went wrong."""
        told = error if isinstance(error, ClientError) else self.explained(error)
        self.session.tasks.forget()
        if isinstance(told, LoginRequired):
            self.session.cache.clear()
        if self.ran:
            self.session.page.roll_back()
        if self.handler is not None:
            self._take_back(self.handler, told)
        extras: Extras = {"error": told.as_dict(debug=django_settings.DEBUG)}
        to = getattr(told, "to", None)
        if to is not None:
            extras["to"] = to
        self.say(extras)
        self.end(told)

    def say(self, extras: Extras) -> None:
        """Answer, and add the cookie that the browser needs."""
        cookie = self.session.visit.cookie
        if cookie is not None:  # also where rendering failed: the session is saved, and has another key
            extras["cookie"] = cookie
        self.answer(extras)

    def explained(self, error: BaseException) -> ClientError:
        """Return an author's exception as what the browser may know; log it where it is one."""
        return explain(self.label(), error)

    def _take_back(self, handler: Handler, error: ClientError) -> None:
        """Let the page show that the handler does not run any more: what was put back is how things stood while it did."""
        view = self.session.page.view
        stages.end(view, handler, raised=error)
        try:
            self.session.render()
        except ClientError:  # it is in the log, and what is told is why this handler failed
            self.session.page.roll_back()
            stages.end(view, handler, raised=error)
