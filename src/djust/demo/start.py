"""``python -m djust demo``: makes the database where it is missing, fills it, and serves the demo."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path

import django
from django.core.management import call_command

from djust.management.server import INSTALL, is_installed


def default_database() -> Path:
    """Return where the demo keeps its one file: the user's cache directory."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Caches"
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "djust" / "demo.sqlite3"


def secret(database: Path) -> str:
    """Return the key that lies beside the database: with a new one at each start, every restart would log out the open pages."""
    path = database.with_suffix(".secret")
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")


def prepare(database: Path) -> None:
    """Set Django up on *database*; create, migrate and fill it where that is still to do."""
    database.parent.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "djust.demo.settings"
    os.environ["DJUST_DEMO_DATABASE"] = str(database)
    os.environ["DJUST_DEMO_SECRET"] = secret(database)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("seed_demo")


def main(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m djust demo", description="Serve the demo of djust on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--database", type=Path, default=default_database(), help="the SQLite file (%(default)s)")
    options = parser.parse_args(arguments)
    if not is_installed():
        print(INSTALL, file=sys.stderr)
        return 1
    os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
    prepare(options.database.expanduser().resolve())
    print(f"The demo keeps its data in {options.database}; delete the file to begin anew.\n")
    call_command("runserver", str(options.port), use_reloader=False, skip_checks=True)
    return 0
