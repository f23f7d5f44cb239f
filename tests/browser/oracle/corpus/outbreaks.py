"""HTML that fits its place in one state and leaves it in the next: links in links, cells in cells, forms in forms."""

# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import tour, values


def _cells(*texts: str) -> list[dict[str, object]]:
    return [{"id": n, "text": text} for n, text in enumerate(texts)]


CASES = [
    Case(
        name="urlize-in-a-link",
        template="<section><a href='/'>{{ x|urlize }}</a></section><p>{{ x }}</p>",
        states=values("x", "plain", "see www.example.com now", "plain again", "www.example.org"),
        parts="none",
    ),
    Case(
        name="urlize-in-links-of-rows",
        template="<ul>{% for i in items %}<li data-key='{{ i.id }}'><a href='/{{ i.id }}'>{{ i.text|urlize }}</a></li>{% endfor %}</ul><b>{{ items|length }}</b>",
        states=values("items", _cells("a", "b"), _cells("a", "www.example.com"), _cells("c", "www.example.com", "d"), _cells("e")),
        parts="none",
    ),
    Case(
        name="cells-in-a-cell",
        template="<table><tbody>{% for i in items %}<tr data-key='{{ i.id }}'><td>{{ i.text|safe }}</td><td>{{ i.id }}</td></tr>{% endfor %}</tbody></table>",
        states=values(
            "items", _cells("a", "b"), _cells("a</td><td>b", "c"), _cells("</tr><tr>", "d", "e"), _cells("</table>", "f"), _cells("g")
        ),
        parts="none",
    ),
    Case(
        name="items-in-an-item",
        template="<ul>{% for i in items %}<li data-key='{{ i.id }}'>{{ i.text|safe }}</li>{% endfor %}</ul><p>{{ items|length }}</p>",
        states=values("items", _cells("a", "b"), _cells("a</li><li>b", "c"), _cells("<li>", "d", "e"), _cells("<ul><li>f</ul>")),
        parts="none",
    ),
    Case(
        name="rows-as-a-value",
        template="<i>kept</i><table><tbody>{{ x|safe }}</tbody></table>",
        states=values("x", "<tr><td>1</td></tr>", "", "<tr><td>1</td></tr><tr><td>2</td></tr>", "<tr><td>3"),
        parts="some",
    ),
    Case(
        name="options-as-a-value",
        template="<i>kept</i><select>{{ x|safe }}</select>",
        states=values("x", "<option>a<option selected>b", "", "<option>c</option>", "text", "<optgroup label=g><option>d"),
        parts="some",
    ),
    Case(
        name="a-form-as-a-value-in-a-form",
        template="<section><form id='f'><input name='a'>{{ x|safe }}<input name='b'></form></section>",
        states=values("x", "", "<form id='g'><input name='c'></form>", "<input name='d'>", "</form>", "<b>e</b>"),
        parts="none",
    ),
    Case(
        name="a-button-as-a-value-in-a-button",
        template="<section><button>a {{ x|safe }} b</button></section>",
        states=values("x", "", "<button>c</button>", "<u>d</u>", "</button>", "e"),
        parts="none",
    ),
    Case(
        name="end-of-svg-in-svg",
        template="<section><svg><g>{{ x|safe }}</g><circle r='{{ y }}'/></svg></section>",
        states=tour({"x": "<path d='M0'/>", "y": 1}, {"x": "</g></svg><p>p</p>", "y": 2}, {"x": "<p>out</p>", "y": 3}, {"x": "", "y": 4}),
        parts="none",
    ),
    Case(
        name="formatting-that-is-left-open",
        template="<section><div>{{ x|safe }}</div><div>{{ y }}</div></section>",
        states=tour({"x": "<b>a</b>", "y": 1}, {"x": "<b>a", "y": 2}, {"x": "<b><i><u>a", "y": 3}, {"x": "a", "y": 4}),
        parts="none",
    ),
    Case(
        name="end-tags-that-open-something",
        template="<section><div>{{ x|safe }}</div><p>{{ y }}</p></section>",
        states=tour({"x": "a", "y": 1}, {"x": "</p>", "y": 2}, {"x": "</br>", "y": 3}, {"x": "</unknown>", "y": 4}),
        parts="none",
    ),
    Case(
        name="a-tag-cut-short",
        template="<section><div>{{ x|safe }}</div><p title='{{ y }}'>{{ y }}</p></section>",
        states=tour(
            {"x": "a", "y": 1}, {"x": "a <b", "y": 2}, {"x": "a <b title='", "y": 3}, {"x": "a &am", "y": 4}, {"x": "a <!", "y": 5}
        ),
        parts="none",
    ),
    Case(
        name="in-a-branch-of-a-row",
        template="<div>{% for i in items %}{% if i.text %}<p data-key='{{ i.id }}'>{{ i.text|safe }}</p>{% endif %}<hr>{% endfor %}</div>",
        states=values("items", _cells("a", "b"), _cells("a<div>x</div>", ""), _cells("", "c", "<ul></ul>"), _cells("d")),
        parts="none",
    ),
    Case(
        name="in-an-include",
        template="<main>{% include 'card.html' with text=x %}{% include 'card.html' with text=y %}</main><p>{{ y }}</p>",
        files={"card.html": "<article><p>{{ text|safe }}</p></article>"},
        states=tour({"x": "a", "y": "b"}, {"x": "<div>a</div>", "y": "b"}, {"x": "<div>a</div>", "y": "<ul></ul>"}, {"x": "c", "y": "d"}),
        parts="none",
    ),
]
