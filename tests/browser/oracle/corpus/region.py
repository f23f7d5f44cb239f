"""Several regions and kinds on one page: what breaks in one place must leave the others alone."""
# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import rows, tour, values

SHOP = """<header><h1>{{ title }}</h1><nav>{% for e in menu %}<a href="/{{ e }}/"{% if e == active %} class="on"{% endif %}>{{ e }}</a>{% endfor %}</nav></header>
<main>
  {% if items %}
  <table>
    <thead><tr><th>id</th><th>name</th></tr></thead>
    <tbody>
    {% for i in items %}
      <tr data-key="{{ i.id }}" class="{% cycle 'odd' 'even' %}{% if i.on %} on{% endif %}">
        <td>{{ forloop.counter }}</td>
        <td>{{ i.name }}{% if i.on %} <b>on</b>{% endif %}</td>
        <td><button dj-click="toggle({{ i.id }})" {% if i.on %}disabled{% endif %}>toggle</button></td>
      </tr>
    {% endfor %}
    </tbody>
  </table>
  {% else %}
  <p>Nothing for “{{ query }}”.</p>
  {% endif %}
  <form><input name="query" value="{{ query }}"><select>{% for e in menu %}<option{% if e == active %} selected{% endif %}>{{ e }}</option>{% endfor %}</select></form>
</main>
<footer>{{ items|length }} item{{ items|length|pluralize }}</footer>"""

CASES = [
    Case(
        name="a-shop",
        template=SHOP,
        states=tour(
            {"title": "Shop", "menu": ["a", "b"], "active": "a", "items": rows([1, 2, 3]), "query": ""},
            {"title": "Shop", "menu": ["a", "b"], "active": "b", "items": rows([3, 1]), "query": "x"},
            {"title": "Shop & co", "menu": ["a", "b", "c"], "active": "b", "items": [], "query": "<x>"},
            {"title": "Shop", "menu": [], "active": "", "items": rows([5, 4, 3, 2, 1]), "query": ""},
        ),
        rows="tr[data-key]",
    ),
    Case(
        name="an-opaque-region-beside-parts",
        template="<p>{{ x }}</p><section><ul>{% for i in items %}<li>{{ i }}{% endfor %}</ul></section><p class='{{ x }}'>t</p><i>kept</i>",
        states=tour({"x": 1, "items": [1]}, {"x": 2, "items": [1]}, {"x": 2, "items": [1, 2]}, {"x": 3, "items": []}),
        parts="some",
    ),
    Case(
        name="a-broken-value-beside-parts",
        template="<p>{{ x }}</p><section><div><p>{{ y|safe }}</p></div></section><ul>{% for i in items %}<li data-key='{{ i.id }}'>{{ i.name }}</li>{% endfor %}</ul>",
        states=tour(
            {"x": 1, "y": "fine", "items": rows([1, 2])},
            {"x": 2, "y": "<div>breaks</div>", "items": rows([2, 1])},
            {"x": 3, "y": "<div>breaks again</div>", "items": rows([2, 1, 3])},
            {"x": 4, "y": "fine", "items": rows([3])},
        ),
        rows="li",
        parts="none",
    ),
    Case(
        name="a-broken-value-in-rows",
        template="<ul>{% for i in items %}<li data-key='{{ i.id }}'><p>{{ i.text|safe }}</p><b>{{ i.id }}</b></li>{% endfor %}</ul><p>{{ x }}</p>",
        states=tour(
            {"x": 1, "items": [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]},
            {"x": 2, "items": [{"id": 1, "text": "<ol></ol>"}, {"id": 2, "text": "b"}]},
            {"x": 2, "items": [{"id": 2, "text": "b"}, {"id": 1, "text": "<ol></ol>"}, {"id": 3, "text": "<p>"}]},
            {"x": 3, "items": [{"id": 3, "text": "fine"}]},
        ),
        parts="none",
    ),
    Case(
        name="broken-from-the-start",
        template="<section><p>{{ y|safe }}</p><p>{{ x }}</p></section><p>{{ x }}</p>",
        states=tour({"x": 1, "y": "<div>a</div>"}, {"x": 2, "y": "<div>a</div>"}, {"x": 2, "y": "b"}, {"x": 3, "y": "<div>c</div>"}),
        parts="none",
    ),
    Case(
        name="kinds-of-parts-in-one-element",
        template="<p class='{{ x }}'>a {{ x }} b {% if y %}<b>{{ y }}</b>{% endif %} c {% for i in z %}<u>{{ i }}</u>{% endfor %} d {{ y }}</p>",
        states=tour({"x": 1, "y": 1, "z": "ab"}, {"x": 2, "y": 0, "z": "b"}, {"x": 2, "y": 2, "z": ""}, {"x": "", "y": "", "z": "abc"}),
    ),
    Case(
        name="nothing-to-do",
        template="<p>fixed</p>{{ x }}{% if y %}<b>b</b>{% endif %}",
        states=values("x", "a", "a", "b", "b"),
    ),
    Case(
        name="many-values",
        template="<div>" + "".join(f"<p>{{{{ v.{n} }}}}</p>" for n in range(200)) + "</div>",
        states=values("v", list(range(200)), list(range(1, 201)), [0] * 200, list(range(100))),
    ),
]
