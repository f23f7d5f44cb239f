"""The demo shows source as it is, only coloured."""

from __future__ import annotations

import re
from html import unescape

import pytest

from djust.demo.highlight import python, template
from tests.docs.blocks import ROOT

DEMO = ROOT / "src" / "djust" / "demo"


def text_of(html: str) -> str:
    return unescape(re.sub(r"</?span[^>]*>", "", html))


@pytest.mark.parametrize("path", sorted(DEMO.rglob("*.py")), ids=lambda path: path.name)
def test_python_keeps_every_character(path: object) -> None:
    source = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]  # parametrize knows no types

    assert text_of(python(source)) == source


@pytest.mark.parametrize("path", sorted((DEMO / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_a_template_keeps_every_character(path: object) -> None:
    source = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]  # parametrize knows no types

    assert text_of(template(source)) == source


def test_python_is_coloured_by_its_tokens() -> None:
    html = python("@cached\ndef total(self):\n    return 'a<b'  # why\n")

    assert html == (
        '<span class="d">@</span><span class="d">cached</span>\n<span class="k">def</span> <span class="n">total</span>'
        '(<span class="k">self</span>):\n    <span class="k">return</span> <span class="s">&#x27;a&lt;b&#x27;</span>'
        '  <span class="c"># why</span>\n'
    )


def test_a_template_shows_its_tags_and_our_attributes() -> None:
    html = template('<b dj-click="go">{{ n }}</b>')

    assert '<span class="k">&lt;b</span>' in html
    assert '<span class="n">dj-click</span>' in html
    assert '<span class="d">{{ n }}</span>' in html
