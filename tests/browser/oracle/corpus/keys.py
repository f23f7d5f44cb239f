"""Rows by key: where the key comes from, what happens when it is there twice, and what a row that stays keeps."""
# ruff: noqa: E501  (a template is read best as one piece)

from django.contrib.contenttypes.models import ContentType

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import ORDERS, lists, rows, tour, values


def _models(order: tuple[int, ...]) -> list[ContentType]:
    return [ContentType(pk=pk, app_label="corpus", model=f"model {pk}") for pk in order]


CASES = [
    Case(
        name="dj-key",
        template="<ul>{% for i in items %}<li dj-key='{{ i.id }}'>{{ i.name }}</li>{% endfor %}</ul>",
        states=lists(),
        rows="li",
    ),
    Case(
        name="data-key",
        template="<ul>{% for i in items %}<li data-key={{ i.id }}>{{ i.name }}</li>{% endfor %}</ul>",
        states=lists(),
        rows="li",
    ),
    Case(
        name="id", template="<ul>{% for i in items %}<li id='row-{{ i.id }}'>{{ i.name }}</li>{% endfor %}</ul>", states=lists(), rows="li"
    ),
    Case(
        name="key-of-text",
        template="<ul>{% for i in items %}<li dj-key='{{ i }}'>{{ i }}</li>{% endfor %}</ul>",
        states=values("items", ["a", "b"], ["b", "a"], ["a b", "a", "'"], ["'", '"', "<"], []),
        rows="li",
    ),
    Case(
        name="key-on-the-second-element",
        template="<dl>{% for i in items %}<dt>{{ i.name }}</dt><dd dj-key='{{ i.id }}'>{{ i.id }}</dd>{% endfor %}</dl>",
        states=lists(),
        rows="dd",
    ),
    Case(
        name="key-inside-branches",
        template="<ul>{% for i in items %}{% if i.on %}<li dj-key='{{ i.id }}'>{{ i.name }}</li>{% else %}<li class='off' dj-key='{{ i.id }}'>{{ i.name }}</li>{% endif %}{% endfor %}</ul>",
        states=lists(),
        rows="li",
    ),
    Case(
        name="pk-of-models",
        template="<ul>{% for i in items %}<li title='{{ i.pk }}'>{{ i.model }}</li>{% endfor %}</ul>",
        states=[{"items": _models(order)} for order in ORDERS],
    ),
    Case(
        name="position",
        template="<ul>{% for i in items %}<li><input value='{{ i.name }}'>{{ i.name }}</li>{% endfor %}</ul>",
        states=lists(),
    ),
    Case(
        name="keys-there-twice",
        template="<ul>{% for i in items %}<li dj-key='{{ i.id }}'>{{ i.name }}</li>{% endfor %}</ul>",
        states=[{"items": rows(order)} for order in ((1, 1, 2), (1, 2, 2, 2), (2, 1), (1, 1), (1, 1, 2))],
    ),
    Case(
        name="keys-that-become-unique-and-back",
        template="<ul>{% for i in items %}<li dj-key='{{ i.id }}'>{{ i.name }}</li>{% endfor %}</ul><p>{{ items|length }}</p>",
        states=[{"items": rows(order)} for order in ((1, 2, 3), (3, 3, 1), (1, 2, 3), (3, 2, 1), (1, 1), (1, 2, 3))],
    ),
    Case(
        name="empty-and-missing-keys",
        template="<ul>{% for i in items %}<li {% if i.on %}dj-key='{{ i.id }}'{% endif %}>{{ i.name }}</li>{% endfor %}</ul>",
        states=lists(),
    ),
    Case(
        name="key-in-a-start-tag-that-travels-whole",
        template="<ul>{% for i in items %}<li data-key='{{ i.id }}'{% if i.on %} class='on'{% endif %}>{{ i.name }}</li>{% endfor %}</ul>",
        states=lists(),
        rows="li",
    ),
    Case(
        name="the-key-itself-is-the-only-change",
        template="<ul>{% for i in items %}<li dj-key='{{ i }}'>same</li>{% endfor %}</ul>",
        states=values("items", [1, 2, 3], [4, 2, 3], [3, 2, 4], [5]),
        rows="li",
    ),
    Case(
        name="rows-that-move-and-change",
        template="<ul>{% for i in items %}<li dj-key='{{ i.id }}' class='{% if i.id == chosen %}chosen{% endif %}'>{{ forloop.counter }} {{ i.name }}</li>{% endfor %}</ul>",
        states=tour(
            {"items": rows([1, 2, 3, 4]), "chosen": 1},
            {"items": rows([4, 3, 2, 1]), "chosen": 2},
            {"items": rows([2, 4, 6, 1]), "chosen": 6},
            {"items": rows([6, 1]), "chosen": None},
            {"items": rows([5, 4, 3, 2, 1, 6]), "chosen": 5},
        ),
        rows="li",
    ),
    Case(
        name="nested-keyed-loops",
        template="<div>{% for g in groups %}<section id='g{{ g.id }}'><ul>{% for i in g.items %}<li data-key='{{ i.id }}'>{{ i.name }}</li>{% endfor %}</ul></section>{% endfor %}</div>",
        states=values(
            "groups",
            [{"id": 1, "items": rows([1, 2])}, {"id": 2, "items": rows([3])}],
            [{"id": 2, "items": rows([3, 4])}, {"id": 1, "items": rows([2, 1])}],
            [{"id": 2, "items": rows([4, 3, 1])}, {"id": 1, "items": rows([])}],
            [{"id": 3, "items": rows([1])}, {"id": 2, "items": rows([3])}],
        ),
        rows="section, li",
    ),
    Case(
        name="delimited-rows-with-keys",
        template="<div>{% for i in items %}<b dj-key='{{ i.id }}'>{{ i.name }}</b>{% if i.on %}<u>{{ i.id }}</u>{% endif %} and {% endfor %}</div>",
        states=lists(),
        rows="b",
    ),
    Case(
        name="two-loops-under-one-parent-with-the-same-keys",
        template="<ul>{% for i in a %}<li data-key='{{ i.id }}'>{{ i.name }}</li>{% endfor %}<li>between</li>{% for i in b %}<li data-key='{{ i.id }}'>{{ i.name }}</li>{% endfor %}</ul>",
        states=tour(
            {"a": rows([1, 2]), "b": rows([1, 2])},
            {"a": rows([2, 1]), "b": rows([1, 2, 3])},
            {"a": rows([2]), "b": rows([3, 1])},
            {"a": [], "b": rows([2, 1])},
        ),
    ),
    Case(
        name="rows-hold-fields",
        template="<form>{% for i in items %}<label id='l{{ i.id }}'>{{ i.name }} <input name='n{{ i.id }}' value='{{ i.name }}'></label>{% endfor %}</form>",
        states=lists(),
        rows="label",
    ),
]
