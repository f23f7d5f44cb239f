"""How the documentation is built: ``make docs``."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.site.settings")

import django  # noqa: E402 - after the settings are named

django.setup()

project = "djust"
copyright = "the djust contributors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "djust"
exclude_patterns = ["images"]
myst_heading_anchors = 3
autodoc_typehints = "description"
autodoc_member_order = "bysource"
napoleon_google_docstring = True
#: What a pasted console shows is no Python.
highlight_language = "none"
suppress_warnings = ["misc.highlighting_failure"]

_LINK = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+[^)]+)\)")


def _within_the_docs(app: object, document: str, source: list[str]) -> None:
    """Print links that leave the documentation (to the sources, to the README) as their text: here they would lead nowhere."""
    here = (ROOT / "docs" / document).parent

    def shown(link: re.Match[str]) -> str:
        target = (here / link[2].partition("#")[0]).resolve()
        return link[0] if target.is_relative_to(ROOT / "docs") else link[1]

    source[0] = _LINK.sub(shown, source[0])


def setup(app: object) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _within_the_docs)  # type: ignore[attr-defined]  # Sphinx is not there where types are checked
