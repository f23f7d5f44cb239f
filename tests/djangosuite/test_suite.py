"""Django's own template tests pass when our engine renders in the place of Django's, and little of the work is handed back to Django."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.djangosuite.source import django_tests, locked

pytestmark = pytest.mark.djangosuite

#: What may differ, by the test's id, and why. At most ten, none of them in ``syntax_tests``.
DIFFERENCES: dict[str, str] = {}
#: Django's own tags that we do not compile: each is one opaque string.
FOREIGN = {
    "django.templatetags.cache.CacheNode": "a hit in the cache is a string whose parts nobody knows",
    "django.template.defaulttags.DebugNode": "it prints the whole context",
}
SCRIPT = Path(__file__).with_name("through_djust.py")

Report = dict[str, Any]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """The suite as Django runs it, and as we do; once for all workers of a test run."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    return {engine: report_of(engine, shared / f"django-suite-{engine}.json") for engine in ("django", "djust")}


def report_of(engine: str, path: Path) -> Report:
    tests = django_tests()
    with locked(path.with_suffix(".lock")):
        if not path.exists():
            environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
            # The script's own directory is no place to import from: Django's tests have names of their own.
            environment["PYTHONSAFEPATH"] = "1"
            command = [sys.executable, str(SCRIPT), engine, str(tests), str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
            if not path.exists():
                raise RuntimeError(f"a report was expected from Django's test runner; it said:\n{done.stdout}{done.stderr}")
    report: Report = json.loads(path.read_text(encoding="utf-8"))
    return report


def test_every_test_passes_that_passes_with_djangos_own_render(reports: dict[str, Report], capsys: pytest.CaptureFixture[str]) -> None:
    django, ours = reports["django"], reports["djust"]
    wrong = {name: trace for name, trace in ours["wrong"].items() if name not in django["wrong"] and name not in DIFFERENCES}

    with capsys.disabled():
        print(f"\nDjango's template tests: {ours['ran']} ran, {len(wrong)} wrong, {len(DIFFERENCES)} on the list of differences")
    assert ours["ran"] == django["ran"] > 1000
    assert ours["marked"] > 1000
    assert not wrong, "\n\n".join(f"{name}\n{trace}" for name, trace in wrong.items())


def test_what_may_differ_is_little_and_still_differs(reports: dict[str, Report]) -> None:
    assert len(DIFFERENCES) <= 10
    assert not [name for name in DIFFERENCES if ".syntax_tests." in name]
    assert set(DIFFERENCES) <= set(reports["djust"]["wrong"])


def test_at_most_fifteen_of_a_hundred_node_renders_are_handed_back_to_django(
    reports: dict[str, Report], capsys: pytest.CaptureFixture[str]
) -> None:
    every, back = (sum(reports[engine]["rendered"].values()) for engine in ("django", "djust"))
    most = sorted(reports["djust"]["rendered"].items(), key=lambda entry: -entry[1])

    with capsys.disabled():
        print(f"\nNodes rendered by Django alone: {every}; handed back by us: {back} ({back / every:.1%})")
        print(*(f"{count:6} {name}" for name, count in most), sep="\n")
    assert every > 10_000
    assert back <= 0.15 * every


def test_of_djangos_own_tags_only_the_listed_ones_are_foreign(reports: dict[str, Report]) -> None:
    foreign = {name for name in reports["djust"]["foreign"] if name.startswith("django.")}

    assert foreign == set(FOREIGN)
