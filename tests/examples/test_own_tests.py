"""The examples' own tests pass, and nothing is missing in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.docs.blocks import ROOT

pytestmark = pytest.mark.server
EXAMPLES = ROOT / "examples"
#: Those of the one site; what stands beside it runs by itself, and is tested elsewhere.
APPS = ["dashboard", "poll", "search", "todo", "wizard"]


def manage(*arguments: str) -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    command = [sys.executable, "-W", "error", str(EXAMPLES / "manage.py"), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_the_examples_own_tests_pass() -> None:
    status, printed = manage("test", "examples")

    assert status == 0, printed
    ran = re.search(r"Ran (\d+) tests", printed)
    assert ran is not None, printed
    assert int(ran[1]) >= 25


def test_the_checks_have_nothing_to_say() -> None:
    assert manage("check") == (0, "System check identified no issues (0 silenced).\n")


def test_no_migration_is_missing() -> None:
    status, printed = manage("makemigrations", "--check", "--dry-run")

    assert status == 0, printed


@pytest.mark.parametrize("app", APPS)
def test_each_is_named_in_the_readme_and_small(app: str) -> None:
    page = (EXAMPLES / app / "page.py").read_text(encoding="utf-8")

    assert f"[{app}]({app}/page.py)" in (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert (EXAMPLES / app / "tests.py").exists()
    assert len(page.splitlines()) <= 130


def test_every_example_is_known() -> None:
    beside = {folder.parent.name for folder in EXAMPLES.glob("*/manage.py")}
    apps = {folder.parent.name for folder in EXAMPLES.glob("*/page.py")}

    assert apps - beside == set(APPS)
