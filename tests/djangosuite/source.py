"""Django's own tests: they are in its source distribution only, so it is fetched from whatever package index pip is set up for."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "django"
#: What the template tests need: the runner, its settings, and what they read from beside them.
_NEEDED = ("template_tests", "templates", "i18n")


def django_tests() -> Path:
    """Return the directory of the installed Django's tests, fetched and unpacked when it is not there yet."""
    version = django.get_version()
    tests = CACHE / f"tests-{version}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with locked(CACHE / "lock"):
        if not tests.exists():
            _unpack(_fetched(version), tests)
    return tests


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time in: the workers of a test run share what is cached."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetched(version: str) -> Path:
    download = CACHE / f"download-{version}"
    if not (found := _archives(download)):
        # pip builds the metadata of what it downloads, in an environment of its own.
        options = ["--no-deps", "--no-binary", "django", "--dest", str(download)]
        command = [sys.executable, "-m", "pip", "download", *options, f"django=={version}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = _archives(download)
        if not found:
            raise RuntimeError(f"Django's source distribution was expected in {download}; pip said:\n{done.stdout}{done.stderr}")
    return found[0]


def _archives(directory: Path) -> list[Path]:
    return sorted(directory.glob("*.tar.gz"))


def _unpack(archive: Path, target: Path) -> None:
    """Unpack what is needed; *target* is there when it is complete."""
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    with tarfile.open(archive) as members:
        for member in members:
            _, _, path = member.name.partition("/tests/")
            inside = path.partition("/")
            if path and member.isfile() and (not inside[1] or inside[0] in _NEEDED):
                member.name = path
                members.extract(member, partial, filter="data")
    partial.rename(target)
