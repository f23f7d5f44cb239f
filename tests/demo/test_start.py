"""`python -m djust demo`: what it makes on the first start, and what it leaves alone on the next."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.demo.conftest import COMMAND
from tests.project import Server, serving

pytestmark = pytest.mark.server


def rows(database: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(f"SELECT * FROM demo_{table} ORDER BY id").fetchall()


def test_the_first_start_makes_a_thousand_products_the_same_everywhere(tmp_path: Path, demo: Server) -> None:
    with serving([*COMMAND, str(tmp_path / "deep" / "one.sqlite3")], tmp_path) as server:
        page = httpx.get(server.url + "products/").text
    first = rows(tmp_path / "deep" / "one.sqlite3", "product")
    with serving([*COMMAND, str(tmp_path / "two.sqlite3")], tmp_path):
        second = rows(tmp_path / "two.sqlite3", "product")

    assert len(first) == 1000
    assert len({row[1] for row in first}) == 1000, "names differ"
    assert first == second
    assert page.count("<tr") == 1001


def test_the_next_start_keeps_what_is_there(tmp_path: Path) -> None:
    database = tmp_path / "demo.sqlite3"
    with serving([*COMMAND, str(database)], tmp_path):
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("DELETE FROM demo_todo WHERE id > 1")
    with serving([*COMMAND, str(database)], tmp_path) as server:
        page = httpx.get(server.url + "todo/").text

    assert len(rows(database, "todo")) == 1
    assert page.count('type="checkbox"') == 1


def test_an_unknown_command_is_refused_with_the_list() -> None:
    done = subprocess.run([sys.executable, "-m", "djust", "dmeo"], capture_output=True, text=True)

    assert done.returncode == 2
    assert "no command 'dmeo'" in done.stderr
    assert "demo      serve the demo" in done.stderr
