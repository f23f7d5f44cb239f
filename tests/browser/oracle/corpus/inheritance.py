"""``extends``, ``block`` and ``include``: templates made of templates."""
# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import lists, tour, values

BASE = "<div class='{% block class %}base{% endblock %}'><h1>{% block title %}Base {{ x }}{% endblock %}</h1>{% block body %}<p>{{ x }}</p>{% endblock %}<footer>{{ y }}</footer></div>"


def _tree(depth: int, name: str = "root") -> dict[str, object]:
    return {"name": name, "children": [_tree(depth - 1, f"{name}.{n}") for n in range(depth)]}


CASES = [
    Case(
        name="blocks-overridden",
        template="{% extends 'base.html' %}{% block title %}Child {{ y }}{% endblock %}",
        files={"base.html": BASE},
        states=tour({"x": 1, "y": 1}, {"x": 2, "y": 1}, {"x": 2, "y": 2}, {"x": "<", "y": ""}),
    ),
    Case(
        name="super",
        template="{% extends 'base.html' %}{% block title %}{{ block.super }} and {{ y }}{% endblock %}{% block body %}{{ block.super }}<hr>{{ block.super }}{% endblock %}<i>ignored</i>",
        files={"base.html": "<i>kept</i>" + BASE},
        states=tour({"x": 1, "y": 1}, {"x": 2, "y": 1}, {"x": 2, "y": 2}, {"x": "<", "y": ""}),
        parts="some",
    ),
    Case(
        name="super-in-a-branch-and-filtered",
        template="{% extends 'base.html' %}{% block title %}{% if y %}{{ block.super|upper }}{% endif %}{% endblock %}",
        files={"base.html": "<i>kept</i>" + BASE},
        states=tour({"x": 1, "y": 1}, {"x": 2, "y": 1}, {"x": 2, "y": 0}, {"x": "a", "y": 2}),
        parts="some",
    ),
    Case(
        name="three-levels-and-nested-blocks",
        template="{% extends 'middle.html' %}{% block inner %}leaf {{ x }} {{ block.super }}{% endblock %}{% block class %}leaf{% endblock %}",
        files={
            "base.html": BASE,
            "middle.html": "{% extends 'base.html' %}{% block body %}<section>{% block inner %}<b>{{ y }}</b>{% endblock %}</section>{% endblock %}",
        },
        states=tour({"x": 1, "y": 1}, {"x": 2, "y": 1}, {"x": 2, "y": 2}, {"x": "", "y": ""}),
        parts="all",
    ),
    Case(
        name="the-parent-is-a-variable",
        template="{% extends base %}{% block title %}child {{ x }}{% endblock %}",
        files={
            "one.html": "<h1>{% block title %}{% endblock %}</h1><p>{{ x }}</p>",
            "two.html": "<section><h2>{% block title %}{% endblock %}</h2></section>",
        },
        states=tour({"base": "one.html", "x": 1}, {"base": "one.html", "x": 2}, {"base": "two.html", "x": 2}, {"base": "two.html", "x": 3}),
        parts="none",
    ),
    Case(
        name="a-block-in-an-attribute-and-in-a-branch",
        template="{% extends 'base.html' %}{% block a %}child-{{ x }}{% endblock %}{% block b %}<b>{{ x }}</b>{% endblock %}",
        files={"base.html": "<p class='{% block a %}{% endblock %}'>t</p>{% if y %}{% block b %}{% endblock %}{% endif %}"},
        states=tour({"x": 1, "y": 1}, {"x": 2, "y": 1}, {"x": 2, "y": 0}, {"x": 3, "y": 1}),
    ),
    Case(
        name="a-block-in-a-loop",
        template="{% extends 'base.html' %}{% block row %}<li>{{ i }} {{ x }}</li>{% endblock %}",
        files={"base.html": "<ul>{% for i in items %}{% block row %}{% endblock %}{% endfor %}</ul>"},
        states=tour({"x": 1, "items": [1, 2]}, {"x": 2, "items": [1, 2]}, {"x": 2, "items": [3]}, {"x": 2, "items": []}),
    ),
    Case(
        name="include",
        template="<div>{% include 'card.html' %}<hr>{% include 'card.html' with title=y %}{% include 'card.html' with title=y only %}</div>",
        files={"card.html": "<section class='{{ title }}'><h2>{{ title }}</h2>{{ x }}{% if x %}<b>{{ x }}</b>{% endif %}</section>"},
        states=tour(
            {"x": 1, "y": "a", "title": "t"},
            {"x": 2, "y": "a", "title": "t"},
            {"x": 0, "y": "b", "title": "t"},
            {"x": 1, "y": "", "title": "u"},
        ),
    ),
    Case(
        name="include-that-is-text",
        template="<p>{% include 'name.html' %}, {% include 'name.html' with first='x' %}</p><p title=\"{% include 'name.html' %}\">t</p>",
        files={"name.html": "{{ first }} {{ last }}"},
        states=tour({"first": "a", "last": "b"}, {"first": "<", "last": "b"}, {"first": "", "last": ""}, {"first": "a", "last": '"'}),
    ),
    Case(
        name="include-that-opens-and-one-that-closes",
        template="<i>kept</i><section>{% include 'open.html' %}{{ x }}{% include 'close.html' %}</section>",
        files={"open.html": "<div class='{{ x }}'><p>", "close.html": "</p></div>"},
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="dynamic-include",
        template="<div>before {% include part %} after</div><p>{{ x }}</p>",
        files={"a.html": "<p>{{ x }}</p>", "b.html": "<ul>{% for i in items %}<li>{{ i }}</li>{% endfor %}</ul>"},
        states=tour(
            {"part": "a.html", "x": 1, "items": [1]},
            {"part": "a.html", "x": 2, "items": [1]},
            {"part": "b.html", "x": 2, "items": [1]},
            {"part": "b.html", "x": 2, "items": [1, 2]},
        ),
        parts="none",
    ),
    Case(
        name="include-in-a-loop-in-a-table",
        template="<table>{% for item in items %}{% include 'row.html' with n=forloop.counter %}{% endfor %}</table>",
        files={"row.html": "<tr data-key='{{ item.id }}'><td>{{ n }}</td><td>{{ item.name }}</td></tr>"},
        states=lists(),
        rows="tr",
    ),
    Case(
        name="recursive-tree",
        template="<ul>{% include 'node.html' with node=tree %}</ul>",
        files={
            "node.html": "<li>{{ node.name }}{% if node.children %}<ul>{% for child in node.children %}{% include 'node.html' with node=child %}{% endfor %}</ul>{% endif %}</li>"
        },
        states=values("tree", _tree(2), _tree(3), _tree(0), _tree(1), {"name": "other", "children": _tree(3)["children"]}),
    ),
    Case(
        name="recursive-tree-of-bare-text",
        template="<p>{% include 'node.html' with node=tree %}</p>",
        files={"node.html": "({{ node.name }}{% for node in node.children %}{% include 'node.html' %}{% endfor %})"},
        states=values("tree", _tree(2), _tree(3), _tree(0), _tree(1)),
    ),
    Case(
        name="include-with-cycle-and-ifchanged",
        template="<ul>{% for i in items %}{% include 'row.html' %}{% endfor %}</ul><i>kept</i>",
        files={"row.html": "<li class='{% cycle 'a' 'b' %}'>{% ifchanged %}{{ i }}{% endifchanged %}</li>"},
        states=values("items", [1, 1, 2], [2, 2, 2], [], [1]),
        parts="some",
    ),
    Case(
        name="include-sets-no-name-outside",
        template="{% include 'set.html' %}<p>{{ a }}</p>{% with a=x %}{% include 'set.html' %}<p>{{ a }}</p>{% endwith %}",
        files={"set.html": "{% firstof x 'none' as a %}<b>{{ a }}</b>"},
        states=values("x", 1, 0, 2, ""),
    ),
]
