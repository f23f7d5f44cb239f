"""The client's DOM engine on marked pages written by hand, as ``docs/internals/wire.md`` says: the compiler takes no part."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.oracle.corpus import FAMILIES
from tests.browser.oracle.documents import MINIMAL
from tests.browser.oracle.stage import Stage, differences

pytestmark = pytest.mark.asyncio(loop_scope="session")

MARK = re.compile(r"<!--(?:\{[^>]*|\}|,)-->|<[a-z][^>]*? dj(?:=[@!]\.?)?(?=[ />])")


def rows(ids: str, name: str = "n") -> str:
    """Return rows of a table by the characters of *ids*."""
    return "".join(f'<tr data-key="{each}"><td>{name}{each}</td></tr>' for each in ids)


ROWS = "<table><tbody><!--{{tr td.-->{}<!--}}--></tbody></table>"

#: name → the marked page, then pairs: operations, the page that Django would print
PAGES: dict[str, tuple[str, list[tuple[list[Any], str]]]] = {
    "text of an element": (
        "<p dj>a</p><p dj>b</p>",
        [
            ([[0, "x < y"]], "<p>x &lt; y</p><p>b</p>"),
            ([[1, ""], [0, 1, "!"]], "<p>x &lt; y!</p><p></p>"),
            ([[1, 1, "grown"]], "<p>x &lt; y!</p><p>grown</p>"),
            ([[0, 6, "<b>h</b>"]], "<p><b>h</b></p><p>grown</p>"),
            ([[0, "text again"]], "<p>text again</p><p>grown</p>"),
        ],
    ),
    "a value between siblings": (
        "<p><b>a</b><!--{-->one<!--}--><i>z</i></p>",
        [
            ([[0, ""]], "<p><b>a</b><i>z</i></p>"),
            ([[0, "two"]], "<p><b>a</b>two<i>z</i></p>"),
            ([[0, 6, "<u>three</u> four"]], "<p><b>a</b><u>three</u> four<i>z</i></p>"),
            ([[0, 1, "five"]], "<p><b>a</b><u>three</u> fourfive<i>z</i></p>"),
        ],
    ),
    "attributes and content": (
        '<a class="x" href="/1" dj=@.>one</a>',
        [
            ([[0, 3, {"href": "/2", "class": "x y"}]], '<a class="x y" href="/2">one</a>'),
            ([[1, "two"], [0, 3, {"href": None, "title": '"<'}]], '<a class="x y" title="&quot;&lt;">two</a>'),
            ([[0, 4, '<a class="z" disabled>']], '<a class="z" disabled>two</a>'),
        ],
    ),
    "a bound field": (
        '<input name="n" value="a" dj=!><input type=checkbox checked dj=!>',
        [
            ([[0, 3, {"value": "b"}], [1, 4, "<input type=checkbox>"]], '<input name="n" value="b"><input type=checkbox>'),
            ([[0, 3, {"value": ""}], [1, 4, "<input type=checkbox checked>"]], '<input name="n" value=""><input type=checkbox checked>'),
        ],
    ),
    "a branch and what is inside": (
        "<div>a<!--{--><p dj>one</p><!--}-->b</div>",
        [
            ([[0, 5, [[0, "two"]]]], "<div>a<p>two</p>b</div>"),
            ([[0, 2, ""]], "<div>ab</div>"),
            ([[0, 2, "<b>c</b><!--{-->d<!--}-->"]], "<div>a<b>c</b>db</div>"),
            ([[0, 5, [[0, "e"]]]], "<div>a<b>c</b>eb</div>"),
        ],
    ),
    "a list in a table": (
        ROWS.format(rows("123")),
        [
            ([[0, 8, 1, [[0, "x"]]]], f"<table><tbody>{rows('1')}{rows('2').replace('n2', 'x')}{rows('3')}</tbody></table>"),
            ([[0, 8, 1, [[0, "n2"]]]], f"<table><tbody>{rows('123')}</tbody></table>"),
            ([[0, 7, [[2, 3, -1]]]], f"<table><tbody>{rows('321')}</tbody></table>"),
            ([[0, 7, [[-1, 2], 2, 0], rows("45")]], f"<table><tbody>{rows('4513')}</tbody></table>"),
            ([[0, 7, [3, [0, 3]], "", [0, [[0, "!"]]]]], f"<table><tbody>{rows('3').replace('n3', '!')}{rows('451')}</tbody></table>"),
            ([[0, 2, ""]], "<table><tbody></tbody></table>"),
            ([[0, 2, rows("ab")]], f"<table><tbody>{rows('ab')}</tbody></table>"),
            ([[0, 8, 0, [[0, "p"]], 1, [[0, "q"]]]], f"<table><tbody>{rows('ab').replace('na', 'p').replace('nb', 'q')}</tbody></table>"),
        ],
    ),
    "white space between shaped rows": (
        "<ul>\n<!--{li.-->\n  <li>a</li>\n\n  <li>b</li>\n<!--}-->\n</ul>",
        [
            ([[0, 7, [1, 0]]], "<ul>\n\n  <li>b</li>\n\n  <li>a</li>\n\n</ul>"),
            ([[0, 7, [0, [-1, 1], 1], "<li>c</li>"]], "<ul>\n\n  <li>b</li>\n\n  <li>c</li>\n\n  <li>a</li>\n\n</ul>"),
            ([[0, 7, [1]]], "<ul>\n\n  <li>c</li>\n\n</ul>"),
        ],
    ),
    "delimited rows": (
        "<dl><!--{*--><!--,--><dt dj>a</dt><dd dj>1</dd><!--,--><dt dj>b</dt><dd dj>2</dd><!--}--></dl>",
        [
            ([[0, 8, 0, [[1, "one"]]]], "<dl><dt>a</dt><dd>one</dd><dt>b</dt><dd>2</dd></dl>"),
            ([[0, 7, [1, 0], "", [1, [[0, "A"]]]]], "<dl><dt>b</dt><dd>2</dd><dt>A</dt><dd>one</dd></dl>"),
            (
                [[0, 7, [0, [-1, 1]], "<!--,--><dt dj>c</dt><dd dj>3</dd>"]],
                "<dl><dt>b</dt><dd>2</dd><dt>c</dt><dd>3</dd></dl>",
            ),
            ([[0, 8, 1, [[1, "three"]]]], "<dl><dt>b</dt><dd>2</dd><dt>c</dt><dd>three</dd></dl>"),
        ],
    ),
    "rows in svg": (
        '<svg><g><!--{circle@--><circle r="1"/><circle r="2"/><!--}--></g></svg>',
        [
            ([[0, 7, [[0, 2], [-1, 1]], '<circle r="3"/>']], '<svg><g><circle r="1"/><circle r="2"/><circle r="3"/></g></svg>'),
            ([[0, 8, 2, [[0, 3, {"r": "4"}]]]], '<svg><g><circle r="1"/><circle r="2"/><circle r="4"/></g></svg>'),
        ],
    ),
    "raw elements": (
        '<textarea dj>a</textarea><script type="text/plain" dj>1 < 2</script><pre dj>x</pre>',
        [
            ([[0, "</textarea>b"]], '<textarea>&lt;/textarea>b</textarea><script type="text/plain">1 < 2</script><pre>x</pre>'),
            ([[1, "2 > 1 &amp;"]], '<textarea>&lt;/textarea>b</textarea><script type="text/plain">2 > 1 &amp;</script><pre>x</pre>'),
            ([[2, "\ny"], [0, "\n"]], '<textarea>\n\n</textarea><script type="text/plain">2 > 1 &amp;</script><pre>\n\ny</pre>'),
        ],
    ),
}


@pytest.mark.parametrize("name", PAGES)
async def test_operations_give_the_page_that_django_would_print(stage: Stage, name: str) -> None:
    marked, steps = PAGES[name]
    shown = await stage.load(MINIMAL.format(marked), len(MARK.findall(marked)))
    assert shown.broken == []
    for ops, html in steps:
        shown = await stage.apply(ops, rows="tr[data-key]")
        expected = await stage.oracle(MINIMAL.format(html))

        assert shown.broken == []
        assert shown.replaced == []
        assert shown.lines == expected, f"after {ops}:\n{differences(expected, shown.lines)}"


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ("<section><p><!--{--><div>a</div><!--}--></p></section>", []),
        ("<ul><!--{li.--><li>a</li><!--}--></ul><div><!--{--><section><p><!--{-->a<div></div><!--}--></p></section><!--}--></div>", [1]),
        ("<table><tbody><!--{tr td.--><tr><td>a</td></tr><tr><td><!--{-->b</td><td>c<!--}--></td></tr><!--}--></tbody></table>", [0]),
    ],
)
async def test_marks_that_do_not_stand_where_they_were_written_are_reported(stage: Stage, marked: str, path: list[int]) -> None:
    shown = await stage.load(MINIMAL.format(marked), len(MARK.findall(marked)))

    assert shown.broken == [path]


async def test_a_frame_is_the_same_oracle_as_a_tab(stage: Stage) -> None:
    """Many pages are navigated to in frames, all at once: a document is built there as it is in a tab."""
    cases = [case for cases in FAMILIES.values() for case in cases[:2] if case.steady and not case.settings]
    pages = [MINIMAL.format(case.compiled().render(case.states[0])) for case in cases]
    tabs = [await stage.oracle(html) for html in pages]
    stage.forget()

    assert await stage.oracles(pages) == tabs
