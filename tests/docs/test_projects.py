"""The README's four steps and the tutorial, followed to the letter in a new project and visited."""

from __future__ import annotations

from pathlib import Path

import pytest

from djust.scaffold.new import write
from tests.docs.blocks import ROOT, blocks
from tests.project import Project, Visit

pytestmark = pytest.mark.server


def follow(page: Path, project: Project) -> None:
    """Do what the page says about files."""
    for block in blocks(page):
        action, _, name = block.note.partition(": ")
        if action == "write":
            project.write(name, block.code)
        elif action == "append":
            project.append(name, block.code)


def follow_readme(project: Project) -> None:
    """Do what the README says: its counter, then its four steps."""
    readme = ROOT / "README.md"
    (counter,) = [block for block in blocks(readme) if block.note == "file: counter.py"]
    project.write("mysite/counter.py", counter.code)
    follow(readme, project)


def test_the_readmes_four_steps_make_a_live_page(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    follow_readme(project)
    status, printed = project.manage("check")
    with project.runserver("--noreload") as server, Visit(server.url) as page:
        first = page.call("add", amount="1")
        second = page.call("add", amount="-1")

    assert (status, printed.strip()) == (0, "System check identified no issues (0 silenced).")
    assert "<h1" in page.html
    assert first[:3] == [1, 1, [[0, "1"]]], "the README prints this frame; under DEBUG more comes with it"
    assert second[:3] == [2, 2, [[0, "0"]]]


def test_the_readmes_asgi_file_serves_live_pages_under_uvicorn(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    follow_readme(project)
    with project.uvicorn("mysite.asgi:application") as server, Visit(server.url) as page:
        frame = page.call("add", amount="1")

    assert frame[:3] == [1, 1, [[0, "1"]]]  # under DEBUG more comes with it


def test_the_tutorial_ends_in_a_shopping_list_that_works_and_is_deployed(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    (tmp_path / "shopping").mkdir()
    project.manage("startapp", "shopping")
    follow(ROOT / "docs" / "tutorial.md", project)
    made, made_printed = project.manage("makemigrations", "shopping")
    migrated, migrated_printed = project.manage("migrate")
    with project.runserver("--noreload") as server:
        with Visit(server.url) as page:
            added = page.call("add", name="Bread")
            ticked = page.call("tick", item="1", value=True)
            missing = page.call("tick", item="2", value=True)
        with Visit(server.url) as again:
            html = again.html

    project.environment = {"SITE_HOST": "127.0.0.1", "SECRET_KEY": "x" * 50}
    collected, collected_printed = project.manage("collectstatic", "--no-input")
    with project.uvicorn("mysite.asgi:application") as server, Visit(server.url) as page:
        deployed = page.call("add", name="Tea")

    assert made == 0, made_printed
    assert migrated == 0, migrated_printed
    assert collected == 0, collected_printed
    assert {"djust.js", "djust-morph.js", "djust.css"} <= {path.name for path in (tmp_path / "static" / "djust").iterdir()}
    assert "Tea" in str(deployed[2])
    assert len(deployed) == 3
    assert "Bread" in str(added[2])
    assert "0 to buy" in str(ticked[2])
    assert missing[3]["error"]["code"] == "not_found"
    assert "Bread" in html
    assert "checked" in html


def test_the_recipes_for_testing_a_page_pass(tmp_path: Path) -> None:
    project = Project(tmp_path)
    write("mysite", tmp_path)
    follow(ROOT / "docs" / "how-to" / "test-a-page.md", project)
    status, printed = project.manage("test", "mysite.tests")

    assert status == 0, printed
    assert "Ran 13 tests" in printed


def test_the_guests_of_the_page_about_forms_are_added_edited_and_removed(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    (tmp_path / "guests").mkdir()
    project.manage("startapp", "guests")
    follow(ROOT / "docs" / "how-to" / "forms.md", project)
    project.append("mysite/settings.py", 'INSTALLED_APPS = ["djust", *INSTALLED_APPS, "guests"]\n')
    project.append("mysite/urls.py", 'from guests.views import Guests\nurlpatterns = [path("", Guests.as_view())]\n')
    project.manage("makemigrations", "guests")
    status, printed = project.manage("migrate")
    with project.runserver("--noreload") as server, Visit(server.url) as page:
        wrong = page.call("save", name="Ada", email="ada", days=["fri"])
        added = page.call("save", name="Ada", email="ada@example.org", days=["fri"])
        edited = page.call("edit", guest="1")
        renamed = page.call("save", name="Grace", email="ada@example.org", days=["fri", "sun"])
        removed = page.call("remove", guest="1")
        missing = page.call("edit", guest="1")

    assert status == 0, printed
    assert "Enter a valid email address." in str(wrong[2])
    assert "Ada is on the list." in str(added[2])
    assert "Enter a valid email address." not in str(added[2])
    assert "ada@example.org" in str(edited[2])
    assert "Grace is on the list." in str(renamed[2])
    assert len(removed) == 3 or "error" not in removed[3]
    assert missing[3]["error"]["code"] == "not_found"
