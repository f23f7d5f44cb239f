"""``python -m djust new``: writes a project, and says what to do next."""

from __future__ import annotations

import argparse
import importlib.util
import keyword
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.core.management.utils import get_random_secret_key

from djust.errors import UsageError

FILES: Final = Path(__file__).parent / "project"
#: Behind the names of the files that are written.
SUFFIX: Final = "-tpl"


def main(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m djust new", description="Make a Django project with one live page and its test.")
    parser.add_argument("name", help="the project's name, a Python name such as mysite")
    parser.add_argument("folder", nargs="?", type=Path, help="where to put it (a new folder of that name)")
    options = parser.parse_args(arguments)
    folder: Path = options.folder or Path(options.name)
    try:
        refuse(options.name, folder)
        write(options.name, folder)
    except (UsageError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": f"{options.name}.settings"}  # that of another project may be in force here
    migrated = subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=folder, env=environment).returncode
    if migrated:
        print(f"{folder} is written, but its database could not be made: see above.", file=sys.stderr)
        return 1
    print(f"{folder} is ready.\n\n  cd {folder}\n  python manage.py runserver   # http://127.0.0.1:8000\n  python manage.py test")
    return 0


def refuse(name: str, folder: Path) -> None:
    """Make sure that a project can be made.

    Raises:
        UsageError: Its name is none for a package, or something stands there already.
    """
    example = "Write python -m djust new mysite, say."
    if not name.isidentifier() or not name.isascii() or keyword.iskeyword(name):
        raise UsageError(f"expected a name that Python can import (letters, digits, underscores), got {name!r}. {example}")
    spec = importlib.util.find_spec(name)
    if spec is not None and spec.origin is not None:  # a folder without modules is no package
        raise UsageError(f"expected a name that no package has yet, got {name!r}, which can be imported already. Choose another name.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"expected a new or an empty folder, but something stands in {folder}. Choose another one: … new {name} FOLDER")


def write(name: str, folder: Path) -> None:
    """Write the files of a project called *name* into *folder*."""
    for target, text in files(name):
        path = folder / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def files(name: str) -> Iterator[tuple[Path, str]]:
    """Yield the path in the project, and the text, of each file."""
    values = {"<project_name>": name, "<secret_key>": get_random_secret_key()}
    for path in sorted(FILES.rglob(f"*{SUFFIX}")):
        target = path.relative_to(FILES).as_posix().removesuffix(SUFFIX).replace("project_name", name)
        text = path.read_text(encoding="utf-8")
        for key, value in values.items():
            text = text.replace(key, value)
        yield Path(target), text
