"""Spans and metrics, as OpenTelemetry's own in-memory exporters see them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from djust import LiveView, spans, tracing
from djust.session.population import population
from djust.signals import event_handled
from tests.session.driver import Browser

pytestmark = pytest.mark.urls("tests.browser.site.urls")


@pytest.fixture
def exported(db: None) -> Iterator[InMemorySpanExporter]:
    """Spans of a workbench."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing.instrument(tracer_provider=provider)
    yield exporter
    tracing.uninstrument()
    provider.shutdown()


def by_name(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    """Return what was exported."""
    return {span.name: span for span in exporter.get_finished_spans()}


def parent_of(span: ReadableSpan) -> int | None:
    """Return the id of the span around it."""
    return None if span.parent is None else span.parent.span_id


def own_id(span: ReadableSpan) -> int:
    """Return its id."""
    assert span.context is not None
    return span.context.span_id


def test_an_event_holds_its_handler_the_evaluation_and_the_difference(exported: InMemorySpanExporter) -> None:
    Browser().open("/browser/workbench/").event("add", {"amount": 2})
    found = by_name(exported)
    event = found["event Workbench.add"]

    assert list(found) == ["handler Workbench.add", "evaluate", "diff", "event Workbench.add"]
    assert [parent_of(found[name]) for name in ("handler Workbench.add", "evaluate", "diff")] == [own_id(event)] * 3
    assert parent_of(event) is None
    assert event.attributes is not None
    assert dict(event.attributes) | {"djust.bytes": 0} == {
        "djust.view": "Workbench",
        "djust.handler": "add",
        "djust.ref": 1,
        "djust.outcome": "ok",
        "djust.bytes": 0,
    }
    assert int(str(event.attributes["djust.bytes"])) > 10


def test_each_event_is_a_trace_of_its_own(exported: InMemorySpanExporter) -> None:
    browser = Browser().open("/browser/workbench/")
    browser.event("add")
    browser.event("add")
    traces = {span.context.trace_id for span in exported.get_finished_spans() if span.context is not None}

    assert len(traces) == 2


def test_a_handler_that_fails_is_an_error_with_its_exception(exported: InMemorySpanExporter) -> None:
    Browser().open("/browser/workbench/").event("drop_it", {"amount": 3})
    event = by_name(exported)["event Workbench.drop_it"]
    [noted] = event.events

    assert event.status.status_code is StatusCode.ERROR
    assert event.status.description == "handler.failed"
    assert noted.attributes is not None
    assert noted.attributes["exception.type"] == "IndexError"


def test_what_a_browser_did_wrong_is_no_error_of_the_server(exported: InMemorySpanExporter) -> None:
    Browser().open("/browser/workbench/").event("add", {"amount": "many"})
    event = by_name(exported)["event Workbench.add"]

    assert event.status.status_code is StatusCode.UNSET
    assert event.attributes is not None
    assert event.attributes["djust.outcome"] == "params.invalid"


def test_background_work_is_a_span(exported: InMemorySpanExporter) -> None:
    Browser().open("/browser/workbench/").event("saw")
    task = by_name(exported)["task saw"]

    assert parent_of(task) is None
    assert task.end_time is not None
    assert task.start_time is not None
    assert task.end_time - task.start_time >= 0.3e9


def test_metrics_count_events_bytes_and_sessions(db: None) -> None:
    reader = InMemoryMetricReader()
    provider = MeterProvider([reader], shutdown_on_exit=False)
    tracing.instrument(meter_provider=provider)
    browser = Browser().open("/browser/workbench/")
    browser.event("add")
    browser.event("add", {"amount": "many"})
    measured = reader.get_metrics_data()
    tracing.uninstrument()
    provider.shutdown()
    assert measured is not None
    scopes = [scope for each in measured.resource_metrics for scope in each.scope_metrics]
    points: dict[str, list[Any]] = {metric.name: list(metric.data.data_points) for scope in scopes for metric in scope.metrics}

    assert {point.attributes["djust.outcome"]: point.count for point in points["djust.event.duration"]} == {"ok": 1, "params.invalid": 1}
    assert points["djust.update.bytes"][0].value == sum(len(text.encode()) for text in browser.wire.texts[1:])
    assert {point.attributes["djust.state"] for point in points["djust.sessions"]} == {"connected", "resting", "parked"}
    assert points["djust.sessions"][0].value == len(population.connected) >= 1


def test_without_it_a_stretch_costs_nothing_and_nobody_listens() -> None:
    assert spans.span("event", 1, 2) is spans.span("diff")
    assert not event_handled.has_listeners(LiveView)


def test_djust_starts_without_opentelemetry() -> None:
    begin = "from django.conf import settings; settings.configure(INSTALLED_APPS=['djust'])"
    program = f"import sys, django; {begin}; django.setup(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    assert "djust.apps" in loaded
    assert not [name for name in loaded if name.startswith("opentelemetry")]


def test_a_watcher_that_fails_does_no_harm(db: None, caplog: pytest.LogCaptureFixture) -> None:
    def broken(name: str, *about: object) -> None:
        raise RuntimeError("a watcher's own mistake")

    spans.watch(broken)
    try:
        frame = Browser().open("/browser/workbench/").event("add")
    finally:
        spans.unwatch(broken)

    assert frame[2]
    assert "a watcher of djust.spans failed at the beginning of 'event'" in caplog.text
