"""What `import djust` gives, and what it costs."""

from __future__ import annotations

import re
import subprocess
import sys

import djust
from tests.architecture.sources import ROOT

#: Extras, servers and tools that nobody pays for by importing the package.
HEAVY = ("uvicorn", "websockets", "redis", "channels_redis", "daphne", "twisted", "msgpack", "pytest", "hypothesis", "lxml", "playwright")


def documented_names() -> set[str]:
    page = (ROOT / "docs" / "reference" / "index.md").read_text(encoding="utf-8")
    section = page.split("## Public names", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `(?:djust\.)?([A-Za-z_]+)`", section, re.MULTILINE))


def test_the_public_names_are_the_documented_ones() -> None:
    assert set(djust.__all__) == documented_names()


def test_every_public_name_exists_and_is_listed_once() -> None:
    assert all(hasattr(djust, name) for name in djust.__all__)
    assert len(set(djust.__all__)) == len(djust.__all__)


def test_importing_the_package_imports_no_extra() -> None:
    program = "import sys, djust; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    assert "django" in loaded
    assert not set(loaded) & set(HEAVY)
