"""What is installed is what was tested: the wheel holds the templates, the styles and the built client, and its demo runs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.demo.conftest import COMMAND
from tests.docs.blocks import ROOT
from tests.project import serving

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what a wheel puts into site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("djust-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_ships_templates_styles_types_and_the_client(installed: Path) -> None:
    shipped = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}

    assert {
        "djust/static/djust/djust.js",
        "djust/static/djust/djust-morph.js",
        "djust/static/djust/djust.css",
        "djust/py.typed",
        "djust/djust.d.ts",
        "djust/scaffold/project/manage.py-tpl",
        "djust/demo/templates/demo/base.html",
        "djust/demo/static/demo/demo.css",
    } <= shipped
    assert any(name.endswith("licenses/LICENSE") for name in shipped)
    assert not [name for name in shipped if name.split("/")[0] not in ("djust", *(each.name for each in installed.glob("*.dist-info")))]


def test_the_demo_runs_from_the_installed_package(installed: Path, tmp_path: Path) -> None:
    command = [*COMMAND, str(tmp_path / "demo.sqlite3")]
    with serving(command, tmp_path, {"PYTHONPATH": str(installed)}) as server:
        page = httpx.get(server.url + "counter/").text
        script = httpx.get(server.url + "static/djust/djust.js").status_code
        style = httpx.get(server.url + "static/demo/demo.css").status_code
    where = subprocess.run(
        [sys.executable, "-c", "import djust; print(djust.__file__)"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    ).stdout

    assert where.startswith(str(installed))
    assert "Counter" in page
    assert (script, style) == (200, 200)
