"""Spans and metrics for OpenTelemetry; needs ``pip install 'djust[otel]'``, and does nothing until `instrument` is called.

::

    event Shop.add                         djust.view, djust.handler, djust.ref, djust.bytes, djust.outcome
    ├── handler Shop.add                   the author's method
    ├── evaluate                           the parts of the template that may differ
    └── diff                               what is now against what the browser shows
    task report                            background work

A span of an event begins a trace of its own: a socket has no headers for each message that could name another one. What the author's code
does inside (queries, requests to others) lands below its handler, where that is instrumented.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any, Final

from djust.errors import ClientError
from djust.protocol.messages import Event
from djust.session.population import population
from djust.session.session import Session
from djust.signals import author_failed, event_handled, update_sent
from djust.spans import unwatch, watch
from djust.view.page import Page
from djust.view.registry import Handler

try:
    from opentelemetry import metrics, trace
    from opentelemetry.context import Context
    from opentelemetry.metrics import CallbackOptions, MeterProvider, Observation
    from opentelemetry.trace import SpanKind, Status, StatusCode, TracerProvider
except ImportError as missing:
    raise ImportError("djust.tracing needs OpenTelemetry: pip install 'djust[otel]'") from missing

_NAME: Final = "djust"


class _Instruments:
    """What spans and numbers are given to."""

    def __init__(self, tracers: TracerProvider | None, meters: MeterProvider | None) -> None:
        self.tracer = trace.get_tracer(_NAME, tracer_provider=tracers)
        meter = metrics.get_meter(_NAME, meter_provider=meters)
        self.durations = meter.create_histogram("djust.event.duration", "s", "Time from an event's turn to its reply")
        self.bytes = meter.create_counter("djust.update.bytes", "By", "Bytes of frames that were sent")
        meter.create_observable_gauge("djust.sessions", [_sessions], "{session}", "Pages, by whether a browser is connected to them")

    # -- spans -----------------------------------------------------------------------------------------------------------

    def watched(self, name: str, *about: Any) -> AbstractContextManager[Any] | None:
        """Surround a stretch of work with a span."""
        match name, *about:
            case "event", Session() as session, Event() as event:
                told: dict[str, Any] = {"djust.view": session.page.name, "djust.handler": event.name, "djust.ref": event.ref}
                title = f"event {session.page.name}.{event.name}"
                return self.tracer.start_as_current_span(title, Context(), SpanKind.SERVER, told, record_exception=False)
            case "handler", Session() as session, Handler() as handler, _:
                return self.tracer.start_as_current_span(f"handler {session.page.name}.{handler.name}", record_exception=False)
            case "task", Session() as session, str(label):
                told = {"djust.view": session.page.name, "djust.task": label}
                return self.tracer.start_as_current_span(f"task {label}", Context(), SpanKind.INTERNAL, told)
            case (("evaluate" | "diff"), Page()):
                return self.tracer.start_as_current_span(name)
            case _:
                return None

    # -- signals, in the context of their event's span -----------------------------------------------------------------------

    def handled(self, session: Session, event: Event, seconds: float, error: ClientError | None, size: int, **_more: Any) -> None:
        """Note what came of an event."""
        outcome = "ok" if error is None else error.code
        span = trace.get_current_span()
        span.set_attributes({"djust.outcome": outcome, "djust.bytes": size})
        if error is not None and error.status >= 500:
            span.set_status(Status(StatusCode.ERROR, error.code))
        self.durations.record(seconds, {"djust.view": session.page.name, "djust.handler": event.name, "djust.outcome": outcome})

    def failed(self, error: BaseException, **_more: Any) -> None:
        """Note an author's exception where it came out of his code."""
        trace.get_current_span().record_exception(error)

    def sent(self, page: Page, size: int, **_more: Any) -> None:
        """Count the bytes of a frame."""
        self.bytes.add(size, {"djust.view": page.name})


def _sessions(_options: CallbackOptions) -> Iterable[Observation]:
    yield Observation(len(population.connected), {"djust.state": "connected"})
    yield Observation(len(population.resting), {"djust.state": "resting"})
    yield Observation(len(population.parked), {"djust.state": "parked"})


_current: list[_Instruments] = []


def instrument(*, tracer_provider: TracerProvider | None = None, meter_provider: MeterProvider | None = None) -> None:
    """Give spans and metrics to OpenTelemetry from now on; a second call takes the place of the first.

    Args:
        tracer_provider: Instead of OpenTelemetry's global one.
        meter_provider: Instead of OpenTelemetry's global one.
    """
    uninstrument()
    made = _Instruments(tracer_provider, meter_provider)
    _current.append(made)
    watch(made.watched)
    event_handled.connect(made.handled, dispatch_uid=_NAME)
    author_failed.connect(made.failed, dispatch_uid=_NAME)
    update_sent.connect(made.sent, dispatch_uid=_NAME)


def uninstrument() -> None:
    """Give nothing any more."""
    while _current:
        unwatch(_current.pop().watched)
    for signal in (event_handled, author_failed, update_sent):
        signal.disconnect(dispatch_uid=_NAME)
