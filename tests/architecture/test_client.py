"""The browser's half keeps its floors, too."""

from __future__ import annotations

from tests.architecture.floors import CLIENT_FLOORS, floor_of, name_of
from tests.architecture.sources import ROOT, client_imports, client_modules, cycles

LONGEST = 400


def test_every_module_stands_on_a_floor() -> None:
    homeless = [module for module in client_modules() if floor_of(module, CLIENT_FLOORS, "/") is None]

    assert not homeless, f"add them to tests/architecture/floors.py: {homeless}"


def test_imports_point_down() -> None:
    upwards = []
    for each in client_imports():
        here, there = floor_of(each.importer, CLIENT_FLOORS, "/"), floor_of(each.target, CLIENT_FLOORS, "/")
        if here is not None and there is not None and there > here and not each.types_only:
            upwards.append(f"{each} (up from {name_of(here, CLIENT_FLOORS)} to {name_of(there, CLIENT_FLOORS)})")

    assert len(client_imports()) > 5
    assert not upwards, "\n".join(upwards)


def test_imports_lead_to_modules_that_exist() -> None:
    astray = [str(each) for each in client_imports() if each.target not in client_modules()]

    assert not astray, "\n".join(astray)


def test_a_feature_imports_words_and_engines_and_no_other_feature() -> None:
    highest = list(CLIENT_FLOORS).index("engines")
    sideways = []
    for each in client_imports():
        if not each.importer.startswith("features/") or each.importer == "features/index" or each.types_only:
            continue
        floor = floor_of(each.target, CLIENT_FLOORS, "/")
        if floor is None or floor > highest:
            sideways.append(str(each))

    assert not sideways, "\n".join(sideways)


def test_no_module_imports_in_a_circle() -> None:
    found = cycles(client_imports())

    assert not found, "\n".join(found)


def test_no_import_hides_in_a_function() -> None:
    hidden = [str(each) for each in client_imports() if each.inside_function]

    assert not hidden, "\n".join(hidden)


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in client_modules().values()}
    long = [f"{path.relative_to(ROOT)}: {length}" for path, length in lengths.items() if length > LONGEST]

    assert not long, "split along their nouns: " + ", ".join(long)
