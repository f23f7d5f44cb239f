"""An element is followed from one update to the next, on every awkward template of the corpus."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.template import Context
from django.test import override_settings

from djust.template import compile_template, diff
from djust.testing import blocks
from djust.testing.screen import Screen
from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus import FAMILIES

CASES = [case for family in FAMILIES.values() for case in family]
#: Of all followed updates so many may be unclear to this parser; then fields are found again by their names.
FEW = 0.1


def screens(case: Case) -> list[tuple[str, str, Any]]:
    """Return, for each state of a case, its HTML with marks, without them, and the operations that lead to it."""
    compiled = case.compiled()
    plan = compile_template(compiled.template)
    found: list[tuple[str, str, Any]] = []
    values = None
    for state in case.states:
        context: Context = compiled.context(state)
        before, values = values, plan.evaluate(context)
        ops = diff(plan, before, values) if before is not None else []
        found.append((plan.write(values), plan.write(values, marks=False), ops))
    return found


def key_of(element: Any) -> str | None:
    found: str | None = element.get("dj-key") or element.get("data-key")
    return found


def test_rows_are_followed_by_their_keys_and_elements_by_their_names() -> None:
    followed = unclear = rows = 0
    for case in CASES:
        with override_settings(**case.settings):
            known = [(Screen(f"<body>{plain}</body>", f"<body>{marked}</body>"), ops) for marked, plain, ops in screens(case)]
        for (old, _), (new, ops) in pairwise(known):
            if old.reading is None or new.reading is None:
                unclear += 1
                continue
            try:
                pairs = list(blocks.pairs(old.reading.block, new.reading.block, ops))
            except blocks.Unclear:
                unclear += any(op[0] != -1 for op in ops)
                continue
            followed += 1
            assert all(before.tag == after.tag for before, after in pairs), case.name
            if case.rows:
                keyed = [(key_of(before), key_of(after)) for before, after in pairs if key_of(before) is not None]
                rows += len(keyed)
                assert all(before == after for before, after in keyed), case.name

    assert rows > 100
    assert followed > 500
    assert unclear / followed < FEW, f"{unclear} unclear, {followed} followed"
