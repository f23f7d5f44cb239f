"""What a browser sends for a plain type, and what the handler gets."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.utils import timezone, translation
from django.utils.formats import get_format, localize
from hypothesis import given
from hypothesis import strategies as st

from djust.errors import InvalidParams
from djust.params import parameters_of, register_coercion
from djust.params.scalars import SCALARS, text_of


def bound(annotation: Any, value: Any) -> Any:
    def handler(self, it): ...

    handler.__annotations__["it"] = annotation
    return parameters_of(handler).bind({"it": value})["it"]


KEY = uuid.UUID("8f3b2c5e-0000-4000-8000-1234567890ab")


@pytest.mark.parametrize(
    ("annotation", "sent", "got"),
    [
        (int, "5", 5),
        (int, " -12 ", -12),
        (int, 7, 7),
        (int, 7.0, 7),
        (int, "9007199254740993", 9007199254740993),
        (float, "1.5", 1.5),
        (float, "-.5e3", -500.0),
        (float, 2, 2.0),
        (Decimal, "19.90", Decimal("19.90")),
        (Decimal, 0.1, Decimal("0.1")),
        (Decimal, 3, Decimal(3)),
        (bool, "true", True),
        (bool, "On", True),
        (bool, "yes", True),
        (bool, "0", False),
        (bool, 1, True),
        (bool, False, False),
        (str, "abc", "abc"),
        (str, "", ""),
        (str, 5, "5"),
        (str, 5.0, "5"),
        (str, True, "true"),
        (uuid.UUID, str(KEY), KEY),
        (uuid.UUID, KEY.hex.upper(), KEY),
        (date, "2026-02-28", date(2026, 2, 28)),
        (datetime, "2026-02-28T09:30Z", datetime(2026, 2, 28, 9, 30, tzinfo=UTC)),
        (time, "09:30", time(9, 30)),
        (timedelta, "P1DT2H", timedelta(days=1, hours=2)),
        (timedelta, "90", timedelta(seconds=90)),
        (timedelta, 1.5, timedelta(seconds=1.5)),
    ],
)
def test_a_value_arrives_as_the_annotated_type(annotation: Any, sent: Any, got: Any) -> None:
    arrived = bound(annotation, sent)

    assert arrived == got
    assert type(arrived) is type(got)


@pytest.mark.parametrize(
    ("annotation", "sent"),
    [
        (int, "abc"),
        (int, "5.5"),
        (int, 5.5),
        (int, True),
        (int, "1_000"),
        (int, "١٢"),
        (int, "9" * 5000),
        (int, None),
        (int, ""),
        (int, [5]),
        (int, {}),
        (int, 1e300),
        (float, "nan"),
        (float, "inf"),
        (float, "-Infinity"),
        (float, float("nan")),
        (float, float("inf")),
        (float, "1e999"),
        (float, 10**400),
        (float, True),
        (float, ""),
        (Decimal, "NaN"),
        (Decimal, "sNaN"),
        (Decimal, "Infinity"),
        (Decimal, float("inf")),
        (Decimal, "1e9999"),
        (Decimal, "1,5"),
        (Decimal, 10**500),
        (Decimal, Decimal("NaN")),
        (bool, "maybe"),
        (bool, 2),
        (bool, 1.0),
        (bool, ""),
        (bool, None),
        (str, None),
        (str, ["a"]),
        (str, {"a": 1}),
        pytest.param(str, 10**5000, id="huge"),
        (uuid.UUID, "8f3b2c5e"),
        (uuid.UUID, "8f3b_c5e-0000-4000-8000-1234567890ab"),
        (uuid.UUID, 5),
        (date, "28.02.2026"),
        (date, "2026-02-30"),
        (date, "2026-02-28T09:30"),
        (date, 20260228),
        (datetime, "now"),
        (datetime, 1700000000),
        (time, "25:00"),
        (timedelta, "soon"),
        (timedelta, "P99999999999D"),
        (timedelta, 1e300),
        (timedelta, float("nan")),
        (timedelta, "9" * 200),
        (None, "something"),
    ],
)
def test_a_value_of_another_type_is_refused(annotation: Any, sent: Any) -> None:
    with pytest.raises(InvalidParams) as refused:
        bound(annotation, sent)

    assert list(refused.value.problems) == ["it"]
    assert "expected " in refused.value.problems["it"]
    assert ", got " in refused.value.problems["it"]
    assert len(refused.value.problems["it"]) < 300


def test_the_error_says_what_was_expected_what_came_and_what_to_do() -> None:
    with pytest.raises(InvalidParams) as refused:
        bound(int, "abc")

    problem = refused.value.problems["it"]
    assert problem.startswith("expected a whole number (int), got 'abc'; write digits")
    assert refused.value.detail == f"handler(it: {problem})"
    assert "abc" not in refused.value.text


def test_a_time_without_offset_is_meant_in_the_current_time_zone() -> None:
    with timezone.override(ZoneInfo("Europe/Berlin")):
        arrived = bound(datetime, "2026-07-01T12:00")

    assert arrived == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)


def test_a_time_that_the_clock_change_leaves_out_is_refused() -> None:
    with timezone.override(ZoneInfo("Europe/Berlin")), pytest.raises(InvalidParams):
        bound(datetime, "2026-03-29T02:30")


def test_without_time_zone_support_a_time_stays_naive(settings: Any) -> None:
    settings.USE_TZ = False

    assert bound(datetime, "2026-07-01T12:00").tzinfo is None


class Colour:
    def __init__(self, text: str) -> None:
        if not text.startswith("#"):
            raise ValueError("a colour begins with #")
        self.digits = text.removeprefix("#")


@pytest.fixture
def coercions():
    before = dict(SCALARS)
    yield
    SCALARS.clear()
    SCALARS.update(before)


@pytest.mark.usefixtures("coercions")
def test_a_registered_coercion_serves_its_type() -> None:
    def paint(self, colour: Colour, more: list[Colour] | None = None): ...

    register_coercion(Colour, Colour)
    arrived = parameters_of(paint).bind({"colour": "#ff0000", "more": "#00ff00,#0000ff"})

    assert arrived["colour"].digits == "ff0000"
    assert [colour.digits for colour in arrived["more"]] == ["00ff00", "0000ff"]


@pytest.mark.usefixtures("coercions")
def test_what_a_registered_coercion_raises_is_told() -> None:
    def paint(self, colour: Colour): ...

    register_coercion(Colour, Colour)
    with pytest.raises(InvalidParams) as refused:
        parameters_of(paint).bind({"colour": "red"})
    with pytest.raises(InvalidParams) as also_refused:
        parameters_of(paint).bind({"colour": 5})

    assert "a colour begins with #" in refused.value.problems["colour"]
    assert list(also_refused.value.problems) == ["colour"]


@pytest.mark.usefixtures("coercions")
def test_a_coercion_registered_after_the_first_call_counts() -> None:
    def paint(self, width: int): ...

    assert parameters_of(paint).bind({"width": "3"}) == {"width": 3}
    register_coercion(int, lambda value: int(value) * 10)

    assert parameters_of(paint).bind({"width": "3"}) == {"width": 30}


ROUND_TRIPS = {
    int: st.integers(-(10**50), 10**50),
    float: st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300),
    bool: st.booleans(),
    str: st.text(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30),
    uuid.UUID: st.uuids(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    time: st.times(),
}


@given(st.sampled_from(list(ROUND_TRIPS)).flatmap(lambda kind: ROUND_TRIPS[kind].map(lambda value: (kind, value))))
def test_what_a_template_prints_comes_back_as_the_same_value(pair: tuple[Any, Any]) -> None:
    kind, value = pair
    printed = value.isoformat() if isinstance(value, date | time) else text_of(value)

    arrived = bound(kind, printed)

    assert arrived == value
    assert type(arrived) is kind


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("language", ["en", "de", "fr", "de-ch", "en-in", "ar", "sv"])
@given(
    number=st.integers(-(10**9), 10**9), price=st.decimals(-(10**9), 10**9, places=2), share=st.floats(-1e6, 1e6).map(lambda f: round(f, 6))
)
def test_what_a_template_prints_in_the_pages_language_comes_back(
    language: str, grouped: bool, number: int, price: Decimal, share: float
) -> None:
    with override_settings(USE_THOUSAND_SEPARATOR=grouped), translation.override(language):
        assert bound(int, localize(number)) == number
        if not ambiguous(localize(price)):
            assert bound(Decimal, localize(price)) == price
        if "e" not in repr(share) and not ambiguous(localize(share)):
            assert bound(float, localize(share)) == share


def ambiguous(printed: str) -> bool:
    """Whether a fraction of three digits and a group of three are written alike here: a point is taken as what it is for a computer."""
    return printed.count(".") == 1 and get_format("THOUSAND_SEPARATOR") == "." and get_format("DECIMAL_SEPARATOR") not in printed


@pytest.mark.parametrize(
    ("annotation", "sent"),
    [
        (int, "1,5"),
        (int, "12.34"),
        (int, "1234.567"),
        (int, "1.234.56"),
        (float, "1.234.567,8.9"),
        (float, "1,,5"),
        (Decimal, "1,5,0"),
        (float, ","),
    ],
)
def test_a_number_that_no_german_page_prints_is_refused(annotation: Any, sent: str) -> None:
    with override_settings(USE_THOUSAND_SEPARATOR=True), translation.override("de"), pytest.raises(InvalidParams):
        bound(annotation, sent)


def test_an_english_page_takes_no_comma_for_a_point() -> None:
    with translation.override("en"), pytest.raises(InvalidParams):
        bound(float, "1,5")
