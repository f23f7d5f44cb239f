"""Blocks that are not Python: scripts are type-checked against `djust.d.ts`, the others are parsed by whoever reads them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.template import Engine
from lxml import html

from tests.docs.blocks import PAGES, ROOT, Block, blocks

TSC = ROOT / "client" / "node_modules" / ".bin" / "tsc"
#: What the pages' authors have: not ours.
GIVEN = "declare function toast(text: string): void;\n"


def every(language: str) -> list[Block]:
    """The blocks of all pages in one language."""
    return [block for page in PAGES for block in blocks(page, language)]


def test_every_script_is_right_by_its_types(tmp_path: Path) -> None:
    scripts = every("js")
    for number, block in enumerate(scripts):
        code = block.code.replace("window.djust ??= {};", "")  # before the page's script there is no more of it than that
        (tmp_path / f"block{number}.js").write_text(code + "\nexport {};\n", encoding="utf-8")
    (tmp_path / "given.d.ts").write_text(GIVEN, encoding="utf-8")
    shutil.copy(ROOT / "src" / "djust" / "djust.d.ts", tmp_path)
    options = {
        "allowJs": True,
        "checkJs": True,
        "noEmit": True,
        "target": "es2022",
        "module": "es2022",
        "lib": ["es2023", "dom", "dom.iterable"],
        "types": [],
    }
    (tmp_path / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "include": ["*"]}), encoding="utf-8")
    done = subprocess.run([TSC, "-p", tmp_path], capture_output=True, text=True)
    named = re.sub(r"block(\d+)\.js", lambda found: scripts[int(found[1])].name, done.stdout)

    assert len(scripts) >= 6
    assert done.returncode == 0, named


@pytest.mark.parametrize("block", every("json"), ids=lambda block: block.name)
def test_every_json_is_json(block: Block) -> None:
    assert json.loads(block.code)


@pytest.mark.parametrize("block", [*every("html"), *every("django")], ids=lambda block: block.name)
def test_every_template_compiles_and_what_it_prints_parses(block: Block) -> None:
    template = Engine(libraries={"live_tags": "djust.templatetags.live_tags"}).from_string(block.code)

    assert template.nodelist
    assert html.fragments_fromstring(re.sub(r"{[%{].*?[%}]}", "", block.code))


@pytest.mark.parametrize("block", every("css"), ids=lambda block: block.name)
def test_every_style_sheet_closes_what_it_opens(block: Block) -> None:
    assert block.code.count("{") == block.code.count("}") > 0


@pytest.mark.parametrize("block", every("nginx"), ids=lambda block: block.name)
def test_what_is_shown_of_nginx_is_in_the_file_that_the_tests_run(block: Block) -> None:
    whole = re.sub(r"\s+", " ", (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8"))
    missing = [line for line in map(str.strip, block.code.splitlines()) if line not in whole]

    assert not missing


@pytest.mark.parametrize("block", every("shell"), ids=lambda block: block.name)
def test_every_command_line_is_one(block: Block) -> None:
    done = subprocess.run(["bash", "-n"], input=block.code, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
