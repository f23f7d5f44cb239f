"""Where a part stands, and where the place is not clear: there the smallest region that holds is one string."""

from __future__ import annotations

import pytest
from django.template import Context, Library
from django.template.base import Parser, Token, VariableNode
from django.utils.safestring import SafeString

from djust.template.parts import Block, Kind, Part
from djust.template.plan import Plan
from djust.template.unit import Unit
from tests.template.pages import Page, plan_of


def unit_of(plan: Plan) -> Unit:
    assert plan.unit is not None
    return plan.unit


def below(block: Block) -> list[Part]:
    """Return every part, those of arms and rows too, in document order."""
    return [inner for part in block.parts for inner in [part, *(one for arm in part.arms for one in below(arm))]]


def kinds(source: str) -> list[tuple[Kind, str]]:
    """Return the parts of a template: what each is, and the element that it belongs to."""
    return [(part.kind, part.element) for part in below(unit_of(plan_of(source)).block)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<b>{{ x }}</b>", [(Kind.CONTENT, "b")]),
        ("<p>Hello {{ x }} and {{ y }}!</p>", [(Kind.CONTENT, "p")]),
        ("<p>{{ x }}<b>y</b></p>", [(Kind.VALUE, "p")]),
        ("<p>{{ x }}<!-- c --></p>", [(Kind.VALUE, "p")]),
        ("{{ x }}", [(Kind.VALUE, "")]),
        ("<p class='{{ x }}'>y</p>", [(Kind.TAG, "p")]),
        ("<p {{ x }}>y</p>", [(Kind.TAG, "p")]),
        ("<p class={{ x }}>y</p>", [(Kind.TAG, "p")]),
        ("<p class='{{ x }}'>{{ x }}</p>", [(Kind.TAG, "p"), (Kind.CONTENT, "p")]),
        ("<p class='a {% if x %}b{% endif %}'>y</p>", [(Kind.TAG, "p")]),
        ("<script>f({{ x }})</script>", [(Kind.RAW, "script")]),
        ("<textarea>{% if x %}a{% endif %}</textarea>", [(Kind.RAW, "textarea")]),
        ("<pre>{{ x }}<b>{{ y }}</b></pre>", [(Kind.CONTENT, "pre")]),
        ("<svg><title>{{ x }}</title></svg>", [(Kind.CONTENT, "title")]),
        ("<p>{% if x %}<b>{{ y }}</b>{% endif %}</p>", [(Kind.BRANCH, "p"), (Kind.CONTENT, "b")]),
        ("<p>{% if x %}text{% endif %}</p>", [(Kind.CONTENT, "p")]),
        ("<ul>{% for x in y %}<li>{{ x }}</li>{% endfor %}</ul>", [(Kind.LOOP, "ul"), (Kind.CONTENT, "li")]),
        ("<p>{% with x=y %}{{ x }}{% endwith %}</p>", [(Kind.CONTENT, "p")]),
        ("<p title='{% with x=y %}{{ x }}{% endwith %}'>y</p>", [(Kind.TAG, "p")]),
    ],
)
def test_the_place_of_a_part(source: str, found: list[tuple[Kind, str]]) -> None:
    assert kinds(source) == found


@pytest.mark.parametrize(
    "region",
    [
        "<ul><li>{{ x }}<li>two</ul>",
        "<select><option>{{ x }}<option>two</select>",
        "<table>{{ x }}</table>",
        "<table><tr>{% if x %}text{% endif %}</tr></table>",
        "<div>{% if x %}<p>{% else %}<p class=a>{% endif %}y</p></div>",
        "<template><p>{{ x }}</p></template>",
        "<div contenteditable>{{ x }}</div>",
        "<div><h{{ x }}>y</h{{ x }}></div>",
        "<div><!-- {{ x }} --></div>",
    ],
)
def test_a_region_whose_places_are_not_clear_is_one_string_and_nothing_around_it(region: str) -> None:
    page = Page(f"<main>{region}<i>{{{{ y }}}}</i></main>", {"x": 1, "y": 1})
    parts = unit_of(page.plan).block.parts

    assert [(part.kind, part.element) for part in parts][-1] == (Kind.CONTENT, "i")
    assert [part.kind for part in parts[:-1]] == [Kind.OPAQUE]
    assert parts[0].reason
    assert page.edit(y=2) == [[1, "2"]]
    assert page.edit(x=0)[0][:2] == [0, 6]


@pytest.mark.parametrize(
    "source",
    [
        "{% if x %}<div>{% endif %}y",
        "<p {{ x }}",
        "</div>{{ x }}",
        "<html><body></body></html>{{ x }}",
        "<html>{{ x }}<body></body></html>",
        "<{{ x }}>",
    ],
)
def test_what_no_element_can_hold_makes_the_whole_template_one_string(source: str) -> None:
    page = Page(source, {"x": 1})

    assert unit_of(page.plan).opaque
    assert page.edit(x=0) == [[-1, 6, page.html]]


def test_rows_directly_in_a_table_get_the_parsers_tbody_on_live_pages_only() -> None:
    page = Page("<table>{% for x in xs %}<tr><td>{{ x }}</td></tr>{% endfor %}</table>", {"xs": [1]})

    assert "<tbody>" in page.live
    assert "<tbody>" not in page.html


def test_the_key_of_a_row_is_no_operation() -> None:
    """Another key is another row."""
    assert kinds("<ul>{% for x in y %}<li id='{{ x }}'>a</li>{% endfor %}</ul>") == [(Kind.LOOP, "ul"), (Kind.FIXED, "li")]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ('<li id="a{{ x.n }}">', "a1"),
        ('<li data-key="{{ x.n }}" id="b{{ x.n }}">', "1"),
        ('<li dj-key="{{ x.n }}!" data-key="c">', "1!"),
        ("<li dj-key={{ x.n }}>", "1"),
        ("<li>", 0),
    ],
)
def test_the_key_of_a_row(row: str, key: object) -> None:
    page = Page("<ul>{% for x in xs %}" + row + "y</li>{% endfor %}</ul>", {"xs": [{"n": 1}]})

    assert page.values.root[0].keys == (key,)


@pytest.mark.parametrize(
    "misplaced", ["<p>one<div>{{ x }}</div></p>", "<a href=1>{{ x }}<a href=2>y</a></a>", "<h1>{{ x }}<h2>y</h2></h1>"]
)
def test_an_end_tag_that_ends_nothing_makes_the_element_around_one_string(misplaced: str) -> None:
    page = Page(f"<main>{misplaced}</main><i>{{{{ y }}}}</i>", {"x": 1, "y": 1})

    assert page.edit(y=2) == [[1, "2"]]
    assert page.edit(x=2) == [[0, 6, page.html.removesuffix("<i>2</i>")]]


def test_a_subclass_of_a_node_may_do_anything() -> None:
    library = Library()

    class Shouting(VariableNode):
        def render(self, context: Context) -> SafeString:
            return SafeString(super().render(context).upper())

    @library.tag
    def shout(parser: Parser, token: Token) -> Shouting:
        return Shouting(parser.compile_filter(token.split_contents()[1]))

    page = Page("<p>{% shout x %}</p><i>{{ x }}</i>", {"x": "a"}, library=library)

    assert page.html == "<p>A</p><i>a</i>"
    assert [part.kind for part in unit_of(page.plan).block.parts] == [Kind.OPAQUE, Kind.CONTENT]
