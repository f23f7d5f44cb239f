"""What random stories have found (``tests/browser/fuzz``), each cut down to what it takes."""

# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import tour, values

CASES = [
    Case(
        name="an-include-with-names-of-its-own",
        template="{% include which with t=u %}{% with t=n %}{% include which %}{% endwith %}{% include which with t=u only %}",
        files={"p.html": "<p>{{ t }}</p>"},
        states=tour(
            {"which": "p.html", "t": "", "u": "a", "n": 1},
            {"which": "p.html", "t": "", "u": "b", "n": 1},
            {"which": "p.html", "t": "", "u": "b", "n": 2},
        ),
    ),
    Case(
        name="an-option-that-can-be-chosen-again",
        template="<select><option{% if n > 2 %} disabled{% endif %}>a</option><option{% if n > 1 %} disabled{% endif %}>b</option></select>",
        states=values("n", 4, 2, 1, 4),
    ),
    Case(
        name="cells-outside-a-table",
        template="<section><tr title='{{ x }}'><th>{{ x }}{% for i in items %}<ul><tbody title='{{ i }}'></tbody></ul>{% endfor %}</th></tr></section>",
        states=tour({"x": 1, "items": "a"}, {"x": 2, "items": "ab"}, {"x": 2, "items": "cb"}),
        parts="none",
    ),
    Case(
        name="a-menu-of-rows-that-nobody-chose-from",
        template="<p>{% for i in items %}<select>{% for o in i %}<option>{{ o }}</option>{% endfor %}<optgroup label={{ x }}><option>last</option></optgroup></select>{% endfor %}</p>",
        states=tour(
            {"x": 1, "items": ["ab", "c"]}, {"x": 2, "items": ["ba", "", "c"]}, {"x": 2, "items": ["xba", "y"]}, {"x": 3, "items": [""]}
        ),
    ),
    Case(
        name="a-tbody-that-is-a-part",
        template="<table><tbody{% if x %} title={{ x }}{% endif %}></tbody></table>",
        states=values("x", "", "a", "b", ""),
    ),
    Case(
        name="an-end-mark-that-leaves-two-ranges",
        template="<p>{{ x }}</p><section>{% for i in items %}<a>{% ifchanged %}<a>{{ i }}</a>{% endifchanged %}{{ x }}</a>\n  {% empty %} {% endfor %}</section>",
        states=tour({"x": 1, "items": "a"}, {"x": 2, "items": "ab"}, {"x": 2, "items": ""}, {"x": 3, "items": "bab"}),
        parts="none",
    ),
    Case(
        name="a-menu-that-is-disabled-as-a-whole",
        template="<ul><li><select{% if x %} disabled{% endif %}><option{% if x %} disabled{% endif %}>a</option><option>{{ x }}</option></select><li>b</ul>",
        states=values("x", 1, 0, 2, ""),
        parts="none",
    ),
    Case(
        name="a-called-template-that-is-one-string",
        template="<section><p>{{ x }}</p>{% include which %}</section>",
        files={"row.html": "<td>{{ x }}{% for i in items %} {{ i }}{% endfor %}", "none.html": ""},
        states=tour(
            {"which": "row.html", "x": 1, "items": "ab"},
            {"which": "row.html", "x": 1, "items": "b"},
            {"which": "none.html", "x": 2, "items": ""},
        ),
        parts="none",
    ),
    Case(
        name="a-template-that-includes-itself-and-is-one-string",
        template="<main><i>kept</i><div>{% include 'tree.html' with nodes=tree %}</div></main>",
        files={"tree.html": "{% for n in nodes %}<ul><li>{{ n.name }}{% include 'tree.html' with nodes=n.inner %}{% endfor %}"},
        states=values(
            "tree", [{"name": "a", "inner": [{"name": "b"}]}], [{"name": "a", "inner": [{"name": "c"}, {"name": "d"}]}], [], [{"name": "e"}]
        ),
        parts="some",
    ),
    Case(
        name="html-that-ends-its-drawing",
        template="<section><svg><g><dd title='{{ x }}'>{{ x }}</dd><circle r='{{ x }}'/></g></svg><p>{{ x }}</p></section>",
        states=values("x", "", "\x00", "a", "b<c"),
        parts="none",
    ),
    Case(
        name="rows-that-a-table-puts-before-itself",
        template="<section><i>kept</i><div><table><thead>{% for i in items %}<dd>{{ i }}</dd>{% endfor %}</thead></table></div></section>",
        states=values("items", "a", "", "ab", "b"),
        parts="some",
    ),
    Case(
        name="cells-that-a-table-puts-before-itself",
        template="<section><i>kept</i><div><table><tr>{% for i in items %}{% if i == 'a' %}<b>{{ i }}</b>{% else %}<td>{{ i }}</td>{% endif %}{% endfor %}</tr></table></div></section>",
        states=values("items", "a", "", "ab", "ba"),
        parts="some",
    ),
    Case(
        name="raw-text-that-ends-its-element",
        template="<section><textarea>{{ m|safe }}</textarea></section><p>{{ m }}</p>",
        states=values("m", "a", "<textarea>b</textarea>", "c</TEXTAREA >d", "e"),
        parts="none",
    ),
]
