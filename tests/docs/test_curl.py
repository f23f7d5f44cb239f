"""The curl examples, run against the project that their page describes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT, blocks
from tests.docs.test_projects import follow
from tests.project import Project

PAGE = ROOT / "docs" / "how-to" / "http-api.md"
BETWEEN = "\n---- the next example ----\n"


@pytest.mark.server
@pytest.mark.skipif(shutil.which("bash") is None or shutil.which("curl") is None, reason="needs bash and curl")
def test_each_curl_example_answers_what_the_page_says(tmp_path: Path) -> None:
    examples = [(block, block.note.removeprefix("run: ")) for block in blocks(PAGE, "shell") if block.note.startswith("run: ")]
    project = Project.create(tmp_path)
    project.append("mysite/settings.py", 'INSTALLED_APPS = ["djust", *INSTALLED_APPS]')
    follow(PAGE, project)
    with project.runserver("--noreload") as server:
        script = f"printf '%s' '{BETWEEN}'\n".join(block.code for block, _ in examples).replace("http://127.0.0.1:8000/", server.url)
        done = subprocess.run(["bash", "-eu", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    answers = done.stdout.split(BETWEEN)

    assert len(examples) >= 5
    assert done.returncode == 0, done.stderr
    assert len(answers) == len(examples)
    for answer, (_block, expected) in zip(answers, examples, strict=True):
        assert expected in answer, answer
