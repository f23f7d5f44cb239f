"""Links lead somewhere, code runs, and tables say what the code says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import PAGES, ROOT, Block, blocks

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
#: Blocks that are files of a project are run as such, in test_projects.py.
ELSEWHERE = ("write", "append", "file", "settings needed")
#: Pages whose blocks are fragments (a mistake to avoid, generated code): they are compiled, below, and not run.
FRAGMENTS = {"checks.md", "engine.md"}
PYTHON = [block for page in PAGES if page.name not in FRAGMENTS for block in blocks(page, "python") if not block.note.startswith(ELSEWHERE)]
NEEDY = [block for page in PAGES for block in blocks(page, "python") if block.note.startswith("settings needed")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    dead = [link for link in links if not (page.parent / link).exists()]

    assert not dead


@pytest.mark.parametrize("block", PYTHON, ids=lambda block: block.name)
def test_every_python_block_runs(block: Block) -> None:
    environment: dict[str, object] = {"__name__": "example"}

    exec(compile(block.code, block.name, "exec"), environment)


@pytest.mark.parametrize("block", NEEDY, ids=lambda block: block.name)
def test_every_block_that_sets_django_up_runs_in_a_process_of_its_own(block: Block) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.site.settings"}
    done = subprocess.run([sys.executable, "-c", block.code], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_python_block_can_be_compiled(page: Path) -> None:
    for block in blocks(page, "python"):
        assert compile(block.code, block.name, "exec")


def test_the_settings_table_is_the_one_the_code_gives() -> None:
    page = ROOT / "docs" / "reference" / "settings.md"
    program = "import sys; sys.path.insert(0, 'scripts'); import settings_table; sys.stdout.write(settings_table.page())"
    expected = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert page.read_text(encoding="utf-8") == expected, "run: python scripts/settings_table.py"


def test_every_error_code_is_explained() -> None:
    source = (ROOT / "src" / "djust" / "errors.py").read_text(encoding="utf-8")
    client = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "client" / "src").rglob("*.ts"))
    ours, browsers = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8").split("## Raised by the browser itself")
    row = re.compile(r"^\| `([a-z_.]+)`", re.MULTILINE)
    codes = set(re.findall(r'^    code = "([a-z_.]+)"', source, re.MULTILINE))
    raised = set(re.findall(r'(?:report\(|throw \[|: Mistake => \[)"([a-z_.]+)"', client))

    assert len(codes) > 5
    assert codes == set(row.findall(ours))
    assert raised == set(row.findall(browsers))


def test_the_readme_names_both_commands() -> None:
    commands = "\n".join(block.code for block in blocks(ROOT / "README.md", "shell"))

    assert "make demo" in commands
    assert "make test" in commands


@pytest.mark.parametrize("page", [page for page in PAGES if "internals" in page.parts], ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_the_internals_name_exist(page: Path) -> None:
    named = re.findall(r"`((?:src|client|tests)/[\w./-]+)`", page.read_text(encoding="utf-8"))
    gone = [name for name in named if not (ROOT / name).exists()]

    assert not gone
