"""Writes the table in ``docs/reference/settings.md`` anew from ``src/djust/conf.py``, where each key has its comment."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "djust" / "conf.py"
PAGE = ROOT / "docs" / "reference" / "settings.md"
HEAD = "| key | default | means |\n|---|---|---|\n"


def rows(source: str) -> list[str]:
    """Return one row per key: the comment lines above an assignment are what it means."""
    block = source.split("class Settings:", 1)[1].split("\n\n\n", 1)[0]
    found, comment = [], ""
    for line in block.splitlines():
        if line.strip().startswith("#:"):
            comment = f"{comment} {line.strip()[2:].strip()}".strip()
        elif match := re.match(r"    ([A-Z_]+): \w+ = (.+)$", line):
            meaning = comment.replace("``", "`") or "How large such a burst may be."
            found.append(f"| `{match[1]}` | `{match[2]}` | {meaning} |")
            comment = ""
    return found


def page() -> str:
    """Return the whole page with the table as it should be."""
    before = PAGE.read_text(encoding="utf-8").split(HEAD, 1)[0]
    return before + HEAD + "\n".join(rows(SOURCE.read_text(encoding="utf-8"))) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
