"""mypy and pyright read what authors write as it is meant, and find their mistakes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXPECTED = {number for number, line in enumerate((HERE / "mistakes.py").read_text().splitlines(), 1) if line.endswith("# error")}


def mypy(tmp_path: Path) -> dict[str, set[int]]:
    """Return the lines with errors, by file; `--strict`, as the strictest of authors."""
    settings = ["--strict", "--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(tmp_path)]
    command = [sys.executable, "-m", "mypy", *settings, str(HERE / "pages.py"), str(HERE / "mistakes.py")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found: dict[str, set[int]] = {}
    for name, line in re.findall(r"^(.+?):(\d+): error", done.stdout, re.MULTILINE):
        found.setdefault(Path(name).name, set()).add(int(line))
    assert found, done.stdout + done.stderr
    return found


def pyright(tmp_path: Path) -> dict[str, set[int]]:
    """Return the lines with errors, by file."""
    for name in ("pages.py", "mistakes.py"):
        shutil.copy(HERE / name, tmp_path)
    config = {"extraPaths": [str(ROOT / "src")], "pythonVersion": "3.11"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config))
    command = [sys.executable, "-m", "pyright", "--outputjson", "--project", str(tmp_path), "--pythonpath", sys.executable]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    found: dict[str, set[int]] = {}
    for each in json.loads(done.stdout)["generalDiagnostics"]:
        if each["severity"] == "error":
            found.setdefault(Path(each["file"]).name, set()).add(each["range"]["start"]["line"] + 1)
    assert found, done.stdout[:2000] + done.stderr
    return found


@pytest.mark.parametrize("check", [mypy, pyright])
def test_checkers_accept_what_is_right_and_find_each_mistake(check: object, tmp_path: Path) -> None:
    assert callable(check)
    found = check(tmp_path)

    assert found == {"mistakes.py": EXPECTED}
