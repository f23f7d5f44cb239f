"""Tags and filters of other projects: nothing is known about them but what Django's classes say."""
# ruff: noqa: E501  (a template is read best as one piece)

from collections.abc import Mapping
from typing import Any

from django import forms

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import lists, tour, values

CARD = "<section class='level-{{ level }}'><h2>{{ title }}</h2>{% if deep %}<p>deep {{ level }}</p>{% endif %}</section>"


class Contact(forms.Form):
    """A form with required and optional fields of several kinds."""

    name = forms.CharField()
    mail = forms.EmailField(required=False)
    topic = forms.ChoiceField(choices=[("a", "Alpha"), ("b", "Beta")], required=False)
    agreed = forms.BooleanField(required=False)


def _form(data: Mapping[str, str] | None) -> dict[str, Any]:
    return {"form": Contact(data), "x": data}


CASES = [
    Case(
        name="simple-tag",
        template="{% load foreign %}<p>{% shout x %}</p><p title='{% shout x 2 %}'>{% shout x as loud %}{{ loud }}</p>",
        states=values("x", "a", "<b>", "", "c"),
    ),
    Case(
        name="simple-tag-that-gives-html",
        template="{% load foreign %}<i>kept</i><div>{% badge x %}</div><p>before {% badge x %} after<br></p>",
        states=values("x", "a", "<b>", "", "c"),
        parts="some",
    ),
    Case(
        name="simple-tag-that-writes-the-context",
        template="{% load foreign %}<p>{% visits %}</p><p>{% visits %} {{ visits }}</p>{% if x %}<b>{% visits %}</b>{% endif %}<p>{{ visits }}</p>",
        states=values("x", 1, 0, 2, 0),
    ),
    Case(
        name="inclusion-tag",
        template="{% load foreign %}<div>{% card title=x %}{% card x level=n %}</div><p>{{ title }}</p>",
        files={"card.html": CARD},
        states=tour({"x": "a", "n": 1}, {"x": "b", "n": 1}, {"x": "b", "n": 2}, {"x": "<", "n": 3}),
    ),
    Case(
        name="inclusion-tag-with-the-context",
        template="{% load foreign %}<nav>{% menu %}</nav>",
        files={"menu.html": "<ul>{% for e in entries %}<li class='{% if e == active %}active{% endif %}'>{{ e }}</li>{% endfor %}</ul>"},
        states=tour(
            {"entries": "ab", "active": "a"},
            {"entries": "ab", "active": "b"},
            {"entries": "abc", "active": "b"},
            {"entries": "", "active": ""},
        ),
    ),
    Case(
        name="block-tag-that-prints-its-body-twice",
        template="{% load foreign %}<i>kept</i><div>{% panel x %}<p>{{ panel }} {{ y }}</p>{% for c in y %}<b>{{ c }}</b>{% endfor %}{% endpanel %}</div><p>{{ y }}</p>",
        states=tour({"x": "a", "y": "ab"}, {"x": "b", "y": "ab"}, {"x": "b", "y": "abc"}, {"x": "", "y": ""}),
        parts="some",
    ),
    Case(
        name="tags-that-open-and-close",
        template="{% load foreign %}<i>kept</i><section>{% if x %}{% opening %}{% endif %}<p>{{ y }}</p>{% if x %}{% closing %}{% endif %}</section>",
        states=tour({"x": 1, "y": 1}, {"x": 0, "y": 1}, {"x": 1, "y": 2}, {"x": 0, "y": 3}),
        parts="none",
    ),
    Case(
        name="filters",
        template="{% load foreign %}<i>kept</i><p>{{ x|initials }}</p><div>{{ x|strong }}</div><p title='{{ x|strong }}'>t</p>{% autoescape off %}<div>{{ x|strong }}</div>{% endautoescape %}",
        states=values("x", "ann bee", "c", "", "<d> e"),
        parts="some",
    ),
    Case(
        name="in-the-rows-of-a-table",
        template="{% load foreign %}<table><tbody>{% for i in items %}<tr data-key='{{ i.id }}'><td>{% shout i.name %}</td><td>{{ i.name|initials }}</td></tr>{% endfor %}</tbody></table>",
        states=lists(),
        rows="tr",
    ),
    Case(
        name="directly-in-a-table",
        template="{% load foreign %}<i>kept</i><section><table>{% if x %}{% panel x %}<tr><td>{{ x }}</td></tr>{% endpanel %}{% endif %}<tr><td>{{ x }}</td></tr></table></section>",
        states=values("x", 1, 0, 2, 0),
        parts="some",
    ),
    Case(
        name="a-form-of-django",
        template="<form>{{ form }}</form><i>kept</i><p>{{ x }}</p>",
        states=[lambda data=data: _form(data) for data in (None, {}, {"name": "a"}, {"name": "<b>", "mail": "c@d.example"}, None)],
        parts="some",
    ),
    Case(
        name="fields-of-a-form-by-hand",
        template="<form>{% for field in form %}<p class='{{ field.css_classes }}'>{{ field.label_tag }}{{ field }}{% for e in field.errors %}<b>{{ e }}</b>{% endfor %}</p>{% endfor %}</form><i>kept</i>",
        states=[lambda data=data: _form(data) for data in (None, {}, {"name": "a"}, {"name": "<b>", "mail": "c@d.example"}, None)],
        parts="some",
    ),
]
