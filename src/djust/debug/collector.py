"""Listens to the session, and puts what it heard into the frames of the page that it is about.

A `Record` is current while its event or task runs: the context of its thread, and of what it awaits, leads to it. When it is over it waits
for the frame that answers its event; of a task, for the next one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakKeyDictionary

from djust.debug import description, queries
from djust.debug.record import CURRENT, Record
from djust.debug.values import shown_names
from djust.protocol.messages import Event, Frame
from djust.session.session import Session
from djust.signals import author_failed, page_written, session_ended, session_joined, update_sending
from djust.source_line import line_in_template, line_of_error, line_of_function
from djust.spans import unwatch, watch
from djust.view.context import state_of
from djust.view.page import Page
from djust.view.registry import Handler

_UID: Final = "djust.debug"
#: Records of one page that wait for a frame.
_MOST: Final = 200


@dataclass(slots=True)
class Observed:
    """What is known of one page.

    Attributes:
        state: Its state as text, when the browser was told last.
        records: What waits to be told, by the event's number; tasks have negative ones.
        session: To ask for what runs in the background.
    """

    state: dict[str, str]
    records: dict[int, Record] = field(default_factory=dict)
    session: Session | None = None


_pages: WeakKeyDictionary[Page, Observed] = WeakKeyDictionary()


def attach() -> None:
    """Listen from now on."""
    watch(_watched)
    queries.attach()
    update_sending.connect(_sending, dispatch_uid=_UID)
    page_written.connect(_written, dispatch_uid=_UID)
    session_joined.connect(_joined, dispatch_uid=_UID)
    session_ended.connect(_ended, dispatch_uid=_UID)
    author_failed.connect(_failed, dispatch_uid=_UID)


def detach() -> None:
    """Listen no more."""
    unwatch(_watched)
    queries.detach()
    for signal in (update_sending, page_written, session_joined, session_ended, author_failed):
        signal.disconnect(dispatch_uid=_UID)
    _pages.clear()


def _observed(page: Page) -> Observed:
    known = _pages.get(page)
    if known is None:
        known = _pages[page] = Observed(shown_names(state_of(page.view)))
    return known


# -- spans ---------------------------------------------------------------------------------------------------------------


def _watched(name: str, *about: Any) -> Any:
    match name, *about:
        case "event", Session() as session, Event() as event:
            handler = session.page.registry.handlers.get(event.name)
            return _recorded(session, Record("event", event.name, event.ref, _defined(handler)))
        case "task", Session() as session, str(label):
            return _recorded(session, Record("task", label))
        case "handler", Session(), Handler(), arguments:
            return _called(arguments)
        case _:
            return _timed(name)


@contextmanager
def _recorded(session: Session, record: Record) -> Iterator[None]:
    observed = _observed(session.page)
    observed.session = session
    if record.kind == "event":
        _keep(observed, record.ref, record)
    before = CURRENT.set(record)
    try:
        yield
    finally:
        CURRENT.reset(before)
        if record.kind == "task":
            record.over = time.perf_counter()
            record.stretches["handler"] = record.over - record.began
            _keep(observed, min(0, *observed.records, 0) - 1, record)


def _defined(handler: Handler | None) -> str:
    return "" if handler is None else str(line_of_function(handler.function) or "")


def _keep(observed: Observed, number: int, record: Record) -> None:
    observed.records[number] = record
    while len(observed.records) > _MOST:
        del observed.records[next(iter(observed.records))]


@contextmanager
def _called(arguments: dict[str, Any]) -> Iterator[None]:
    record = CURRENT.get()
    if record is not None:
        record.params = shown_names(arguments)
    with _timed("handler"):
        yield


@contextmanager
def _timed(name: str) -> Iterator[None]:
    record = CURRENT.get()
    if record is None:
        yield
        return
    began = time.perf_counter()
    record.inside.append(name)
    try:
        yield
    finally:
        record.inside.pop()
        record.stretches[name] = record.stretches.get(name, 0.0) + time.perf_counter() - began


# -- signals -------------------------------------------------------------------------------------------------------------


def _joined(session: Session, **_more: Any) -> None:
    observed = _observed(session.page)
    observed.session = session


def _ended(session: Session, **_more: Any) -> None:
    _pages.pop(session.page, None)


def _failed(name: str, error: BaseException, **_more: Any) -> None:
    record = CURRENT.get()
    if record is None:
        return
    lines = [line for line in (line_in_template(error, f"the template of {name}"), line_of_error(error)) if line is not None]
    told = [{"line": str(line), "source": line.text} for line in lines]
    record.error = {"lines": told, "text": f"{type(error).__name__}: {error}"}


def _written(page: Page, **_more: Any) -> str:
    return description.of(page)


def _sending(page: Page, frame: Frame, **_more: Any) -> None:
    """Add what is known to a frame: the events that it answers, the tasks that are over, how the state changed."""
    now = time.perf_counter()
    observed = _observed(page)
    state = shown_names(state_of(page.view))
    before, observed.state = observed.state, state
    names = (*state, *(before.keys() - state.keys()))
    changed = {name: [before.get(name), state.get(name)] for name in names if before.get(name) != state.get(name)}
    about = [number for number in observed.records if number < 0 or number in frame.refs]
    told: dict[str, Any] = {}
    for number in about:
        observed.records[number].over = observed.records[number].over or now  # what follows is our own work
    if about:
        told["records"] = [observed.records.pop(number).told() for number in about]
    if changed:
        told["state"] = changed
    if observed.session is not None and (running := observed.session.tasks.running):
        told["tasks"] = running
    if told:
        frame.extras["debug"] = told
