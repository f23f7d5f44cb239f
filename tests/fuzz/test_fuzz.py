"""A sample of the hunt, of bounded length; ``make fuzz-wire`` goes on for as long as one likes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import NAMES, PARAMS, Cases
from tests.fuzz.targets import TARGETS, alive, throw

# A page that is mounted closes old connections, as any request does; that asks a connection which other tests left open.
pytestmark = [pytest.mark.urls("tests.fuzz.site"), pytest.mark.django_db]

CASES = {"read": 4000, "bind": 2000, "converse": 250, "enter": 250}
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.sampled_from(PARAMS),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(PARAMS) | st.text(), inner, max_size=5),
    max_leaves=20,
)
EVENTS = st.tuples(
    st.integers(1, 50), st.integers(0, 3), st.sampled_from(NAMES) | st.text(), st.dictionaries(st.sampled_from(PARAMS), JSON)
)


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes_holds(name: str) -> None:
    cases = Cases(seed=20_240_131)
    for _ in range(CASES[name]):
        text = cases.lines() if name in ("converse", "enter") else cases.one()
        try:
            throw(name, text)
        except BaseException as error:
            error.add_note(f"the case: {text!r}")
            raise


def test_no_session_stays_in_memory() -> None:
    before = alive()
    cases = Cases(seed=7)
    for _ in range(50):
        throw("converse", cases.lines())

    assert alive() <= before + 2, "of fifty: what was logged last may hold one"


@settings(max_examples=150, deadline=None)
@given(st.text() | JSON.map(json.dumps))
def test_the_codec_reads_or_refuses_any_text(text: str) -> None:
    throw("read", text)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(PARAMS), JSON).map(json.dumps))
def test_parameters_are_what_was_asked_for(text: str) -> None:
    throw("bind", text)


@settings(max_examples=50, deadline=None)
@given(st.lists(EVENTS, min_size=1, max_size=6))
def test_no_event_climbs_a_wall(events: list[Any]) -> None:
    throw("converse", "\n".join(json.dumps(event) for event in events))
