"""Two pages of one browser: the live one, driven by the client's DOM engine, and the oracle, which only ever navigates."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from tests.browser.oracle.documents import MINIMAL, Documents

HERE = Path(__file__).parent
CANONICAL = (HERE / "canonical.js").read_text()
HARNESS = HERE / "harness.js"

#: How many of the oracle's pages are remembered: a case comes back to where it was.
MEMORY = 32

#: A place in the page as the browser names it: part, (row,) part, (row,) …
Path_ = list[int]

STEP = """([ops, html, rows]) => {
  oracle.remember(rows);
  const broken = ops === null ? harness.replaceAll(html) : harness.apply(JSON.parse(ops));
  return { broken, replaced: oracle.replaced(rows), lines: oracle.canonical(true), errors: oracle.errors.splice(0) };
}"""

LOAD = """(marks) => {
  const broken = harness.load(marks);
  return { broken, replaced: [], lines: oracle.canonical(true), errors: oracle.errors.splice(0) };
}"""


#: A frame navigates as a tab does, by the same parser; a dozen at once cost little more than one.
FRAMES = """(urls) => Promise.all(urls.map((url) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.onload = () => {
    done(frame.contentWindow.oracle.canonical(false));
    frame.remove();
  };
  frame.src = url;
  document.body.append(frame);
})))"""


@dataclass(frozen=True, slots=True)
class Shown:
    """The live page after a step: places that do not hold, keyed rows that are other nodes than before, the document's lines."""

    broken: list[Path_]
    replaced: list[str]
    lines: list[str]
    errors: list[str]


def differences(expected: list[str], shown: list[str]) -> str:
    """Return the lines that differ, Django's first."""
    return "\n".join(unified_diff(expected, shown, "Django's page", "the live page", lineterm="", n=2))


class Stage:
    """Keeps the two pages; every method is one trip to the browser."""

    def __init__(self, live: Page, oracle: Page, documents: Documents) -> None:
        self._live, self._oracle, self._documents = live, oracle, documents
        self._known: dict[str, list[str]] = {}

    async def visit(self, html: str) -> None:
        """Navigate the live page to *html* without starting the DOM engine on it."""
        await self._live.goto(self._documents.put(html), wait_until="domcontentloaded")

    async def load(self, html: str, marks: int) -> Shown:
        """Navigate the live page to *html*, which holds *marks* marks."""
        await self.visit(html)
        return Shown(**await self._live.evaluate(LOAD, marks))

    async def apply(self, ops: list[Any], rows: str | None = None) -> Shown:
        """Apply *ops* to the live page; *rows* selects keyed elements that have to stay the same nodes."""
        return Shown(**await self._live.evaluate(STEP, [json.dumps(ops), "", rows]))

    async def replace(self, html: str, rows: str | None = None) -> Shown:
        """Morph the live page into the document *html*, as after a deploy or when the whole page is broken."""
        return Shown(**await self._live.evaluate(STEP, [None, html, rows]))

    async def run(self, script: str) -> Any:
        """Evaluate *script* in the live page: what a person, a script or an extension does there."""
        return await self._live.evaluate(script)

    async def lines(self, *, marked: bool = True) -> list[str]:
        """Return the live document's lines as they are now; without *marked*, what looks like a mark is the author's."""
        lines: list[str] = await self.run(f"oracle.canonical({str(marked).lower()})")
        return lines

    async def oracle(self, html: str) -> list[str]:
        """Navigate the oracle page to *html* and return its lines; of pages seen lately they are known."""
        if html not in self._known:
            await self._oracle.goto(self._documents.put(html), wait_until="domcontentloaded")
            self._known[html] = await self._oracle.evaluate("oracle.canonical(false)")
            if len(self._known) > MEMORY:
                del self._known[next(iter(self._known))]
        return self._known[html]

    def forget(self) -> None:
        """Navigate anew to whatever is asked for next."""
        self._known.clear()

    async def oracles(self, pages: Sequence[str]) -> list[list[str]]:
        """Navigate to each of *pages*, all at once, in frames of the oracle page; return their lines, and know them from now on."""
        unknown = [html for html in dict.fromkeys(pages) if html not in self._known]
        if unknown:
            lines = await self._oracle.evaluate(FRAMES, [self._documents.put(html) for html in unknown])
            self._known.update(zip(unknown, lines, strict=True))
        found = [self._known[html] for html in pages]
        while len(self._known) > MEMORY:
            del self._known[next(iter(self._known))]
        return found

    @classmethod
    @asynccontextmanager
    async def opened(cls, browser: Browser) -> AsyncIterator[Stage]:
        """Yield a stage of its own profile."""
        context = await browser.new_context()
        async with Documents.serving() as documents:
            live, oracle = await context.new_page(), await context.new_page()
            await context.add_init_script(CANONICAL)
            await oracle.goto(documents.put(MINIMAL.format("")))
            if HARNESS.exists():
                await live.add_init_script(path=HARNESS)
            try:
                yield cls(live, oracle, documents)
            finally:
                await context.close()
