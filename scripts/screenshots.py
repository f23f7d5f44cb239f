"""Takes the pictures in ``docs/images/``: every page of the demo, on a phone and on a desk, light and dark.

    python scripts/screenshots.py [--url http://127.0.0.1:8000] [--to docs/images]

Without ``--url`` it starts the demo itself, on a free port and with a database of its own. Fonts: the demo asks for Inter and
JetBrains Mono first (``apt-get install fonts-inter fonts-jetbrains-mono``) and takes the system's where they are missing.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PAGES = {
    "index": "",
    "counter": "counter/",
    "todo": "todo/",
    "products": "products/",
    "liked": "liked/",
    "booking": "booking/",
    "latency": "latency/",
    "source": "source/todo/",
}
SIZES = {"phone": (360, 740), "desk": (1280, 800)}
MODES = ("light", "dark")


@contextlib.contextmanager
def served_demo() -> Iterator[str]:
    """Serve the demo on a free port; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "djust", "demo", "--port", str(port), "--database", f"{folder}/demo.sqlite3"]
        process = subprocess.Popen(command, env={**os.environ, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.DEVNULL)
        try:
            url = f"http://127.0.0.1:{port}/"
            wait_for(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(10)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return when *url* answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"the demo ended with status {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit(f"{url} did not answer within a minute")


def take(browser: Browser, url: str, folder: Path, only: str) -> None:
    """Take every picture."""
    for size, (width, height) in SIZES.items():
        for mode in MODES:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if mode == "dark" else "light")
            page = context.new_page()
            for name, path in PAGES.items():
                if only in ("", name):
                    page.goto(url + path)
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=folder / f"{name}-{size}-{mode}.jpg", type="jpeg", quality=80)
            context.close()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a demo that already runs")
    parser.add_argument("--to", type=Path, default=Path("docs/images"))
    parser.add_argument("--only", default="", choices=["", *PAGES])
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        url = options.url.rstrip("/") + "/" if options.url else stack.enter_context(served_demo())
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        take(browser, url, options.to, options.only)
        browser.close()


if __name__ == "__main__":
    main()
