"""``{% for %}``: rows of one element, of several, of none; nested, empty, reversed; state that one row passes to the next."""
# ruff: noqa: E501  (a template is read best as one piece)

from collections import OrderedDict, defaultdict

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import ORDERS, lists, rows, tour, values

NUMBERS = values("items", [1, 2, 3], [1, 2, 3, 4], [0, 1, 2, 3, 4], [4, 3, 2, 1], [], [2])


def _counts() -> dict[str, object]:
    """A mapping that grows when it is read: the loop's own lookup of ``items`` inserts that key."""
    return {"d": defaultdict(list, {"a": [1], "b": [2]})}


CASES = [
    Case(name="one-element-a-row", template="<ul>{% for i in items %}<li>{{ i }}</li>{% endfor %}</ul>", states=NUMBERS),
    Case(name="rows-on-lines", template="<ul>\n  {% for i in items %}\n    <li>{{ i }}</li>\n  {% endfor %}\n</ul>", states=NUMBERS),
    Case(name="rows-of-text", template="<p>{% for i in items %}{{ i }}, {% endfor %}</p>", states=NUMBERS),
    Case(name="rows-of-text-and-an-element", template="<p>{% for i in items %}<b>{{ i }}</b>, {% endfor %}</p>", states=NUMBERS),
    Case(
        name="rows-of-two-elements",
        template="<dl>{% for i in items %}<dt>{{ i.id }}</dt><dd>{{ i.name }}</dd>{% endfor %}</dl>",
        states=lists(),
    ),
    Case(name="rows-between-siblings", template="<div><h1>t</h1>{% for i in items %}<p>{{ i }}</p>{% endfor %}<hr></div>", states=NUMBERS),
    Case(name="rows-directly-in-the-body", template="{% for i in items %}<p>{{ i }}</p>{% endfor %}", states=NUMBERS),
    Case(
        name="empty",
        template="<ul>{% for i in items %}<li>{{ i }}</li>{% empty %}<li class='none'>none of {{ x }}</li>{% endfor %}</ul>",
        states=tour({"items": [1], "x": 1}, {"items": [], "x": 1}, {"items": [], "x": 2}, {"items": [1, 2], "x": 2}),
    ),
    Case(
        name="forloop-names",
        template=(
            "<ul>{% for i in items %}<li class='{% if forloop.first %}first{% endif %}{% if forloop.last %} last{% endif %}'>"
            "{{ forloop.counter }}/{{ forloop.counter0 }}/{{ forloop.revcounter }}/{{ forloop.revcounter0 }} {{ i }}</li>{% endfor %}</ul>"
        ),
        states=NUMBERS,
    ),
    Case(
        name="separator-by-last",
        template="<p>{% for i in items %}{{ i }}{% if not forloop.last %}, {% endif %}{% endfor %}.</p>",
        states=NUMBERS,
    ),
    Case(name="reversed", template="<ol>{% for i in items reversed %}<li>{{ i.name }}</li>{% endfor %}</ol>", states=lists()),
    Case(
        name="unpacking",
        template="<dl>{% for k, v in d.items %}<dt>{{ k }}</dt><dd>{{ v }}</dd>{% endfor %}</dl>",
        states=values("d", {"a": 1}, {"a": 1, "b": "<"}, {"b": 2}, {}, OrderedDict(b=2, a=1)),
    ),
    Case(
        name="a-defaultdict-inserts-items",
        template="<dl>{% for k, v in d.items %}<dt>{{ k }}</dt><dd>{{ v }}</dd>{% endfor %}</dl><p>{{ d.x }}{{ x }}</p>",
        states=[_counts, {"d": {"a": 1}}, _counts, {"d": {}}, lambda: {**_counts(), "x": 1}],
    ),
    Case(
        name="nested",
        template="<div>{% for g in groups %}<section><h2>{{ g.name }}</h2><ul>{% for i in g.items %}<li>{{ forloop.parentloop.counter }}.{{ forloop.counter }} {{ i }}</li>{% endfor %}</ul></section>{% endfor %}</div>",
        states=values(
            "groups",
            [{"name": "a", "items": [1, 2]}, {"name": "b", "items": []}],
            [{"name": "a", "items": [1, 2, 3]}, {"name": "b", "items": [4]}],
            [{"name": "b", "items": [4]}, {"name": "a", "items": [1, 3]}],
            [],
            [{"name": "c", "items": [5]}],
        ),
    ),
    Case(
        name="nested-without-elements",
        template="<p>{% for a in items %}{% for b in a %}{{ b }}{% endfor %};{% endfor %}</p>",
        states=values("items", [[1, 2], [3]], [[1], [3, 4], []], [], [[1, 2], [3, 4, 5]]),
    ),
    Case(
        name="branch-as-a-row",
        template="<div>{% for i in items %}{% if i.on %}<b>{{ i.name }}</b>{% else %}<u>{{ i.name }}</u>{% endif %}{% endfor %}</div>",
        states=lists(),
    ),
    Case(
        name="branch-or-nothing-as-a-row",
        template="<ul>{% for i in items %}{% if i.on %}<li>{{ i.name }}</li>{% endif %}{% endfor %}</ul>",
        states=lists(),
    ),
    Case(
        name="branches-in-a-row",
        template="<ul>{% for i in items %}<li class='{% if i.on %}on{% endif %}'>{% if i.on %}<b>{{ i.name }}</b>{% else %}{{ i.name }}{% endif %} <i>{{ mode }}</i></li>{% endfor %}</ul>",
        states=tour(
            {"items": rows([1, 2, 3]), "mode": "a"},
            {"items": rows([1, 2, 3]), "mode": "b"},
            {"items": [{**row, "on": not row["on"]} for row in rows([1, 2, 3])], "mode": "b"},
            {"items": rows([3, 1]), "mode": "c"},
        ),
    ),
    Case(
        name="branch-around-a-loop",
        template="<div>{% if items %}<ul>{% for i in items %}<li>{{ i }}</li>{% endfor %}</ul>{% else %}<p>none</p>{% endif %}</div>",
        states=NUMBERS,
    ),
    Case(
        name="loop-around-open-elements",
        template="<i>kept</i><div>{% for i in items %}{% if i.on %}<section>{% endif %}<p>{{ i.name }}</p>{% if i.on %}</section>{% endif %}{% endfor %}</div>",
        states=lists(),
        parts="some",
    ),
    Case(
        name="a-row-that-closes-its-parent",
        template="<i>kept</i><section><div class='row'>{% for i in items %}<b>{{ i }}</b>{% if forloop.counter|divisibleby:2 %}</div><div class='row'>{% endif %}{% endfor %}</div></section>",
        states=NUMBERS,
        parts="some",
    ),
    Case(
        name="cycle",
        template="<table><tbody>{% for i in items %}<tr class='{% cycle 'odd' 'even' %}'><td>{% cycle 'a' 'b' 'c' as letter %}{{ letter }}</td></tr>{% endfor %}</tbody></table>",
        states=NUMBERS,
    ),
    Case(
        name="cycle-silent-and-reset",
        template="{% for g in items %}<ul>{% for i in 'abc' %}{% cycle 'x' 'y' as c silent %}<li class='{{ c }}'>{{ g }}</li>{% endfor %}{% resetcycle c %}</ul>{% endfor %}",
        states=NUMBERS,
    ),
    Case(
        name="a-name-that-one-row-hands-to-the-next",
        template="{% load foreign %}<i>kept</i><ul>{% for i in items %}<li>{{ i }}{% visits as seen %} {{ seen }}{{ before }}{% firstof i as before %}</li>{% endfor %}</ul>",
        states=NUMBERS,
        parts="some",
    ),
    Case(
        name="list-items-without-end-tags",
        template="<i>kept</i><ul>{% for i in items %}<li>{{ i }}{% endfor %}</ul>",
        states=NUMBERS,
        parts="some",
    ),
    Case(
        name="paragraphs-without-end-tags",
        template="<i>kept</i><div>{% for i in items %}<p>{{ i }}{% endfor %}</div><p>{{ items|length }}",
        states=NUMBERS,
        parts="none",
    ),
    Case(
        name="dl-without-end-tags",
        template="<i>kept</i><dl>{% for i in items %}<dt>{{ i }}<dd>{{ i }}{% endfor %}</dl>",
        states=NUMBERS,
        parts="some",
    ),
    Case(
        name="in-svg",
        template='<svg viewBox="0 0 9 9"><g>{% for i in items %}<circle cx="{{ i }}" r="1"/><text>{{ i }}</text>{% endfor %}</g></svg>',
        states=NUMBERS,
    ),
    Case(
        name="one-svg-element-a-row",
        template='<svg>{% for i in items %}<linearGradient id="g{{ i.id }}"><stop offset="{{ i.id }}"/></linearGradient>{% endfor %}</svg>',
        states=lists(),
        rows="svg > *",
    ),
    Case(
        name="in-mathml",
        template="<math><mrow>{% for i in items %}<mi>{{ i }}</mi>{% if not forloop.last %}<mo>+</mo>{% endif %}{% endfor %}</mrow></math>",
        states=NUMBERS,
    ),
    Case(
        name="foreign-object",
        template="<svg>{% for i in items %}<foreignObject><p>{{ i }}</p></foreignObject>{% endfor %}</svg>",
        states=NUMBERS,
    ),
    Case(
        name="a-string-and-a-range",
        template="<p>{% for c in x %}<b>{{ c }}</b>{% endfor %}</p>",
        states=values("x", "abc", "b", range(3), "", "a<c"),
    ),
    Case(
        name="what-cannot-be-looped-over",
        template="<ul>{% for i in x %}<li>{{ i }}</li>{% empty %}<li>none</li>{% endfor %}</ul>",
        states=values("x", None, [1], (), {"a": 1}, {2}, "ab"),
    ),
    Case(
        name="a-generator",
        template="<ul>{% for i in x %}<li>{{ i }}</li>{% endfor %}</ul>",
        states=[lambda n=n: {"x": (i * i for i in range(n))} for n in (3, 5, 0, 2, 3)],
    ),
    Case(
        name="includes-as-rows",
        template="<ul>{% for item in items %}{% include 'row.html' %}{% endfor %}</ul>",
        files={"row.html": "<li class='{{ item.id }}' data-key='{{ item.id }}'>{{ item.name }}{% if item.on %}<b>on</b>{% endif %}</li>\n"},
        states=lists(),
        rows="li",
    ),
    Case(
        name="regroup",
        template="{% regroup items by on as groups %}{% for g in groups %}<h2>{{ g.grouper }}</h2><ul>{% for i in g.list %}<li>{{ i.name }}</li>{% endfor %}</ul>{% endfor %}",
        states=lists(),
    ),
    Case(
        name="two-loops-side-by-side",
        template="<div>{% for i in a %}<b>{{ i }}</b>{% endfor %}{% for i in b %}<u>{{ i }}</u>{% endfor %}</div>",
        states=tour({"a": [1], "b": [2]}, {"a": [], "b": [2, 3]}, {"a": [1, 2], "b": []}, {"a": [], "b": []}),
    ),
    Case(
        name="the-list-and-a-total",
        template="<p>{{ items|length }}</p><ul>{% for i in items %}<li>{{ i.name }} of {{ items|length }}</li>{% endfor %}</ul>",
        states=[{"items": rows(order)} for order in ORDERS],
    ),
    Case(
        name="row-white-space-that-shows",
        template="<p>{% for i in items %} <b>{{ i }}</b> {% endfor %}</p><p>{% for i in items %}<b>{{ i }}</b>\n{% endfor %}</p>",
        states=NUMBERS,
    ),
    Case(name="only-white-space-in-a-row", template="<p>{% for i in items %} {% endfor %}<b>{{ items }}</b></p>", states=NUMBERS),
    Case(name="an-empty-row", template="<p>{% for i in items %}{% endfor %}<b>{{ items }}</b></p>", states=NUMBERS),
]
