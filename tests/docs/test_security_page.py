"""Every promise of the threat model names a test, and that test exists."""

from __future__ import annotations

import ast
import re

from tests.docs.blocks import ROOT

PAGE = ROOT / "docs" / "internals" / "security.md"
NAMED = re.compile(r"`(tests/[\w/.-]+\.py)::(\w+)`")


def rows() -> list[str]:
    """The rows of tables that have a column for tests."""
    found, testing = [], False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            testing = testing or line.endswith("| test |")
            if testing and not line.startswith("|---") and not line.endswith("| test |"):
                found.append(line)
        else:
            testing = False
    return found


def test_every_row_names_a_test() -> None:
    without = [row for row in rows() if not NAMED.search(row)]

    assert len(rows()) > 25
    assert not without


def test_every_test_that_is_named_exists() -> None:
    missing = []
    for path, name in set(NAMED.findall(PAGE.read_text(encoding="utf-8"))):
        file = ROOT / path
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        tests = {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, functions)} if file.exists() else set()
        if name not in tests:
            missing.append(f"{path}::{name}")

    assert not missing
