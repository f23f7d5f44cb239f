"""What holds for the demo holds for the examples: axe-core finds nothing, in any look."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.axe import script
from tests.demo.test_accessible import quiet, violations
from tests.docs.blocks import ROOT
from tests.project import Server, serving, start

pytestmark = [pytest.mark.browser, pytest.mark.server]

MANAGE = [sys.executable, "examples/manage.py"]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    environment = {"EXAMPLES_DATABASE": str(tmp_path_factory.mktemp("examples") / "db.sqlite3")}
    process, output = start([*MANAGE, "migrate"], ROOT, environment)
    assert process.wait(120) == 0, output.all()
    output.all()
    with serving([*MANAGE, "runserver", "0", "--noreload"], ROOT, environment) as server:
        yield server


@pytest.mark.parametrize("path", ["todo/", "search/", "poll/", "wizard/", "dashboard/"])
def test_a_page_has_no_violation(examples: Server, chromium: Browser, path: str) -> None:
    context = chromium.new_context(base_url=examples.url, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(path)
    quiet(page)
    page.evaluate(script())
    found = violations(page)
    context.close()

    assert found == []
