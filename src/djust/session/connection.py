"""One socket's side of the conversation: texts in, texts out; it finds its session with the first message."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from django.conf import settings as django_settings

from djust.conf import django, settings
from djust.errors import BadMessage, ClientError, MountFailed
from djust.protocol import codec
from djust.protocol.messages import Ack, Broken, Downward, Event, Join, Joined, Ping, Pong, Refused, Resume, Upward
from djust.session import joining
from djust.session.failures import as_detail
from djust.session.outlet import Outlet
from djust.session.population import population
from djust.session.resume import adoption, departure, keeping
from djust.session.resume.place import Ticket
from djust.session.sending import deliver
from djust.session.session import Session
from djust.session.visitor import Visitor
from djust.signals import session_joined, session_resumed
from djust.sync import Executor
from djust.view.page import cookie_binding

logger = logging.getLogger("djust")


class Connection:
    """What a transport holds for one socket.

    Args:
        visitor: Who is at the other end.
        outlet: Where texts go.
        executor: Where work is done.
    """

    __slots__ = ("_executor", "_gone", "_outlet", "_visitor", "asked", "session")

    def __init__(self, visitor: Visitor, outlet: Outlet, executor: Executor) -> None:
        self._visitor = visitor
        self._outlet = outlet
        self._executor = executor
        self._gone = False
        #: Whether a page was asked for, and not in vain so far.
        self.asked = False
        self.session: Session | None = None

    async def receive(self, text: str | bytes) -> None:
        """Take one frame of the socket; returns when the next may come. Never raises for what a browser sent."""
        bounds = django()
        try:
            message = codec.decode(text, limit=bounds.DATA_UPLOAD_MAX_MEMORY_SIZE, fields=bounds.DATA_UPLOAD_MAX_NUMBER_FIELDS)
        except ClientError as error:
            self._complain(error, codec.leading_ref(text))
            return
        try:
            if type(message) is Event:  # what most of it is
                self._take(message)
            else:
                await _RECEIVERS[type(message)](self, message)
        except ClientError as error:
            self._complain(error, message.ref if isinstance(message, Event) else 0)

    @property
    def crowded(self) -> bool:
        """Whether the mailbox is nearly full."""
        if self.session is None or not self.session.mailbox:
            return False
        return len(self.session.mailbox) > settings().MAILBOX // 2

    def drained(self) -> None:
        """The transport can take texts again."""
        if self.session is not None:
            self.session.drained()

    async def depart(self) -> None:
        """The socket is gone because the process is about to end: returns when the page can."""
        session = self.session
        departure.begin(self._executor)
        self.lost()
        if session is not None:
            await departure.depart(session)

    def lost(self) -> None:
        """The socket is gone."""
        self._gone = True
        if self.session is not None:
            self.session.lose(self._outlet)
            self.session = None

    # -- one method for each message ---------------------------------------------------------------------------------------

    async def _join(self, join: Join) -> None:
        self._must_be_new()
        try:
            found = joining.adopt(self._visitor, join)
            if found is None:
                found = await self._executor.run(joining.mount_anew, self._visitor, join)
        except ClientError as error:
            self._refuse(error)
            return
        except Exception as error:
            logger.exception("a page could not be mounted for a socket")
            self._refuse(MountFailed(detail=as_detail("the page could not be mounted for a socket", error)))
            return
        session = Session(found.page, self._outlet, self._executor)
        try:
            population.admit(session)
        except ClientError as error:
            found.page.end()
            self._refuse(error)
            return
        self.session = session
        joined = Joined(session.ticket.text, found.how, found.ops, found.html, publish=found.publish, state=found.state)
        deliver(found.page, self._outlet, joined)
        session_joined.send_robust(type(found.page.view), session=session, how=found.how)
        session.begin()
        if self._gone:
            self.lost()

    async def _resume(self, resume: Resume) -> None:
        self._must_be_new()
        try:
            session = await self._returned(Ticket.read(resume.key), resume.frame)
        except ClientError as error:
            self._refuse(error)
            return
        except Exception as error:
            logger.exception("a page could not go on for a socket")
            self._refuse(MountFailed(detail=as_detail("the page could not go on", error)))
            return
        session.found(self._executor)
        self.session = session
        session_resumed.send_robust(type(session.page.view), session=session)
        if self._gone:
            self.lost()

    async def _returned(self, ticket: Ticket, frame: int) -> Session:
        """Return the session of a browser that comes back, brought up to date: this process's, or one that another left."""
        session = population.return_of(ticket.key, lambda session: self._visitor.has(cookie_binding(session.page.request)))
        if session is None:
            return await adoption.adopt(self._visitor, ticket, frame, self._outlet, self._executor, lambda: self._gone)
        if not await self._executor.run(keeping.claim, session):
            session.leave()
            return await adoption.adopt(self._visitor, session.ticket.next, frame, self._outlet, self._executor, lambda: self._gone)
        key = None if session.ticket == ticket else session.ticket.text
        try:
            await self._executor.run(session.go_on, frame, self._outlet, key)
        except ClientError:
            session.end()
            raise
        return session

    async def _session_message(self, message: Ack | Broken) -> None:
        self._take(message)

    def _take(self, message: Event | Ack | Broken) -> None:
        if self.session is None:
            raise BadMessage(detail=f"expected a join or a resume first, got {type(message).__name__.lower()}.")
        if not self._is_ghost(self.session):
            self.session.receive(message)

    async def _ping(self, _ping: Ping) -> None:
        self._send(Pong())

    # -- answers -----------------------------------------------------------------------------------------------------------

    def _is_ghost(self, session: Session) -> bool:
        """Whether the browser is back over another socket, and this one does not know yet that it is dead."""
        return session.updates.outlet is not self._outlet

    def _must_be_new(self) -> None:
        if self.session is not None:
            raise BadMessage(detail="expected one join or resume for each connection, got another one.")
        self.asked = True

    def _complain(self, error: ClientError, ref: int = 0) -> None:
        """Tell the browser that a message was not understood; an answer to its event, where it has a new number."""
        if self.session is None:
            self._refuse(error)
        elif not self._is_ghost(self.session):
            self.session.complain(error, ref)

    def _refuse(self, error: ClientError) -> None:
        self.asked = False
        detail = error.detail if django_settings.DEBUG else ""
        self._send(Refused(error.code, error.text, joining.refusal_address(error), detail))

    def _send(self, message: Downward) -> None:
        self._outlet.send(codec.encode(message))


_RECEIVERS: Final[dict[type[Upward], Callable[[Connection, Any], Awaitable[None]]]] = {
    Join: Connection._join,
    Resume: Connection._resume,
    Ack: Connection._session_message,
    Broken: Connection._session_message,
    Ping: Connection._ping,
}
