"""The Python package keeps its floors."""

from __future__ import annotations

import ast

from tests.architecture.floors import PYTHON_FLOORS, floor_of, name_of
from tests.architecture.sources import ROOT, cycles, python_imports, python_modules

LONGEST = 400
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "runtime", "misc", "core", "base_classes"}


def test_every_module_stands_on_a_floor() -> None:
    homeless = [module for module in python_modules() if floor_of(module, PYTHON_FLOORS, ".") is None]

    assert not homeless, f"add them to tests/architecture/floors.py: {homeless}"


def test_imports_point_down() -> None:
    upwards = []
    for each in python_imports():
        here, there = floor_of(each.importer, PYTHON_FLOORS, "."), floor_of(each.target, PYTHON_FLOORS, ".")
        if here is not None and there is not None and there > here and not each.types_only:
            upwards.append(f"{each} (up from {name_of(here, PYTHON_FLOORS)} to {name_of(there, PYTHON_FLOORS)})")

    assert len(python_imports()) > 10
    assert not upwards, "\n".join(upwards)


def test_no_module_imports_in_a_circle() -> None:
    found = cycles(python_imports())

    assert not found, "\n".join(found)


def test_no_import_of_ours_hides_in_a_function() -> None:
    hidden = [str(each) for each in python_imports() if each.inside_function]

    assert not hidden, "\n".join(hidden)


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_modules().values()}
    long = [f"{path.relative_to(ROOT)}: {length}" for path, length in lengths.items() if length > LONGEST]

    assert not long, "split along their nouns: " + ", ".join(long)


def test_files_are_named_after_nouns_a_reader_would_search() -> None:
    vague = [module for module in python_modules() if module.rsplit(".", 1)[-1] in VAGUE]

    assert not vague


def test_every_module_says_what_it_is_for() -> None:
    silent = []
    for module, path in python_modules().items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and ast.get_docstring(tree) is None:
            silent.append(module)

    assert not silent, f"without a docstring: {silent}"
