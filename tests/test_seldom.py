"""Warnings that are not repeated."""

from __future__ import annotations

import pytest

from djust import seldom


@pytest.fixture(autouse=True)
def _anew() -> None:
    seldom.forget()


def test_a_warning_is_said_once_and_counted_until_the_next(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        seldom.warn("ROOM", "%d are here.", 5)
    monkeypatch.setattr(seldom, "PAUSE", 0.0)
    seldom.warn("ROOM", "%d are here.", 6)

    assert caplog.messages == ["5 are here.", "6 are here. (2 times more since this was said last)"]


def test_kinds_do_not_hush_each_other(caplog: pytest.LogCaptureFixture) -> None:
    seldom.warn("ROOM", "no room")
    seldom.warn("MAIL", "no mail")

    assert caplog.messages == ["no room", "no mail"]
