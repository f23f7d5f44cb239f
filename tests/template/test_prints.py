"""Prints tell, in another process, which parts of a page differ from what its browser shows."""

from __future__ import annotations

from typing import Any

from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from djust.template import Plan, absolute, absolute_since, prints_of

PAGE = "<p class='{{ c }}'>{{ a }}</p><ul>{% for row in rows %}<li>{{ row }}</li>{% endfor %}</ul>{% if b %}<b>{{ b }}</b>{% endif %}"
NAMES = st.fixed_dictionaries(
    {
        "a": st.sampled_from(["", "x", "<i>"]),
        "b": st.sampled_from(["", "y"]),
        "c": st.just("z"),
        "rows": st.lists(st.integers(0, 2), max_size=3),
    }
)


def plans() -> tuple[Plan, Plan]:
    """The same page in two processes."""
    return Plan(Template(PAGE)), Plan(Template(PAGE))


def values_of(plan: Plan, names: dict[str, Any]) -> Any:
    return plan.evaluate(Context(names))


@settings(deadline=None)
@given(before=NAMES, after=NAMES)
def test_what_differs_is_sent_and_nothing_else(before: dict[str, Any], after: dict[str, Any]) -> None:
    here, there = plans()
    old, new = values_of(here, before), values_of(there, after)
    sent = absolute_since(there, new, prints_of(here, old))
    own = absolute(here, old)

    assert sent == [operation for operation in absolute(there, new) if operation not in own]


def test_what_is_known_of_the_values_before_is_not_looked_at_again() -> None:
    plan, _ = plans()
    old = values_of(plan, {"a": "x", "rows": [1]})
    new = plan.evaluate(Context({"a": "y", "rows": [1]}), previous=old)

    assert prints_of(plan, new, (old, prints_of(plan, old))) == prints_of(plan, new)


def test_without_prints_everything_is_sent() -> None:
    plan, _ = plans()
    values = values_of(plan, {"a": "x", "rows": [1]})

    assert absolute_since(plan, values, ()) == absolute(plan, values)


def test_the_mask_of_a_csrf_token_makes_no_difference() -> None:
    page = "<form>{% if yes %}{% csrf_token %}{% endif %}</form>"
    one, other = ({"yes": True, "csrf_token": token * 64} for token in "ab")
    plan, there = Plan(Template(page)), Plan(Template(page))

    assert absolute_since(there, values_of(there, other), prints_of(plan, values_of(plan, one))) == []


def test_a_template_without_parts_is_one_print() -> None:
    page = "{% if a %}<p>{% endif %}{{ b }}"
    plan = Plan(Template(page))
    old, new = values_of(plan, {"b": "1"}), values_of(plan, {"b": "2"})

    assert absolute_since(plan, old, prints_of(plan, old)) == []
    assert [operation[:2] for operation in absolute_since(plan, new, prints_of(plan, old))] == [[-1, 6]]
