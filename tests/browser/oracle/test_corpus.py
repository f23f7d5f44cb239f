"""Every template of the corpus, in the browser; and what the corpus itself must be."""

from __future__ import annotations

import pytest
from django.test import override_settings

from tests.browser.oracle.case import WITNESS, Case
from tests.browser.oracle.corpus import FAMILIES
from tests.browser.oracle.proof import prove
from tests.browser.oracle.stage import Stage

CASES = [(family, case) for family, cases in FAMILIES.items() for case in cases]


def _parameter(family: str, case: Case) -> object:
    marks = [pytest.mark.xfail(reason=case.known)] if case.known else []
    return pytest.param(case, id=f"{family}:{case.name}", marks=marks)


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("case", [_parameter(family, case) for family, case in CASES])
async def test_the_live_page_equals_djangos_page_in_every_state(stage: Stage, case: Case) -> None:
    with override_settings(**case.settings):
        await prove(case, stage)


def test_the_corpus_is_large_and_its_names_are_unique() -> None:
    names = [(family, case.name) for family, case in CASES]

    assert len(names) >= 80
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{family}:{case.name}") for family, case in CASES])
def test_a_case_changes_its_page_and_can_be_judged(case: Case) -> None:
    """A case whose states all look alike proves nothing; one that may be partly opaque needs the witness outside."""
    source = case.compiled()
    with override_settings(**case.settings):
        pages = {source.render(state) for state in case.states}

    assert len(case.states) >= 4
    assert len(pages) >= 2
    if case.parts == "some":
        assert sum(source.count(WITNESS) for source in (case.template, *case.files.values())) == 1
