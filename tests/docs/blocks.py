"""The code blocks of the Markdown pages, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])

_BLOCK = re.compile(r"(?:^<!-- (?P<note>.*?) -->\n)?^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: where it stands, its language, and the comment before it (``write: path``, ``append: path`` …)."""

    page: Path
    line: int
    language: str
    note: str
    code: str

    @property
    def name(self) -> str:
        """Where to find it."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path, language: str = "") -> list[Block]:
    """Return the blocks of *page*, in order."""
    text = page.read_text(encoding="utf-8")
    found = [
        Block(page, text.count("\n", 0, match.start()) + 1, match["language"], match["note"] or "", match["code"])
        for match in _BLOCK.finditer(text)
    ]
    return [block for block in found if language in ("", block.language)]
