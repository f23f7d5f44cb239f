"""The oracle itself: what it must notice, and what it must not mind. Nothing of the engine takes part."""

from __future__ import annotations

import pytest

from tests.browser.oracle.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGE = """<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>
<form id="a"><p class="x">one</p><input name="n" value="v"><select><option>1</option><option selected>2</option></select></form>
<form id="b"><textarea>\n\ntext</textarea></form><svg><g><text>s</text></g></svg><details open><summary>d</summary></details>
</body></html>"""


@pytest.mark.parametrize(
    "change",
    [
        "document.title = 'u'",
        "document.documentElement.lang = 'de'",
        "document.querySelector('p').className = 'y'",
        "document.querySelector('p').setAttribute('title', '')",
        "document.querySelector('p').removeAttribute('class')",
        "document.querySelector('p').firstChild.data = 'One'",
        "document.querySelector('p').append(document.createComment('note'))",
        "document.querySelector('p').replaceWith(Object.assign(document.createElement('div'), {className: 'x', textContent: 'one'}))",
        "document.querySelector('input').value = 'typed'",
        "document.querySelector('input').checked = true",
        "document.querySelector('input').setAttribute('form', 'b')",
        "document.querySelector('select').selectedIndex = 0",
        "document.querySelector('textarea').value = ''",
        "document.querySelector('details').open = false",
        "document.querySelector('g').innerHTML = '<text>s</text><text></text>'",
        "{ const g = document.querySelector('g'); g.replaceChildren(document.createElement('text')); g.firstChild.append('s') }",
        "document.body.append(' ')",
        "document.doctype.remove()",
    ],
)
async def test_a_difference_a_person_or_a_script_could_see_is_noticed(stage: Stage, change: str) -> None:
    expected = await stage.oracle(PAGE)
    await stage.visit(PAGE)
    await stage.run(change)

    assert await stage.lines() != expected


async def test_marks_and_split_texts_make_no_difference(stage: Stage) -> None:
    marked = PAGE.replace('class="x">one', 'class="x" dj=@.>o<!--{-->n<!--}-->e').replace("</body>", "<!--{*--><!--,--><!--}--></body>")
    await stage.visit(marked)
    await stage.run("document.querySelector('p').append('')")

    assert await stage.lines() == await stage.oracle(PAGE)


async def test_an_authors_comment_that_looks_like_a_mark_may_be_served_with_a_space(stage: Stage) -> None:
    await stage.visit("<!-- { --><p>x<!-- }--></p><!-- ,-->")

    assert await stage.lines() == await stage.oracle("<!-- { --><p>x<!--}--></p><!--,-->")


async def test_rows_that_stay_in_place_as_other_nodes_are_told_by_their_keys(stage: Stage) -> None:
    await stage.visit('<ul><li data-key="1">a</li><li data-key="2">b</li><li data-key="3">c</li></ul>')
    await stage.run("oracle.remember('li')")
    await stage.run("{ const [a, b, c] = document.querySelectorAll('li'); b.replaceWith(b.cloneNode(true)); a.before(c) }")

    assert await stage.run("oracle.replaced('li')") == ["li 2"]
