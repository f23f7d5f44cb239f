"""axe-core, read from Node's modules: what it finds wrong in a page for somebody who listens, zooms, or uses the keyboard."""

from __future__ import annotations

import os
from functools import cache

import pytest

from tests.docs.blocks import ROOT

PLACE = ROOT / "client" / "node_modules" / "axe-core" / "axe.min.js"

#: Runs every rule of axe-core in the whole page, open shadow trees included, and tells each violation in one line for each element.
#: "incomplete" is what axe could not judge; the tests do not count it, since it says nothing about the page.
RUN = """async () => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
  return violations.flatMap(({id, help, nodes}) => nodes.map(({target, failureSummary}) =>
    `${id}: ${help}. ${target.flat().join(" ")}: ${failureSummary.replace(/\\s+/g, " ")}`));
}"""


@cache
def script() -> str:
    """Return axe-core's source; without it the test is skipped, in CI it fails."""
    if not PLACE.is_file():
        told = f"{PLACE.relative_to(ROOT)} is missing; run: npm --prefix client ci"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    return PLACE.read_text(encoding="utf-8")
