"""The DJUST setting."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings

from djust import conf
from djust.errors import ConfigurationError


def test_without_a_setting_the_defaults_hold() -> None:
    assert conf.settings() == conf.DEFAULTS


def test_what_is_set_holds_and_is_forgotten_with_the_override() -> None:
    with override_settings(DJUST={"THREADS": 3, "GRACE": 5}):
        changed = conf.settings()

    assert (changed.THREADS, changed.GRACE, changed.MAILBOX) == (3, 5, 128)
    assert conf.settings().THREADS == 64


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"THREAD": 3}, "Did you mean 'THREADS'"),
        ({"zzz": 3}, "There are: THREADS"),
        ({"THREADS": "3"}, "expected int, got '3'"),
        ({"THREADS": True}, "expected int, got True"),
        ({"GRACE": None}, "expected int or float, got None"),
        ({"GRACE": -1}, "expected zero or more, got -1"),
        (["THREADS"], "expected a dictionary"),
    ],
)
def test_a_mistake_is_named(settings: Any, written: Any, said: str) -> None:
    settings.DJUST = written

    with pytest.raises(ConfigurationError, match=said):
        conf.settings()
