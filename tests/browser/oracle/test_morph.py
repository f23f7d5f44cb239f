"""The whole page morphed into another one, as after a deploy: whatever the template, the result is what a navigation gives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.test import override_settings

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus import FAMILIES
from tests.browser.oracle.documents import MINIMAL
from tests.browser.oracle.stage import Stage, differences

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: Enough to go somewhere and on; the way back is the parts' business.
STATES = 4


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{family}:{case.name}") for family, cases in FAMILIES.items() for case in cases])
async def test_a_page_that_is_morphed_equals_the_page_it_was_morphed_into(stage: Stage, case: Case) -> None:
    source = case.compiled()
    with override_settings(**case.settings):
        pages = [source.render(state) for state in case.states[:STATES]]
    pages = [page if "<html" in page or "<!doctype" in page else MINIMAL.format(page) for page in pages]
    await stage.oracles(pages[1:])
    await stage.load(pages[0], 0)
    for before, after in pairwise(pages):
        await stage.replace(after)
        shown = await stage.lines(marked=False)
        expected = await stage.oracle(after)

        assert shown == expected, f"from {before!r}\nto {after!r}:\n{differences(expected, shown)}"
