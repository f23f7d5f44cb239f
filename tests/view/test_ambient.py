"""What surrounds a request is the same around each of the page's events, whatever else is active where they run."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context as Names
from django.template import Template
from django.test import RequestFactory, override_settings
from django.urls import get_script_prefix, get_urlconf, reverse, set_script_prefix, set_urlconf
from django.utils import timezone, translation

from djust.template.plan import compile_template
from djust.view.ambient import Ambient

TOKYO = ZoneInfo("Asia/Tokyo")


def _something_else() -> None:
    translation.activate("fr")
    timezone.activate(TOKYO)
    set_urlconf("tests.somewhere")
    set_script_prefix("/other/")


def _nothing() -> None:
    """Nothing is active."""


@pytest.mark.parametrize("before", [_nothing, _something_else])
@pytest.mark.parametrize(("language", "urlconf", "prefix"), [*product(["en-us", "de", None], [None, "tests.elsewhere"], ["/", "/under/"])])
def test_what_was_captured_is_active(before: Callable[[], None], language: str | None, urlconf: str | None, prefix: str) -> None:
    def entered() -> tuple[Any, ...]:
        before()
        Ambient(language, TOKYO, urlconf, prefix, RequestFactory().get("/")).enter()
        return translation.get_language(), timezone.get_current_timezone(), get_urlconf(), get_script_prefix()

    assert Context().run(entered) == (language, TOKYO, urlconf, prefix)


def test_values_know_the_language_and_the_time_zone_that_were_active() -> None:
    plan = compile_template(Template("{{ name }}"))

    def evaluated(language: str | None) -> Any:
        if language is not None:
            translation.activate(language)
        return plan.evaluate(Names({"name": "?"})).ambient[:2]

    zone = timezone.get_default_timezone()
    assert Context().run(evaluated, None) == ("en-us", zone)
    assert Context().run(evaluated, "de") == ("de", zone)
    with override_settings(LANGUAGE_CODE="de"):
        assert Context().run(evaluated, None) == ("de", zone)


def test_the_projects_own_addresses_need_not_be_set() -> None:
    def captured() -> Ambient:
        set_urlconf("tests.site.urls")
        return Ambient.capture(RequestFactory().get("/"))

    def found() -> str:
        ambient.enter()
        return reverse("counter")

    ambient = Context().run(captured)
    assert ambient.urlconf is None
    assert Context().run(found) == "/counter/"
