"""What a browser shows, and the frames that bring it up to date.

No frame is kept. For every frame that the browser has not acknowledged there is the tree of values it led to (trees share
structure), so whatever happens on the way, the next frame is one difference: between what the browser showed last and what is true
now. A browser that reads slowly, one that does not acknowledge and one that comes back are the same case.

Called from the thread that handles an event and from the one that handles a resume, hence the lock; texts are sent inside it, so
they leave in the order of their numbers.
"""

from __future__ import annotations

import logging
import threading
from operator import itemgetter
from typing import Any, Final

from djust.errors import UnknownSession
from djust.protocol.messages import Extras, Frame, Resumed
from djust.session.outlet import Outlet
from djust.session.sending import send
from djust.session.standing import Standing, kept
from djust.spans import span
from djust.template import Printer, Prints, Values, absolute_since, diff, repair
from djust.template.parts import DOCUMENT, MORPH
from djust.template.regions import Region
from djust.types import Op
from djust.view import document
from djust.view.page import Page

logger = logging.getLogger("djust")
_BROKEN = "Look for HTML (|safe, widgets) that leaves a tag open or stands where it cannot, or for a script that replaced what stood there."

#: Of an operation; `DOCUMENT` is one.
_KIND: Final = itemgetter(0)
#: A page whose values break it again and again is not mended for ever.
MOST_MENDS: Final = 100
#: Errors of what nobody asked for, while they cannot be sent.
MOST_ERRORS: Final = 20
#: After so many characters that nobody acknowledged, what led to them is let go: a browser that comes back from there gets the whole page.
#: A tree weighs about what the frame that led to it does.
MOST_OUT: Final = 256 * 1024
#: With so many frames out nothing more is sent until an acknowledgement comes.
UNACKNOWLEDGED: Final = 64


class Updates:
    """The frames of one session."""

    __slots__ = (
        "_acknowledged",
        "_broken",
        "_coming",
        "_due",
        "_lock",
        "_mended",
        "_mends",
        "_number",
        "_out",
        "_page",
        "_printer",
        "_shown",
        "_told",
        "_trees",
        "_waiting",
        "handled",
        "held_back",
        "outlet",
        "sent",
    )

    def __init__(self, page: Page, outlet: Outlet) -> None:
        self._page = page
        self.outlet: Outlet | None = outlet
        self._lock = threading.Lock()
        #: The last frame's number, and what the browser shows once it has applied it.
        self._number = 0
        self._shown: Values = page.values
        #: By frame, what it led to; only its prints, or nothing, where another process sent it.
        self._trees: dict[int, Values | Prints | None] = {0: page.values}
        self._printer: Printer | None = None
        self._acknowledged = 0
        #: The last event that was answered (in order), those whose answers wait, and answers that say more than "done".
        self.handled = 0
        self._waiting: list[tuple[int, Extras]] = []
        self._told: list[tuple[int, Extras]] = []
        #: Answers of the event loop, which must not wait for a thread that holds the lock.
        self._coming: list[tuple[int, Extras]] = []
        #: How many characters were sent since all was acknowledged, more or less.
        self._out = 0
        #: … and how many bytes in all.
        self.sent = 0
        self._broken: frozenset[Region] = frozenset()
        #: Places to be sent whole with the next frame; and those that were, in a frame that may be lost.
        self._due: list[tuple[int, ...]] = []
        self._mended: list[tuple[int, tuple[int, ...]]] = []
        self._mends = 0
        #: Whether something could not be sent when it was there; the session asks again when the browser can take it.
        self.held_back = False

    # -- what the session says -------------------------------------------------------------------------------------------

    def answer(self, ref: int, extras: Extras) -> None:
        """Answer an event, with whatever the page's values are now; at once, or when the browser can take it."""
        with self._lock:
            self.handled = ref
            self._waiting.append((ref, extras))
            self._flush()
        self._tell_coming()

    def answer_at_once(self, ref: int, extras: Extras) -> None:
        """Answer out of turn (0: say something that answers no event), and leave the page as it is; never waits for the lock."""
        self._coming.append((ref, extras))
        self._tell_coming()

    def complain(self, extras: Extras) -> None:
        """Say something that answers no event."""
        with self._lock:
            self._make_room()
            self._waiting.append((0, extras))
            self._flush()
        self._tell_coming()

    def refresh(self) -> None:
        """Send what is new, if anything is."""
        with self._lock:
            self._flush()
        self._tell_coming()

    def mend(self, path: tuple[int, ...]) -> None:
        """Serve a region of the page as one opaque range from now on: a value broke its place."""
        with self._lock:
            if self._mends == MOST_MENDS:
                return
            self._mends += 1
            try:
                region = self._page.plan.region(self._shown, path)
            except (LookupError, TypeError):
                region = None  # a path that leads nowhere: the browser's page is not what we think
            self._broken |= {region}
            self._due.append(path if region is not None else ())
            logger.warning("%s: a value broke the place %s of its page, now served as one piece. %s", self._page.name, list(path), _BROKEN)
            self._flush()
        self._tell_coming()

    # -- what the browser says -------------------------------------------------------------------------------------------

    def acknowledge(self, number: int) -> bool:
        """Take note of the last frame applied; False when no such frame was sent.

        Without the lock, because it is called on the event loop: trees that are not needed any more go with the next frame.
        """
        if number > self._number:
            return False
        if number > self._acknowledged:
            self._acknowledged = number
        return True

    @property
    def broken(self) -> frozenset[Region]:
        """The ranges whose marks the browser could not find."""
        return self._broken

    @property
    def unanswered(self) -> int:
        """How many answers wait."""
        return len(self._waiting) + len(self._coming)

    def close(self) -> None:
        """End the connection of a browser that does not keep to the protocol."""
        if self.outlet is not None:
            self.outlet.close()

    # -- losing and finding the browser ----------------------------------------------------------------------------------

    def lose(self) -> None:
        """The connection is gone; answers wait for its return."""
        self.outlet = None

    def resume(self, number: int, outlet: Outlet, key: str | None = None) -> None:
        """Go on with a browser that has applied frame *number*, over a new connection.

        Args:
            key: What it is to come back with next time, where that is something else now.

        Raises:
            UnknownSession: Its frame is none of those that it may have.
        """
        with self._lock:
            self._acknowledged = max(self._acknowledged, number)
            self._trim()
            if number not in self._trees:
                raise UnknownSession(detail=f"frame {number} is not among those that may be unacknowledged: {list(self._trees)}.")
            shown = self._trees[number]
            self._number += 1
            for ref, extras in self._waiting:
                if extras:
                    self._told.append((self._number, {"ref": ref, **kept(extras)}))  # its `to`, its error: not lost with the socket
            self._waiting.clear()
            self._told += [(self._number, {"ref": 0, "events": [event]}) for event in self._page.pushes.take()]
            if self.outlet is not None and self.outlet is not outlet:
                self.outlet.close()  # a socket that is dead and does not know it yet
            self.outlet = outlet
            lost = [path for sent, path in self._mended if sent > number] + self._due
            ops = self._difference(shown)
            for path in lost:  # a path leads where it led only while the page is as it was
                ops = [*ops, *(self._repaired(path) if shown is self._page.values else [[DOCUMENT]])]
            if any(op[0] == DOCUMENT for op in ops):
                ops = [[DOCUMENT, MORPH, self._html()]]
            state = self._state_since(shown)
            self._due, self._mended = [], [(self._number, path) for path in lost]
            self._shown = self._page.values
            self._trees = {number: shown, self._number: self._shown}
            self._send(Resumed(self._number, self.handled, ops, tuple(told for _, told in self._told), key, state))

    # -- going on in another process -------------------------------------------------------------------------------------

    def standing(self, answer: tuple[int, Extras] | None = None) -> Standing:
        """Return where the conversation stands.

        Args:
            answer: To an event, about to be given: it counts as given.
        """
        with self._lock:
            self._take_coming()
            self._trim()
            at_once = answer is not None and not self._waiting and not self.held_back
            waiting = self._waiting if answer is None else [*self._waiting, answer]
            told = [(self._number + 1, {"ref": ref, **kept(extras)}) for ref, extras in waiting if extras]
            told += [(self._number + 1, {"ref": 0, "events": [event]}) for event in self._page.pushes.waiting()]
            self._printer = printer = self._printer or Printer(self._page.plan)
            shown = {number: printer.of(tree) if isinstance(tree, Values) else tree for number, tree in self._trees.items()}
            if at_once:
                shown[self._number + 1] = printer.of(self._page.values)
            return Standing(
                number=self._number + at_once,
                handled=self.handled if answer is None else answer[0],
                acknowledged=self._acknowledged,
                shown=shown,
                told=(*self._told, *told),
                whole=bool(self._broken or self._due or self._mended),
            )

    def take_up(self, standing: Standing, number: int, more: list[Extras], *, same_plan: bool) -> None:
        """Take the place of another process that left the conversation there; `resume` follows.

        Args:
            number: The last frame that the browser has applied.
            more: To be said beside the answers that may have been lost.
            same_plan: Whether the page is still made of the same parts.
        """
        with self._lock:
            self.handled, self._acknowledged, self._number = standing.handled, number, max(standing.number, number)
            self._trees = {number: standing.shown_at(number, same_plan=same_plan)}
            self._told = [*standing.untold(number), *((self._number + 1, {"ref": 0, **extras}) for extras in more)]

    def _tell_coming(self) -> None:
        """Send what the event loop has to say, unless somebody else is about to: whoever has the lock asks again when it is free."""
        while self._coming and self._lock.acquire(blocking=False):
            try:
                self._take_coming()
                self._answer_without_page()
            finally:
                self._lock.release()

    # -- inside the lock -------------------------------------------------------------------------------------------------

    def _answer_without_page(self) -> None:
        """Send answers that wait, where nothing else does: what the page is now may be half of an event."""
        outlet = self.outlet
        if outlet is None or not outlet.writable or self.held_back or self._number - self._acknowledged >= UNACKNOWLEDGED:
            self.held_back = True
            return
        waiting, self._waiting = self._waiting, []
        for ref, extras in waiting:
            self._frame((ref,) if ref else (), [], extras)

    def _take_coming(self) -> None:
        while self._coming:
            self._waiting.append(self._coming.pop(0))
            self._make_room()

    def _make_room(self) -> None:
        """Of errors that answer nobody, and that nobody reads, the latest will do: what nobody asked for may go wrong again and again."""
        errors = [each for each in self._waiting if each[0] == 0 and each[1].keys() <= {"error", "to"}]
        if len(errors) >= MOST_ERRORS:
            self._waiting.remove(errors[0])

    def _flush(self) -> None:
        self._take_coming()
        self._trim()
        outlet = self.outlet
        self.held_back = outlet is None or not outlet.writable or self._number - self._acknowledged >= UNACKNOWLEDGED
        if self.held_back:
            # How an outcome is shown leads to places of the page as it is now, and the page will be another one.
            self._waiting = [(ref, kept(extras)) for ref, extras in self._waiting]
            return
        ops = self._difference(self._shown)
        for path in self._due:
            ops = [*ops, *self._repaired(path)]
        state = self._state_since(self._shown)
        common: Extras = {"state": state} if state else {}
        whole = DOCUMENT in map(_KIND, ops)
        if whole:
            ops, common = [], self._whole()
        if common or not whole:  # else answers leave without it, and the next frame begins here again
            self._shown = self._page.values
            if ops or common:
                self._mended += [(self._number + 1, path) for path in self._due]
            self._due.clear()
        if len(self._page.pushes):
            common = {**common, "events": self._page.pushes.take()}
        plain, special = self._take_waiting()
        if plain or ((ops or common) and not special):
            self._frame(plain, ops, common)
            ops, common = [], {}
        for ref, extras in special:
            self._frame((ref,) if ref else (), ops, {**common, **extras})
            ops, common = [], {}

    def _take_waiting(self) -> tuple[tuple[int, ...], list[tuple[int, Extras]]]:
        """Return the numbers of the answers that only say "done", and the others."""
        waiting, self._waiting = self._waiting, []
        if len(waiting) == 1 and not waiting[0][1]:
            return (waiting[0][0],), []
        return tuple(ref for ref, extras in waiting if not extras), [each for each in waiting if each[1]]

    def _difference(self, shown: Values | Prints | None) -> list[Op]:
        if shown is self._page.values:
            return []
        if shown is None:
            return [[DOCUMENT]]
        try:
            if not isinstance(shown, Values):
                return absolute_since(self._page.plan, self._page.values, shown)
            with span("diff", self._page):
                ops: list[Op] = diff(self._page.plan, shown, self._page.values, self._broken)
        except Exception:  # of ours: better the whole page than one that stays wrong, or an event without an answer
            logger.exception("%s: no difference could be told; the page is sent whole. Please report this", self._page.name)
            return [[DOCUMENT]]
        return ops

    def _state_since(self, shown: Values | Prints | None) -> list[Any]:
        """Return what the browser may know of the state and does not know yet."""
        now = self._page.values.told
        if now is None or shown is self._page.values:
            return []
        changes: list[Any] = now.changes(shown.told if isinstance(shown, Values) else None)
        return changes

    def _repaired(self, path: tuple[int, ...]) -> list[Op]:
        if path:
            try:
                ops: list[Op] = repair(self._page.plan, self._page.values, path)
            except (LookupError, TypeError):
                return []  # the difference before it took that place away
            return ops
        return [[DOCUMENT]]

    def _whole(self) -> Extras:
        try:
            return {"html": self._html()}
        except Exception:  # a project's storage that does not know our script, say: no event may wait for that
            logger.exception("%s: the page could not be written as a whole; the next frame tries again", self._page.name)
            return {}

    def _html(self) -> str:
        """Return the whole page; without marks where those did not hold."""
        return document.write(self._page, marks=None not in self._broken)

    def _frame(self, refs: tuple[int, ...], ops: list[Op], extras: Extras) -> None:
        self._number += 1
        self._trees[self._number] = self._shown
        told = kept(extras)
        if told:
            self._told.append((self._number, {"ref": refs[0] if refs else 0, **told}))
        self._out += self._send(Frame(self._number, refs, ops, extras))
        if self._out > MOST_OUT:
            self._out = 0
            for number in self._trees:
                if number != self._number:
                    self._trees[number] = None

    def _send(self, message: Frame | Resumed) -> int:
        if self.outlet is None:
            return 0
        size = send(self._page, self.outlet, message)
        self.sent += size
        return size

    def _trim(self) -> None:
        """Let go of what the browser will never come back to."""
        if self._acknowledged == self._number:
            self._out = 0
        for number in [number for number in self._trees if number < self._acknowledged]:
            del self._trees[number]
        if self._told and self._told[0][0] <= self._acknowledged:
            self._told = [each for each in self._told if each[0] > self._acknowledged]
        if self._mended and self._mended[0][0] <= self._acknowledged:
            self._mended = [each for each in self._mended if each[0] > self._acknowledged]
