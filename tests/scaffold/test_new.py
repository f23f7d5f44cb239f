"""``python -m djust new``: what it makes works, and what it refuses it explains."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import Project, Visit

pytestmark = pytest.mark.server


def new(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "djust", "new", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("new")
    done = new(folder, "bakery")
    assert done.returncode == 0, done.stderr
    assert "python manage.py runserver" in done.stdout
    return Project(folder / "bakery")


def test_its_own_tests_pass(project: Project) -> None:
    status, printed = project.manage("test")

    assert status == 0, printed
    assert "Ran 3 tests" in printed


def test_its_checks_have_nothing_to_say(project: Project) -> None:
    assert project.manage("check") == (0, "System check identified no issues (0 silenced).\n")


def test_its_page_is_live_under_runserver(project: Project) -> None:
    with project.runserver("--noreload") as server:
        with Visit(server.url) as page:
            frame = page.call("greet", name="Ada")

    assert "Ada" in str(frame[2])
    assert "unapplied migration" not in server.output.text


def test_its_asgi_application_serves_it(project: Project) -> None:
    with project.uvicorn("bakery.asgi:application") as server, Visit(server.url) as page:
        assert "Ada" in str(page.call("greet", name="Ada")[2])


def test_nothing_in_it_waits_to_be_filled_in(project: Project) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in project.folder.rglob("*") if path.suffix in (".py", ".md", ".html", ".txt")}

    assert len(texts) >= 9
    assert not [path for path, text in texts.items() if "<project_name>" in text or "<secret_key>" in text]
    assert (project.folder / ".gitignore").exists()


def test_two_projects_have_two_secrets(project: Project, tmp_path: Path) -> None:
    assert new(tmp_path, "bakery").returncode == 0

    ours, other = (folder / "bakery" / "settings.py" for folder in (project.folder, tmp_path / "bakery"))
    assert ours.read_text() != other.read_text()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("my-site", "expected a name that Python can import (letters, digits, underscores), got 'my-site'"),
        ("class", "got 'class'"),
        ("django", "'django', which can be imported already"),
    ],
)
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str, text: str) -> None:
    done = new(tmp_path, name)

    assert done.returncode == 1
    assert text in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_stands_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "bakery").mkdir()
    (tmp_path / "bakery" / "mine.txt").write_text("precious")
    done = new(tmp_path, "bakery")

    assert done.returncode == 1
    assert "something stands in bakery" in done.stderr
    assert [path.name for path in (tmp_path / "bakery").iterdir()] == ["mine.txt"]


def test_another_folder_can_be_named(tmp_path: Path) -> None:
    assert new(tmp_path, "bakery", "here").returncode == 0

    assert (tmp_path / "here" / "bakery" / "greeting.py").exists()
