"""One line for each event."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from djust import LiveView, event_log
from djust.signals import event_handled
from tests.session.driver import Browser

pytestmark = pytest.mark.urls("tests.browser.site.urls")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture, db: None) -> Iterator[pytest.LogCaptureFixture]:
    """The log of events, switched on."""
    event_log.attach()
    with caplog.at_level(logging.DEBUG, "djust.events"):
        yield caplog
    event_log.detach()


def lines(log: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Return its lines."""
    return [record for record in log.records if record.name == "djust.events"]


def test_an_event_is_one_line_with_its_fields(log: pytest.LogCaptureFixture) -> None:
    browser = Browser().open("/browser/workbench/")
    frame = browser.event("add", {"amount": 2})
    [line] = lines(log)
    fields: dict[str, Any] = vars(line)

    assert line.levelno == logging.DEBUG
    assert line.getMessage().startswith("Workbench.add (event 1): ok in ")
    assert {name: fields[name] for name in ("view", "handler", "ref", "outcome", "queries")} == {
        "view": "Workbench",
        "handler": "add",
        "ref": 1,
        "outcome": "ok",
        "queries": None,
    }
    assert fields["ms"] > 0
    assert fields["bytes"] == len(browser.wire.texts[-1].encode())
    assert frame[0] == 1


def test_what_went_wrong_is_its_outcome(log: pytest.LogCaptureFixture) -> None:
    browser = Browser().open("/browser/workbench/")
    browser.event("add", {"amount": "many"})
    browser.event("drop_it", {"amount": 3})
    browser.event("no_such_thing")

    assert [vars(line)["outcome"] for line in lines(log)] == ["params.invalid", "handler.failed", "handler.unknown"]


def test_a_level_that_is_higher_keeps_it_silent(log: pytest.LogCaptureFixture) -> None:
    with log.at_level(logging.INFO, "djust.events"):
        Browser().open("/browser/workbench/").event("add")

    assert lines(log) == []


def test_it_listens_only_where_the_log_is_to_speak() -> None:
    logger = logging.getLogger("djust.events")

    assert not logger.isEnabledFor(logging.DEBUG)
    assert not event_log.is_wanted()
    assert not event_handled.has_listeners(LiveView)
