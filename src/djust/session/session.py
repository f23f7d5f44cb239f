"""One page that is, or was, connected: its mailbox, and one message at a time."""

from __future__ import annotations

import enum
import logging
import secrets
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from django.conf import settings as django_settings

from djust.conf import settings
from djust.errors import ClientError
from djust.protocol.messages import Ack, Broken, Event, Extras
from djust.session import dispatch, inbox
from djust.session.cache import Cache
from djust.session.failures import explain_render
from djust.session.outlet import Outlet
from djust.session.population import population
from djust.session.resume import keeping
from djust.session.resume.claims import CLAIMS
from djust.session.resume.place import Ticket
from djust.session.slowness import watch
from djust.session.tasks import Tasks
from djust.session.updates import Updates
from djust.session.visit import Visit
from djust.session.visitors import owner_of
from djust.signals import session_ended
from djust.spans import span
from djust.sync import Executor, submit
from djust.view.page import Page, Witness
from djust.view.retained import retain

logger = logging.getLogger("djust")

#: Shared by all sessions, and held for a moment.
_lock = threading.Lock()


class State(enum.Enum):
    """Where a session is in its life."""

    CONNECTED = "connected"
    RESTING = "resting"
    ENDED = "ended"


class Session:
    """One page of one browser.

    Attributes:
        ticket: What the browser resumes with; only its document's memory holds it.
        keeps_every_event: Whether other processes are to find the session as it is after each event.
        accepted: The highest ref that was taken in.
        repeated: Refs up to this one may come a second time, because the browser could not know that they had arrived.
    """

    __slots__ = (
        "__weakref__",
        "_working",
        "accepted",
        "cache",
        "executor",
        "keeps_every_event",
        "mailbox",
        "messages",
        "owner",
        "page",
        "repeated",
        "state",
        "tasks",
        "ticket",
        "turns",
        "updates",
        "visit",
        "wants_refresh",
        "watch",
    )

    def __init__(self, page: Page, outlet: Outlet, executor: Executor, ticket: Ticket | None = None) -> None:
        self.page = page
        self.executor = executor
        #: Sees handlers that take long.
        self.watch = watch()
        self.updates = Updates(page, outlet)
        self.visit = Visit(page)
        #: Who has it: see `Visitors`.
        self.owner = owner_of(page)
        executor.lane = population.connected.lane(self.owner)
        self.cache = Cache()
        self.ticket = ticket or Ticket(secrets.token_urlsafe(16))
        self.keeps_every_event = keeping.is_kept_at_every_event(page)
        self.state = State.CONNECTED
        #: A list, though it is read from its front: it is short, and an empty deque holds as much memory as half a page.
        self.mailbox: list[Any] = []
        #: What was broadcast to the page and waits, as text.
        self.messages: list[str] = []
        self.accepted = 0
        self.repeated = 0
        self._working = False
        #: Whether the author called ``update()`` since the last render.
        self.wants_refresh = False
        page.connected = True
        retain(page.request)
        page.on_update = self.wake
        if keeping.is_kept(page):
            CLAIMS.watch(self)
        #: Grows with everything that happens to the view.
        self.turns = 0
        self.tasks = Tasks(self)

    @property
    def key(self) -> str:
        """What it is known by, here."""
        return self.ticket.key

    @property
    def busy(self) -> bool:
        """Whether something is being worked off."""
        return self._working or bool(self.mailbox)

    # -- on the event loop -----------------------------------------------------------------------------------------------

    def receive(self, message: Event | Ack | Broken) -> None:
        """Take a message of the browser.

        Raises:
            ClientError: It cannot be; the session goes on.
        """
        inbox.TAKE[type(message)](self, message)
        self._must_read()

    def _must_read(self) -> None:
        if self.updates.unanswered > inbox.MOST_UNANSWERED:
            logger.warning("%s: a browser sends events and reads no answers; its connection is closed.", self.page.name)
            self.updates.close()

    def post(self, message: Any) -> None:
        """Put something into the mailbox, on the event loop."""
        self.mailbox.append(message)
        if not self._working:
            self._go_on()

    def post_first(self, message: Any) -> None:
        """Put something in front of what waits, on the event loop."""
        self.mailbox.insert(0, message)
        if not self._working:
            self._go_on()

    def begin(self) -> None:
        """The browser knows that it is connected: begin what ``mount`` asked for."""
        if self.keeps_every_event:
            self.post(inbox.Keep())
        if self.page.background.waiting:
            self.post(inbox.Launch())
        if len(self.page.pushes):
            self.wake()
        self.page.subscriptions.connect(self.inform)

    def put(self, message: Any) -> None:
        """Put something into the mailbox, from any thread."""
        self.mailbox.append(message)
        self.executor.start(self._work())  # even where work goes on: it may be about to end, in another thread

    def wake(self) -> None:
        """Render soon; callable from any thread, coalesced."""
        if not self.wants_refresh and self.state is not State.ENDED:
            self.wants_refresh = True
            self.put(inbox.Refresh())

    def inform(self, text: str) -> None:
        """Take what was broadcast to the page; callable from any thread."""
        with _lock:
            self.messages.append(text)
            first = len(self.messages) == 1
            missed = len(self.messages) > max(1, settings().MESSAGES)
            if missed:
                del self.messages[0]
        if missed:
            logger.warning("%s: a message was dropped: %d wait for this page (DJUST['MESSAGES']).", self.page.name, len(self.messages))
        if first and self.state is not State.ENDED:
            self.put(inbox.Told())

    def take_messages(self, most: int) -> list[str]:
        """Return what waits, the oldest first; when that is not all, the mailbox is told to come again."""
        with _lock:
            taken, self.messages = self.messages[:most], self.messages[most:]
        if self.messages:
            self.post(inbox.Told())
        return taken

    def complain(self, error: ClientError, ref: int) -> None:
        """Tell the browser about a message that could not be read; as the answer to its event, where that has a number of its own."""
        extras = {"error": error.as_dict(debug=django_settings.DEBUG)}
        if ref > self.accepted:
            self.accepted = ref
        else:
            ref = 0
        self.updates.answer_at_once(ref, extras)
        self._must_read()

    def drained(self) -> None:
        """The transport can take texts again."""
        if self.updates.held_back:
            self.post(inbox.Flush())

    def lose(self, outlet: Outlet) -> None:
        """A connection is gone: rest until the browser comes back, or does not; nothing where it is back already."""
        if self.state is State.CONNECTED and self.updates.outlet is outlet:
            self.state = State.RESTING
            self.updates.lose()
            population.rest(self)
            self.executor.start(self._weigh())
            self.tasks.lose()
            if keeping.is_kept(self.page):
                self.post(inbox.Keep())

    async def _weigh(self) -> None:
        await self.executor.run(self.page.weigh)
        if population.resting.take(self.key):  # else the browser was back before the scales stood still
            population.rest(self)

    def found(self, executor: Executor) -> None:
        """The browser is back, over another connection."""
        population.resting.take(self.key)  # its old socket may have died while the new one was being answered
        population.connected[self.key] = self
        self.state = State.CONNECTED
        self.executor = executor
        self.watch = watch()
        executor.lane = population.connected.lane(self.owner)
        self.repeated = self.accepted
        self.tasks.found()
        if self.keeps_every_event:
            self.post(inbox.Keep())

    def end(self) -> None:
        """Nobody will come back."""
        if self._let_go():
            session_ended.send_robust(type(self.page.view), session=self)
            self.page.end()

    def leave(self) -> None:
        """Another process goes on with it."""
        if self._let_go():
            self.page.leave()

    def expire(self) -> None:
        """Its time here is over; whether it goes on elsewhere is not known, and may take a moment to ask."""
        if keeping.is_kept(self.page):
            submit(lambda: self.leave() if keeping.lives_elsewhere(self) else self.end())
        else:
            self.end()

    def _let_go(self) -> bool:
        if self.state is State.ENDED:
            return False
        self.state = State.ENDED
        self.mailbox.clear()
        self.tasks.cancel_all()
        self.updates.close()
        self.updates.lose()
        population.connected.pop(self.key, None)
        population.connected.taken(self)
        return True

    def _go_on(self) -> None:
        """Begin what waits first: an event of a sync handler, which is what most of it is, without a task around it."""
        first = self.mailbox[0]
        if type(first) is Event and dispatch.is_quick(self, first):
            self._working = True
            del self.mailbox[0]
            try:
                dispatch.begin(self, first, self._went_on)
            except Exception:  # of ours, or of a machine that has no thread left; as in `_work`
                logger.exception("%s: an event could not be worked off", self.page.name)
                self._working = False
        else:
            self.executor.start(self._work())

    def _went_on(self) -> None:
        self.turns += 1
        self._working = False
        if self.mailbox:
            self._go_on()

    async def _work(self) -> None:
        while self.mailbox and not self._working:  # asked again at the end: another thread may have put something in just then
            self._working = True
            try:
                while self.mailbox:
                    message = self.mailbox.pop(0)
                    try:
                        await inbox.WORK[type(message)](self, message)
                    except Exception:  # of ours: what waits behind it must not wait for ever
                        logger.exception("%s: %s could not be worked off", self.page.name, type(message).__name__.lower())
                    self.turns += 1
                    if type(message) in inbox.UNASKED:
                        self._keep_soon()
            finally:
                self._working = False

    def _keep_soon(self) -> None:
        """What nobody asked for may have changed the page: let other processes know, once for all that waits."""
        wanted = self.keeps_every_event or (self.state is State.RESTING and keeping.is_kept(self.page))
        if wanted and not any(type(message) is inbox.Keep for message in self.mailbox):
            self.mailbox.append(inbox.Keep())

    async def surrounded(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Await an author's coroutine with the page's language and time zone, and what the project puts around it."""
        ambient = self.page.ambient
        ambient.activate()
        try:
            with ambient.around():
                return await coroutine
        finally:
            coroutine.close()  # where it was never begun

    # -- in a thread -----------------------------------------------------------------------------------------------------

    def render(self, witness: Witness | None = None) -> None:
        """Bring the page's values up to date.

        Args:
            witness: As for `Page.render`.

        Raises:
            RenderFailed: The template failed; the values are as they were.
        """
        self.wants_refresh = False
        try:
            with span("evaluate", self.page):
                self.page.render(witness)
        except ClientError:
            raise
        except Exception as error:
            raise explain_render(self.page.name, error) from error

    def keep(self, last: bool = False) -> None:
        """Let other processes find the session as it is now; *last*: this one is about to end."""
        if self.state is State.ENDED or not (last or self.keeps_every_event or self.state is State.RESTING):
            return
        outcome = keeping.keep(self)
        if outcome is keeping.Outcome.ELSEWHERE or (last and outcome is keeping.Outcome.KEPT):
            population.resting.take(self.key)
            self.leave()

    def answer(self, ref: int, extras: Extras) -> None:
        """Answer an event; where every event is kept, it is kept first."""
        if self.keeps_every_event and keeping.keep(self, (ref, extras)) is keeping.Outcome.ELSEWHERE:
            self.leave()  # the browser asks another process for the answer
        else:
            self.updates.answer(ref, extras)

    def go_on(self, frame: int, outlet: Outlet, key: str | None = None) -> None:
        """Bring a browser that comes back up to date.

        Args:
            key: What it is to come back with next time.

        Raises:
            UnknownSession: It shows something that this session does not know.
        """
        self.page.ambient.enter()
        if self.keeps_every_event and not self.busy:  # else its handler is in the middle of something: the mailbox has its turn
            self.keep()
        self.updates.resume(frame, outlet, key)

    def beside(self, step: Callable[..., None], *args: Any) -> None:
        """Take a step of background work, between events."""
        if self.state is not State.ENDED:
            self.page.ambient.enter()
            step(*args)

    def refresh(self) -> None:
        """Render without an event."""
        self.page.ambient.enter()
        try:
            self.render()
        except ClientError as error:
            self.page.roll_back()
            self.updates.complain({"error": error.as_dict(debug=django_settings.DEBUG)})
        else:
            self.updates.refresh()

    def send_held_back(self) -> None:
        """Send what waited for the browser."""
        self.page.ambient.enter()
        self.updates.refresh()

    def mend(self, path: tuple[int, ...]) -> None:
        """Serve a region whose place was broken as a whole."""
        self.page.ambient.enter()
        self.updates.mend(path)
