"""Constructs that are harmless alone, put together as projects put them together."""

# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import lists, rows, tour, values


def _tree(*names: str) -> list[dict[str, object]]:
    return [{"id": name, "children": _tree(*(f"{name}{deeper}" for deeper in names[:n]))} for n, name in enumerate(names) if len(name) < 3]


CASES = [
    Case(
        name="with-around-a-row",
        template="<ul>{% for i in items %}{% with n=i.name|upper k=i.id %}<li data-key='{{ k }}'>{{ n }}</li>{% endwith %}{% endfor %}</ul>",
        states=lists(),
        rows="li",
    ),
    Case(
        name="comments-between-rows",
        template="<ul>{% for i in items %}<!-- row --><li data-key='{{ i.id }}'>{{ i.name }}</li>{% endfor %}</ul>",
        states=lists(),
        rows="li",
    ),
    Case(
        name="a-value-after-each-row",
        template="<ul>{% for i in items %}<li data-key='{{ i.id }}'>{{ i.name }}</li>{{ gap }}{% endfor %}</ul>",
        states=tour(
            {"items": rows([1, 2]), "gap": ""},
            {"items": rows([2, 1]), "gap": " "},
            {"items": rows([3, 2]), "gap": "-"},
            {"items": [], "gap": ""},
        ),
        rows="li",
    ),
    Case(
        name="rows-with-everything",
        template=(
            "<table><tbody>{% for i in items %}<tr data-key='{{ i.id }}' class='{% cycle 'a' 'b' %}{% if i.on %} on{% endif %}' {% if i.on %}hidden{% endif %}>"
            "<td>{{ forloop.counter }}{% if forloop.first %}<b>first</b>{% endif %}</td><td><select>{% for c in 'xyz' %}<option{% if c == i.c %} selected{% endif %}>{{ c }}</option>{% endfor %}</select></td>"
            "<td><textarea {% if i.on %}readonly{% endif %}>{{ i.name }}</textarea><input type='checkbox'{% if i.on %} checked{% endif %}></td></tr>{% empty %}<tr><td colspan='3'>none</td></tr>{% endfor %}</tbody></table>"
        ),
        states=[
            {"items": rows([1, 2, 3], c="x")},
            {"items": rows([3, 1], c="y")},
            {"items": []},
            {"items": rows([2, 5, 4], c="z")},
            {"items": rows([1, 2, 3], c="x")},
        ],
        rows="tr[data-key]",
    ),
    Case(
        name="a-tree-with-keys",
        template="<ul>{% include 'nodes.html' with nodes=tree %}</ul>",
        files={
            "nodes.html": "{% for node in nodes %}<li data-key='{{ node.id }}'>{{ node.id }}{% if node.children %}<ul>{% include 'nodes.html' with nodes=node.children %}</ul>{% endif %}</li>{% endfor %}"
        },
        states=values("tree", _tree("a", "b", "c"), _tree("c", "b", "a"), _tree("b", "d"), [], _tree("a", "b", "c", "d")),
        rows="li",
    ),
    Case(
        name="upper-case-rows",
        template="<TABLE><TBODY>{% for i in items %}<TR DATA-KEY='{{ i.id }}'><TD CLASS='{{ i.id }}'>{{ i.name }}</TD></TR>{% endfor %}</TBODY></TABLE>",
        states=lists(),
        rows="tr",
    ),
    Case(
        name="names-that-look-like-flags",
        template="<div>{% for i in items %}<x-a.b title='{{ i.id }}'><y-c.>{{ i.name }}</y-c.><z-@>{{ i.id }}</z-@></x-a.b>{% endfor %}</div>",
        states=lists(),
    ),
    Case(
        name="names-that-end-a-comment",
        template="<div>{% for i in items %}<x--!><y-->{{ i.name }}</y--></x--!>{% endfor %}</div><i>kept</i>",
        states=lists(),
        parts="none",
    ),
    Case(
        name="namespaced-names",
        template="<div>{% for i in items %}<o:p class='{{ i.id }}'><fb:like>{{ i.name }}</fb:like></o:p>{% endfor %}</div>",
        states=lists(),
    ),
    Case(
        name="svg-icons-in-rows",
        template="<ul>{% for i in items %}<li id='r{{ i.id }}'><svg viewBox='0 0 {{ i.id }} 1'><use href='#{{ i.id }}'/><linearGradient gradientUnits='{{ i.name }}'></linearGradient></svg><span>{{ i.name }}</span></li>{% endfor %}</ul>",
        states=lists(),
        rows="li",
    ),
    Case(
        name="html-in-svg-in-rows",
        template="<svg>{% for i in items %}<g id='g{{ i.id }}'><foreignObject><div class='{{ i.id }}'><p>{{ i.name }}</p>{% if i.on %}<svg><path d='M{{ i.id }}'/></svg>{% endif %}</div></foreignObject></g>{% endfor %}</svg>",
        states=lists(),
        rows="svg > g",
    ),
    Case(
        name="branch-around-option-groups",
        template="<select>{% if a %}<optgroup label='{{ a }}'><option>{{ a }}</option></optgroup>{% endif %}<option>fixed</option>{% if not a %}<option selected>none</option>{% endif %}</select>",
        states=values("a", 1, 0, 2, 0),
    ),
    Case(
        name="cells-with-spans-by-if",
        template="<table><tbody><tr>{% for c in cells %}<td {% if c > 1 %}colspan={{ c }}{% endif %} class=c{{ c }}>{{ c }}</td>{% endfor %}</tr></tbody></table>",
        states=values("cells", [1, 2], [2, 1], [3], [], [1, 1, 1]),
    ),
    Case(
        name="tabs-with-panels",
        template="<div role='tablist'>{% for t in 'abc' %}<button role='tab' aria-selected='{% if t == tab %}true{% else %}false{% endif %}' {% if t != tab %}tabindex='-1'{% endif %}>{{ t }}</button>{% endfor %}</div>{% if tab == 'a' %}<section>A {{ n }}</section>{% elif tab == 'b' %}<section><form><input value='{{ n }}'></form></section>{% else %}<section>C</section>{% endif %}",
        states=tour({"tab": "a", "n": 1}, {"tab": "b", "n": 1}, {"tab": "b", "n": 2}, {"tab": "c", "n": 2}),
    ),
    Case(
        name="messages-and-modal",
        template="{% for m in messages %}<div class='alert {{ m.tags }}' role='alert'>{{ m.text }}</div>{% endfor %}{% if open %}<dialog open><h2>{{ title }}</h2><button>x</button></dialog>{% endif %}<main>{{ title }}</main>",
        states=tour(
            {"messages": [], "open": False, "title": "t"},
            {"messages": [{"tags": "info", "text": "saved"}], "open": True, "title": "t"},
            {"messages": [{"tags": "error", "text": "<no>"}, {"tags": "info", "text": "saved"}], "open": True, "title": "u"},
            {"messages": [], "open": False, "title": "u"},
        ),
    ),
    Case(
        name="pagination",
        template="<nav>{% if page > 1 %}<a href='?page={{ page|add:-1 }}'>back</a> {% endif %}{% for p in pages %}{% if p == page %}<b>{{ p }}</b>{% else %}<a href='?page={{ p }}'>{{ p }}</a>{% endif %} {% endfor %}{% if page < pages|length %}<a href='?page={{ page|add:1 }}'>next</a>{% endif %}</nav>",
        states=tour(
            {"page": 1, "pages": [1, 2, 3]}, {"page": 2, "pages": [1, 2, 3]}, {"page": 3, "pages": [1, 2, 3]}, {"page": 1, "pages": [1]}
        ),
    ),
    Case(
        name="nested-cycles-and-counters",
        template="<ol>{% for a in items %}<li class='{% cycle 'o' 'e' %}'>{{ forloop.counter }}<ol>{% for b in a %}<li class='{% cycle 'x' 'y' 'z' %} {{ forloop.parentloop.counter }}'>{{ b }}{% if forloop.last %} last of {{ forloop.parentloop.revcounter }}{% endif %}</li>{% endfor %}</ol></li>{% endfor %}</ol>",
        states=values("items", ["ab", "c"], ["ab", "cd", "e"], ["e", "ab"], [], ["", "x"]),
    ),
    Case(
        name="attributes-from-includes-and-loops",
        template="<p class=\"{% include 'classes.html' %}\" style=\"{% for k, v in style.items %}{{ k }}: {{ v }};{% endfor %}\" data-json='{{ items }}'>t</p>",
        files={"classes.html": "{% for c in items %}{{ c }}{% if not forloop.last %} {% endif %}{% endfor %}"},
        states=tour(
            {"items": ["a"], "style": {"color": "red"}},
            {"items": ["a", "b"], "style": {}},
            {"items": [], "style": {"a": "b", "c": "'"}},
            {"items": ["<"], "style": {"color": "red"}},
        ),
    ),
    Case(
        name="inline-elements-and-white-space",
        template="<p>\n  <b>{{ x }}</b>\n  <u>{{ x }}</u>{% if x %}\n  <a href='#'>{{ x }}</a>{% endif %}\n  {{ x }}\n</p>",
        states=values("x", "a", "", "b c", " "),
    ),
    Case(
        name="media-and-embeds",
        template="<video {% if x %}controls{% endif %}><source src='/{{ x }}.mp4'><track src='/{{ x }}.vtt'></video><picture>{% if x %}<source srcset='/{{ x }}.webp'>{% endif %}<img src='data:,' alt='{{ x }}'></picture><map name='m'>{% for c in x %}<area coords='{{ c }}' alt=''>{% endfor %}</map>",
        states=values("x", "a", "", "bc", "d"),
    ),
]
