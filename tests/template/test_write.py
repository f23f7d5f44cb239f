"""What is written: Django's bytes, with marks only for a live page."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe

from djust.template import count_marks
from djust.template.write import guarded
from tests.template.pages import Page


@pytest.mark.parametrize(
    ("source", "live"),
    [
        ("<p>{{ n }}</p>", "<p dj>1</p>"),
        ("<p class='{{ n }}'>x</p>", "<p class='1' dj=@>x</p>"),
        ('<p class="{{ n }}">{{ n }}</p>', '<p class="1" dj=@.>1</p>'),
        ('<input value="{{ n }}">', '<input value="1" dj=!>'),
        ('<img alt="{{ n }}"/>', '<img alt="1" dj=@ />'),
        ("<p>{{ n }}<b>x</b></p>", "<p><!--{-->1<!--}--><b>x</b></p>"),
        ("<p>{% if n %}<b>x</b>{% endif %}</p>", "<p><!--{--><b>x</b><!--}--></p>"),
        ("<ul>{% for x in xs %}<li>{{ x }}</li>{% endfor %}</ul>", "<ul><!--{li.--><li>a</li><li>b</li><!--}--></ul>"),
        ("<ul>{% for x in xs %}\n <li>{{ x }}</li>\n{% endfor %}</ul>", "<ul><!--{li.-->\n <li>a</li>\n\n <li>b</li>\n<!--}--></ul>"),
        ("{% for x in xs %}<i>{{ x }}</i>,{% endfor %}", "<!--{*--><!--,--><i dj>a</i>,<!--,--><i dj>b</i>,<!--}-->"),
        (
            "<table>{% for x in xs %}<tr><td>{{ x }}</td></tr>{% endfor %}</table>",
            "<table><tbody><!--{tr td.--><tr><td>a</td></tr><tr><td>b</td></tr><!--}--></table>",
        ),
        ("<title>{{ n }}</title>", "<title dj>1</title>"),
        ("<p>{{ html }}</p>", "<p dj><!--{--><u>u</u><!--}--></p>"),
        ("<p>plain</p>", "<p>plain</p>"),
        ("{{ '{{' }}{ {{ n }} } '\"\\", "<!--{-->{{<!--}-->{ <!--{-->1<!--}--> } '\"\\"),
    ],
)
def test_marks_stand_where_the_wire_says(source: str, live: str) -> None:
    page = Page(source, {"n": 1, "xs": ["a", "b"], "html": mark_safe("<u>u</u>")})

    assert page.live == live


def test_every_mark_is_counted() -> None:
    source = '<p class="{{ n }}">{{ n }}</p>{% for x in xs %}<i>{{ x }}</i>,{% endfor %}<input value="{{ n }}"><b dj-click="f">dj</b>'

    assert count_marks(Page(source, {"n": 1, "xs": ["a", "b"]}).live) == 1 + (2 + 2 + 2) + 1


def test_a_comment_of_the_author_that_looks_like_a_mark_is_broken() -> None:
    assert guarded("<!--{--> <!--}--> <!--,--> <!-- { -->") == "<!-- {--> <!-- }--> <!-- ,--> <!-- { -->"
    assert Page("<p>{{ a|safe }}</p>", {"a": "<!--}-->"}).live == "<p dj><!--{--><!-- }--><!--}--></p>"
