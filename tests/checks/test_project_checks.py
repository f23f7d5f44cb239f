"""What ``manage.py check`` says about the project's settings."""

from __future__ import annotations

from typing import Any

from django.core.checks import run_checks
from django.core.checks.registry import registry

from djust.checks import TAG, register
from djust.checks.project import check_app_order, check_settings

ABOVE = ["djust", "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.staticfiles"]


def test_djust_above_staticfiles_is_right(settings: Any) -> None:
    settings.INSTALLED_APPS = ABOVE

    assert check_app_order() == []


def test_djust_below_staticfiles_is_a_warning(settings: Any) -> None:
    settings.INSTALLED_APPS = [*ABOVE[1:], "djust"]

    [warning] = check_app_order()
    assert warning.id == "djust.W001"
    assert "runserver does not serve live pages" in warning.msg
    assert warning.hint == "Move 'djust' above 'django.contrib.staticfiles'. (docs/reference/checks.md#w001)"


def test_without_staticfiles_the_order_does_not_matter(settings: Any) -> None:
    settings.INSTALLED_APPS = [*ABOVE[1:-1], "djust"]

    assert check_app_order() == []


def test_no_setting_and_right_settings_are_right(settings: Any) -> None:
    assert check_settings() == []
    settings.DJUST = {"THREADS": 8}

    assert check_settings() == []


def test_each_wrong_setting_is_an_error(settings: Any) -> None:
    settings.DJUST = {"THREAD": 8, "GRACE": "long"}

    errors = check_settings()
    assert [error.id for error in errors] == ["djust.E001", "djust.E001"]
    assert "Did you mean 'THREADS'?" in errors[0].msg
    assert "'long'" in errors[1].msg


def test_registered_checks_are_run_by_django(settings: Any) -> None:
    before = set(registry.registered_checks)
    settings.DJUST = {"COLOUR": "red"}
    try:
        register()

        assert "djust.E001" in [message.id for message in run_checks(tags=[TAG])]
    finally:
        registry.registered_checks = before


def test_what_is_put_around_pages_must_be_there(settings: Any) -> None:
    settings.DJUST = {"AROUND": "contextlib.nullcontext"}
    assert check_settings() == []
    settings.DJUST = {"AROUND": "contextlib.nowhere"}

    [error] = check_settings()
    assert error.id == "djust.E001"
    assert "'contextlib.nowhere', which cannot be imported" in error.msg
    settings.DJUST = {"AROUND": "contextlib.__name__"}

    [error] = check_settings()
    assert "expected the path of a function that returns a context manager, got that of 'contextlib'" in error.msg
