"""What the engine skips because state is unchanged must not show: state edited in place gives the bytes that a full evaluation gives.

No browser takes part; the corpus does.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings

from djust.template import compile_template, diff
from djust.view.changes import StateTracker
from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus import FAMILIES

#: States that are made anew for each render hold what cannot be edited in place, and time goes on by itself.
CASES = [
    pytest.param(case, id=f"{family}:{case.name}")
    for family, cases in FAMILIES.items()
    for case in cases
    if case.steady and not any(callable(state) for state in case.states)
]


def become(old: Any, new: Any) -> Any:
    """Edit *old* until it equals *new*, keeping its objects wherever they can be kept, as a handler does."""
    if type(old) is not type(new):
        return copied(new)
    if isinstance(new, dict):
        # Put in again one by one: the order of the names is part of what a page shows.
        kept = dict(old)
        old.clear()
        old.update({name: become(kept[name], value) if name in kept else copied(value) for name, value in new.items()})
        return old
    if isinstance(new, list):
        old[:] = [become(before, after) for before, after in zip(old, new, strict=False)] + [copied(each) for each in new[len(old) :]]
        return old
    return old if old == new and type(old) in (str, int, bool, type(None)) else new


def copied(value: Any) -> Any:
    """Return *value* in containers of its own: the corpus' must stay as they are."""
    if type(value) is dict:
        return {name: copied(each) for name, each in value.items()}
    return [copied(each) for each in value] if type(value) is list else value


@pytest.mark.parametrize("case", CASES)
def test_an_evaluation_that_skips_gives_what_a_full_one_gives(case: Case) -> None:
    source, tracker = case.compiled(), StateTracker()
    with override_settings(**case.settings):
        plan = compile_template(source.template)
        state: dict[str, Any] = copied(dict(case.states[0]))
        values = plan.evaluate(source.context(state))
        tracker.hold(state)
        for target in case.states[1:]:
            become(state, dict(target))
            old, values = values, plan.evaluate(source.context(state), values, tracker.compare(state))
            full = plan.evaluate(source.context(state))
            tracker.hold(state)

            assert plan.write(values) == plan.write(full)
            assert plan.digest(values) == plan.digest(full)
            # Equal trees, whichever way they came about: the browser is told the same.
            assert diff(plan, values, full) == []
            assert diff(plan, old, values) == diff(plan, old, full)


@pytest.mark.parametrize("case", CASES)
def test_an_evaluation_of_unchanged_state_changes_nothing(case: Case) -> None:
    source, tracker = case.compiled(), StateTracker()
    with override_settings(**case.settings):
        plan = compile_template(source.template)
        for target in case.states:
            state: dict[str, Any] = copied(dict(target))
            values = plan.evaluate(source.context(state))
            tracker.hold(state)
            again = plan.evaluate(source.context(state), values, tracker.compare(state))

            assert diff(plan, values, again) == []
            assert plan.write(again) == plan.write(values)
