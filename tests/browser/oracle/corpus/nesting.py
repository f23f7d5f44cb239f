"""Elements that close or move each other: what is nested in the source is not nested in the page."""
# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import lists, tour, values

CASES = [
    Case(
        name="block-in-p",
        template="<i>kept</i><section><p>a{% if x %}<div>{{ x }}</div>{% endif %}b</p></section>",
        states=values("x", 1, 0, 2, 0),
        parts="some",
    ),
    Case(
        name="list-in-p",
        template="<i>kept</i><section><p>items: <ul>{% for i in items %}<li>{{ i.name }}</li>{% endfor %}</ul></p></section>",
        states=lists(),
        parts="some",
    ),
    Case(
        name="anchor-in-anchor",
        template="<i>kept</i><section><a href='#1'>a {% if x %}<a href='#{{ x }}'>{{ x }}</a>{% endif %} b</a></section>",
        states=values("x", 1, 0, 2, 0),
        parts="some",
    ),
    Case(
        name="anchor-in-anchor-deep",
        template="<i>kept</i><section><a href='#1'><div><p>{{ x }}<a href='#2'>{{ x }}</a></p></div></a></section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="button-in-button",
        template="<i>kept</i><section><button>a{% if x %}<button>{{ x }}</button>{% endif %}b</button></section>",
        states=values("x", 1, 0, 2, 0),
        parts="some",
    ),
    Case(
        name="form-in-form",
        template="<i>kept</i><section><form id='a'><input name='x'>{% if x %}<form id='b'><input name='y' value='{{ x }}'></form>{% endif %}<input name='z'></form></section>",
        states=values("x", 0, 1, 0, 2),
        parts="some",
    ),
    Case(
        name="misnested-formatting",
        template="<i>kept</i><section><b>{{ x }}<u>{{ x }}</b>{{ x }}</u></section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="formatting-left-open-before-a-block",
        template="<i>kept</i><section><p><b>{{ x }}</p><p>{{ x }}</p></section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="headings-in-headings",
        template="<i>kept</i><section><h1>{{ x }}<h2>{{ x }}</h2></h1></section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="stray-end-tags",
        template="<i>kept</i><section></div>{{ x }}</p></span><p>{{ x }}</p></br></section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="html-in-svg-breaks-out",
        template="<i>kept</i><section><svg><g>{% if x %}<p>{{ x }}</p>{% endif %}</g></svg></section>",
        states=values("x", 0, 1, 0, 2),
        parts="some",
    ),
    Case(
        name="svg-in-a-paragraph-in-a-link",
        template="<p><a href='#'><svg><path d='{{ x }}'/></svg>{{ x }}</a></p>",
        states=values("x", "M0", "M1", "", "M2"),
    ),
    Case(
        name="self-closed-div",
        template="<i>kept</i><section><div/>{{ x }}<span/>{{ x }}</section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="list-in-list-without-end-tags",
        template="<i>kept</i><section><ul><li>{{ x }}<ul><li>{{ x }}<li>b</ul><li>c</ul></section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="unclosed-at-the-end",
        template="<main><div><p>{{ x }}{% if x %}<span>{{ x }}{% endif %}",
        states=values("x", "a", "b", "", "c"),
        parts="none",
    ),
    Case(
        name="deep",
        template="<div>" * 40 + "{% if x %}<p>{{ x }}</p>{% endif %}{{ y }}" + "</div>" * 40,
        states=tour({"x": 1, "y": 1}, {"x": 0, "y": 2}, {"x": 2, "y": 2}, {"x": 2, "y": ""}),
    ),
    Case(
        name="image-and-other-renamed-tags",
        template="<i>kept</i><section><image src='{{ x }}'>{{ x }}</section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="mathml-text-integration",
        template="<math><mi>{{ x }}</mi><annotation-xml encoding='text/html'><p>{{ x }}</p></annotation-xml></math>",
        states=values("x", "a", "b", "", "c"),
        parts="none",
    ),
    Case(
        name="object-and-marquee-scope",
        template="<i>kept</i><section><p><object><p>{{ x }}</p></object>{{ x }}</p></section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="dialog-menu-and-other-p-closers",
        template="<i>kept</i><section><p>{{ x }}<menu><li>{{ x }}</li></menu><p>{{ x }}<hr></section>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
]
