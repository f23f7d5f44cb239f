"""``python -m tests.fuzz --minutes 10 [--target converse] [--cases 100000] [--seed 1]``

Guided by coverage where atheris is installed (it has no packages for some versions of Python, and none but for Linux), by dice else.
Each case that fails is printed as it is; put it into a test.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

try:
    import atheris
except ImportError:
    atheris = None


def main() -> int:
    """Hunt; return the status of the process."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--cases", type=int, default=0, help="by dice, so many of each target, instead of for a time")
    parser.add_argument("--target", default="")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.site.settings"
    if atheris is None or given.cases:
        return _by_dice(given)
    with atheris.instrument_imports(include=["djust.protocol", "djust.params", "djust.session"]):
        _set_up()
        from tests.fuzz import mutations, targets
    name = given.target or "converse"
    seconds = int(given.minutes * 60)
    options = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-seed={given.seed % 2**31}",
        "-max_len=4000",
        "-print_final_stats=1",
    ]

    def one(data: bytes) -> None:
        targets.throw(name, data.decode("utf-8", "surrogateescape"))

    corpus = Path(".cache/fuzz") / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(mutations.seeds()):
        (corpus / f"seed{number}").write_text(seed, encoding="utf-8")
    atheris.Setup([*options, str(corpus)], one)
    atheris.Fuzz()
    return 0


def _by_dice(given: Any) -> int:
    _set_up()
    from tests.fuzz.mutations import Cases
    from tests.fuzz.targets import TARGETS, alive, throw

    names = [given.target] if given.target else list(TARGETS)
    cases, before = Cases(given.seed), alive()
    for name in names:
        text: Callable[[], str] = cases.lines if name in ("converse", "enter") else cases.one
        until, count = time.monotonic() + given.minutes * 60 / len(names), 0
        while count < given.cases if given.cases else time.monotonic() < until:
            case = text()
            try:
                throw(name, case)
            except BaseException:
                print(f"{name} fails (seed {given.seed}, case {count}):\n{case[:4000]!r}", flush=True)
                raise
            count += 1
        print(f"{name}: {count} cases hold; {alive() - before} sessions are left in memory", flush=True)
    return 0


def _set_up() -> None:
    """A Django project with the page that is attacked, and a log that says nothing of what is expected."""
    import logging

    from django.conf import settings

    django.setup()
    settings.ROOT_URLCONF = "tests.fuzz.site"
    logging.disable(logging.CRITICAL)


if __name__ == "__main__":
    raise SystemExit(main())
