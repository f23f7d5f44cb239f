"""What ``python -m djust explain --view`` tells of predictions."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def explain(view: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "", "DJANGO_SETTINGS_MODULE": "tests.browser.site.settings", "HOME": os.environ.get("HOME", "")}
    command = [sys.executable, "-m", "djust", "explain", "--view", view]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)


def test_programs_are_told_in_words_with_their_bytes() -> None:
    told = explain("tests.browser.site.predicting.Kitchen").stdout

    assert "  more(gate: str), 43 bytes\n      count = (count + 1)\n" in told
    assert "      cup.full = not cup.full" in told
    assert "drawn, " in told
    assert "state, as far as the page shows it: cups, of each row full, id" in told


def test_what_is_left_to_the_server_says_why() -> None:
    told = explain("tests.prediction.pages.Behind").stdout

    assert "add: not predicted, because its body runs in the background, after the reply" in told


def test_a_view_without_optimistic_handlers_says_so() -> None:
    assert "no handler is @optimistic" in explain("tests.browser.site.composing.Composing").stdout


def test_a_path_that_leads_to_no_view_is_an_error() -> None:
    done = explain("tests.browser.site.gates.gate")

    assert done.returncode == 1
    assert "expected the dotted path of a LiveView" in done.stderr
