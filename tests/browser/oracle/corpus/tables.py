"""Tables: the parser moves what it does not like, and adds what was left out."""
# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import lists, rows, tour, values

CASES = [
    Case(
        name="rows-in-tbody",
        template="<table><thead><tr><th>n</th></tr></thead><tbody>{% for i in items %}<tr data-key='{{ i.id }}'><td>{{ i.id }}</td><td>{{ i.name }}</td></tr>{% endfor %}</tbody></table>",
        states=lists(),
        rows="tr[data-key]",
    ),
    Case(
        name="rows-directly-in-table",
        template="<table>{% for i in items %}<tr data-key='{{ i.id }}'><td>{{ i.name }}</td></tr>{% endfor %}</table>",
        states=lists(),
        rows="tr",
    ),
    Case(
        name="rows-directly-in-table-on-lines",
        template="<table>\n  {% for i in items %}\n  <tr><td>{{ i.name }}</td></tr>\n  {% endfor %}\n</table>",
        states=lists(),
        parts="none",
    ),
    Case(
        name="fixed-rows-around",
        template="<table><tr><th>head</th></tr>{% for i in items %}<tr><td>{{ i.name }}</td></tr>{% endfor %}<tr><td>foot {{ items|length }}</td></tr></table>",
        states=lists(),
    ),
    Case(
        name="cells-without-end-tags",
        template="<i>kept</i><table>{% for i in items %}<tr><td>{{ i.id }}<td>{{ i.name }}{% endfor %}</table>",
        states=lists(),
        parts="some",
    ),
    Case(
        name="cells-by-a-loop",
        template="<table><tbody>{% for row in grid %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</tbody></table>",
        states=values("grid", [[1, 2], [3, 4]], [[1, 2, 3], [3, 4]], [[3, 4]], [], [[], [1]]),
    ),
    Case(
        name="a-row-by-if",
        template="<table><tbody>{% if x %}<tr><td>{{ x }}</td></tr>{% endif %}<tr><td>fixed</td></tr></tbody></table>",
        states=values("x", 1, 0, 2, 0),
    ),
    Case(
        name="a-row-by-if-directly-in-table",
        template="<table>{% if x %}<tr><td>{{ x }}</td></tr>{% endif %}<tr><td>fixed {{ y }}</td></tr></table>",
        states=tour({"x": 1, "y": 1}, {"x": 0, "y": 1}, {"x": 2, "y": 2}, {"x": 0, "y": 3}),
        parts="none",
    ),
    Case(
        name="a-cell-by-if",
        template="<table><tr><td>a</td>{% if x %}<td class='{{ x }}'>{{ x }}</td>{% else %}<th>no</th>{% endif %}<td>{{ y }}</td></tr></table>",
        states=tour({"x": 1, "y": 1}, {"x": 0, "y": 1}, {"x": 2, "y": 2}, {"x": 0, "y": 3}),
    ),
    Case(
        name="sections-by-if",
        template="<table><caption>{{ x }}</caption><colgroup><col class='{{ x }}'></colgroup>{% if x %}<thead><tr><th>{{ x }}</th></tr></thead>{% endif %}<tbody><tr><td>b</td></tr></tbody></table>",
        states=values("x", 1, 0, 2, 0),
        parts="none",
    ),
    Case(
        name="text-directly-in-a-table",
        template="<i>kept</i><div><table>{{ x }}<tr><td>{{ x }}</td></tr></table></div>",
        states=values("x", "foster", "", "parent", "  "),
        parts="some",
    ),
    Case(
        name="text-directly-in-a-row",
        template="<i>kept</i><div><table><tr>{% if x %}{{ x }}{% endif %}<td>a</td></tr></table></div>",
        states=values("x", "foster", "", "parent", "  "),
        parts="some",
    ),
    Case(
        name="an-element-that-a-table-puts-out",
        template="<i>kept</i><div><table>{% if x %}<p>{{ x }}</p>{% endif %}<tr><td>a</td></tr></table></div>",
        states=values("x", "foster", "", "parent", ""),
        parts="some",
    ),
    Case(
        name="a-form-in-a-table",
        template="<i>kept</i><div><table><form><tr><td><input name='a' value='{{ x }}'></td></tr></form></table></div>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="nested-tables",
        template="<table>{% for i in items %}<tr><td><table><tr><td>{{ i.name }}</td></tr></table></td></tr>{% endfor %}</table>",
        states=lists(),
    ),
    Case(
        name="one-tbody-a-row",
        template="<table>{% for i in items %}<tbody data-key='{{ i.id }}'><tr><td>{{ i.name }}</td></tr>{% if i.on %}<tr><td>more</td></tr>{% endif %}</tbody>{% endfor %}</table>",
        states=lists(),
        rows="tbody",
        parts="none",
    ),
    Case(
        name="two-rows-an-item",
        template="<table><tbody>{% for i in items %}<tr><td>{{ i.id }}</td></tr><tr><td>{{ i.name }}</td></tr>{% endfor %}</tbody></table>",
        states=lists(),
    ),
    Case(
        name="hidden-input-in-a-row",
        template="<table><tbody>{% for i in items %}<tr><td>{{ i.name }}<input type='hidden' name='id' value='{{ i.id }}'></td></tr>{% empty %}<tr><td>none</td></tr>{% endfor %}</tbody></table>",
        states=lists(),
    ),
    Case(
        name="a-large-table",
        template="<table><tbody>{% for i in items %}<tr class='{% if i.on %}on{% endif %}' data-key='{{ i.id }}'><td>{{ i.id }}</td><td>{{ i.name }}</td></tr>{% endfor %}</tbody></table>",
        states=[
            {"items": rows(range(300))},
            {"items": rows(range(299, -1, -1))},
            {"items": rows(sorted(range(300), key=lambda n: n * 7919 % 300))},
            {"items": rows(range(0, 300, 2))},
            {"items": rows(range(300))},
        ],
        rows="tr",
    ),
]
