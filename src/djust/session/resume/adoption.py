"""A browser comes to a process that does not have its session: it is looked for where other processes left it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.conf import settings as django_settings

from djust.errors import ClientError, HandlerFailed, LoginRequired, UnknownSession
from djust.protocol.messages import Extras
from djust.session.outlet import Outlet
from djust.session.population import population
from djust.session.replay import replay
from djust.session.resume import keeping
from djust.session.resume import place as places
from djust.session.resume.base import Place, Sight
from djust.session.resume.claims import CLAIMS
from djust.session.resume.kept import Kept, unseal
from djust.session.resume.place import Ticket
from djust.session.resume.state import thaw
from djust.session.session import Session
from djust.session.visitor import Visitor
from djust.sync import Executor
from djust.view import stages
from djust.view.page import Page

logger = logging.getLogger("djust")

#: Seconds for which a session is waited for that is not there (yet): the process that had it may be writing it just now …
PATIENCE: Final = 1.0
#: … where other processes were asked, which takes its time when all are busy …
PATIENCE_WHEN_ASKED: Final = 3.0
#: … and for one that is promised: that process is about to end, and writes all it has.
PATIENCE_WHEN_PROMISED: Final = 10.0
_FIRST_LOOK, _LONGEST_LOOK = 0.02, 0.3
#: Times that a session was taken up while its browser heard nothing of it.
_MOST_STEPS: Final = 20
_INTERRUPTED: Final = "The server was restarted meanwhile; this may be done in part."


async def adopt(visitor: Visitor, ticket: Ticket, frame: int, outlet: Outlet, executor: Executor, gone: Callable[[], bool]) -> Session:
    """Return the session that another process left, going on here; what its browser missed is sent.

    Args:
        gone: Whether the browser has gone meanwhile.

    Raises:
        ClientError: It is nowhere, belongs to another visitor, cannot be taken up, or there is no room.
    """
    place = places.current()
    if place is None:
        raise UnknownSession(detail="its time was over, the process is another one, or its key belongs to another visitor.")
    ticket, kept = await _found(place, ticket, visitor, executor, gone)
    if kept.cookie is not None and not visitor.has(kept.cookie):
        raise UnknownSession(detail="its key belongs to another visitor.")
    if frame < kept.standing.acknowledged:
        raise UnknownSession(detail=f"frame {frame} was there before frame {kept.standing.acknowledged}, which was acknowledged.")
    population.must_have_room()
    page = await executor.run(_rebuilt, visitor, kept)
    session = Session(page, outlet, executor, ticket)
    if gone() or not await executor.run(keeping.take, place, session):
        page.leave()
        raise UnknownSession(detail="it goes on in another process.")
    try:
        population.admit(session)
    except ClientError:
        page.end()
        raise
    session.accepted = kept.standing.handled
    await executor.run(_take_up, session, kept, frame, outlet)
    session.begin()
    return session


async def _found(place: Place, ticket: Ticket, visitor: Visitor, executor: Executor, gone: Callable[[], bool]) -> tuple[Ticket, Kept]:
    """Look until it is there, it is clear that it is not, or patience is at its end."""
    waited, pause, steps = 0.0, _FIRST_LOOK, 0
    patience, ask_at = PATIENCE, 0.0
    while not gone():
        seen = await executor.run(places.attempt, lambda: place.look(ticket.name), Sight.NOTHING)  # noqa: B023 - awaited here
        if isinstance(seen, bytes):
            kept = await executor.run(unseal, seen, ticket)
            if kept is None:
                raise UnknownSession(detail="what lies under its key was sealed by another project, or another version of djust.")
            return ticket, kept
        if seen is Sight.TAKEN and steps < _MOST_STEPS:  # and the browser was not told, or did not hear it
            steps += 1
            ticket = ticket.next
            continue
        if seen is Sight.COMING:
            patience = PATIENCE_WHEN_PROMISED
        elif waited >= ask_at and await executor.run(CLAIMS.ask, ticket, visitor):
            patience, ask_at = max(patience, PATIENCE_WHEN_ASKED), waited + 1.0  # a second time, for one that just began to listen
        if executor.at_once or waited >= patience:
            break
        await asyncio.sleep(pause)
        waited, pause = waited + pause, min(pause * 2, _LONGEST_LOOK)
    raise UnknownSession(detail="neither this process nor the cache of DJUST['RESUME_CACHE'] has it.")


def _rebuilt(visitor: Visitor, kept: Kept) -> Page:
    """Replay the page's GET with its state in place of what ``mount`` would set."""
    return replay(visitor, kept.url, lambda page: _restore(page, kept))


def _restore(page: Page, kept: Kept) -> None:
    view = page.view
    if keeping.class_of(view) != kept.view:
        raise UnknownSession(detail=f"{kept.url} is served by {keeping.class_of(view)} now, it was {kept.view}.")
    page.ambient = replace(page.ambient, language=kept.language, zone=kept.zone)
    page.ambient.activate()  # and no more: the middleware is around us
    try:
        state = thaw(kept.state, view, page.request)
    except Exception as error:  # a class that is gone, or takes its state otherwise now
        logger.warning("%s: a page joins anew, because this version of the code cannot take the state it had: %r.", page.name, error)
        raise UnknownSession(detail=f"its state cannot be taken up: {error!r}") from error
    vars(view).update(state)
    for topic in kept.topics:
        page.subscriptions.add(topic)
    for lost in kept.lost:
        handler = page.registry.handlers.get(lost.handler)
        if handler is not None:
            stages.end(view, handler, raised=HandlerFailed(_INTERRUPTED))
    page.first_render(kept.messages)
    if page.served_to != kept.served_to:
        raise LoginRequired(page.address)


def _take_up(session: Session, kept: Kept, frame: int, outlet: Outlet) -> None:
    session.page.ambient.enter()
    more: list[Extras] = []
    labels = [lost.label for lost in kept.lost if lost.label]
    if labels:
        error = HandlerFailed(_INTERRUPTED, detail=f"{', '.join(labels)} ended with the process that ran it.")
        more.append({"done": labels, "error": error.as_dict(debug=django_settings.DEBUG)})
    session.updates.take_up(kept.standing, frame, more, same_plan=kept.fingerprint == session.page.fingerprint)
    if session.keeps_every_event:
        keeping.keep(session)  # before the browser hears of it: nothing lies there any more
    session.updates.resume(frame, outlet, session.ticket.text)
