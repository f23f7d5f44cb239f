"""What a template's tags come down to, before anyone asks where they stand."""

from __future__ import annotations

import pytest
from django.template import Context

from djust.template.expand import Expander, VariableParent
from djust.template.forms import Branch, Call, Foreign, Form, Loop, Text, Value, below, keeps_state, tagless
from tests.template.pages import Page, plan_of, template_of

FILES = {
    "base.html": "<h1>{% block title %}Base{% endblock %}</h1>{% block main %}{% endblock %}",
    "part.html": "<i>{{ n }}</i>",
    "again.html": "<b>{% include 'again.html' %}</b>",
}


def forms_of(source: str) -> list[Form]:
    return Expander().template(template_of(source, FILES))


def kinds(source: str) -> list[type]:
    """Return the kinds of a template's forms; the ends of scopes left out."""
    return [type(form) for form in forms_of(source) if type(form).__name__ not in ("Enter", "Leave")]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a{# b #}c{% comment %}{{ d }}{% endcomment %}e", [Text]),
        ("a{% verbatim %}{{ b }}{% endverbatim %}{% templatetag openvariable %}", [Text]),
        ("a{{ b }}", [Text, Value]),
        ("{% if a %}{% elif b %}{% else %}{% endif %}", [Branch]),
        ("{% for a in b %}{% endfor %}", [Loop]),
        ("{% with a=b %}c{% endwith %}", [Text]),
        ("{% autoescape off %}a{% endautoescape %}", [Text]),
        ("{% include 'part.html' %}", [Text, Value, Text]),
        ("{% include a %}", [Call]),
        ("{% include 'again.html' %}", [Text, Call, Text]),
        ("{% include 'nowhere.html' %}", [Call]),
        ("{% extends 'base.html' %}{% block title %}A{% endblock %}", [Text, Text, Text]),
        ("{% debug %}", [Foreign]),
    ],
)
def test_the_forms_of_a_template(source: str, found: list[type]) -> None:
    assert kinds(source) == found


def test_blocks_are_put_into_the_templates_they_override() -> None:
    forms = forms_of("{% extends 'base.html' %}{% block title %}{{ block.super }}!{% endblock %}{% block unused %}x{% endblock %}")

    assert "".join(form.text for form in forms if isinstance(form, Text)) == "<h1>Base!</h1>"


def test_every_template_that_takes_part_is_remembered() -> None:
    expander = Expander()
    expander.template(template_of("{% extends 'base.html' %}{% block main %}{% include 'part.html' %}{% endblock %}", FILES))

    assert {template.name for template in expander.templates} == {"page.html", "base.html", "part.html"}


def test_a_parent_that_is_a_variable_is_only_known_at_run_time() -> None:
    with pytest.raises(VariableParent):
        forms_of("{% extends parent %}")


def test_forms_inside_are_found_in_document_order() -> None:
    forms = forms_of("a{% if x %}b{% for y in z %}c{% empty %}d{% endfor %}{% else %}e{% endif %}{% filter upper %}f{% endfilter %}g")

    assert "".join(form.text for form in below(forms) if isinstance(form, Text)) == "abcdefg"


@pytest.mark.parametrize(
    ("source", "keeps"),
    [
        ("{{ a }}", False),
        ("{% if a %}b{% endif %}", False),
        ("{% include 'part.html' %}", False),
        ("{% cycle 'a' 'b' %}", True),
        ("{% ifchanged %}a{% endifchanged %}", True),
        ("{% if a %}{% firstof b as c %}{% endif %}", True),
        ("{% regroup a by b as c %}", True),
        ("{% filter upper %}{% cycle 'a' 'b' %}{% endfilter %}", True),
        ("{% debug %}", True),
    ],
)
def test_what_passes_from_row_to_row_keeps_state(source: str, keeps: bool) -> None:
    assert keeps_state(forms_of(source)) is keeps


def test_text_without_a_bracket_begins_no_tag() -> None:
    assert tagless(forms_of("a &gt; {{ b }}{% if c %}d{% endif %}"))
    assert not tagless(forms_of("{% if c %}<b>{% endif %}"))
    assert not tagless(forms_of("{% include a %}"))


@pytest.mark.parametrize(
    "source",
    [
        "{% include 'part.html' %}{% include 'part.html' with n=2 %}{% include 'part.html' with n=m only %}",
        "{% include parts %}",
        "{% for n in ns %}{% include 'part.html' %}{% include 'part.html' with n=forloop.counter %}{% endfor %}",
    ],
)
def test_included_templates_see_what_django_shows_them(source: str) -> None:
    page = Page(source, {"n": 1, "m": 3, "ns": ["a", "b"], "parts": ["nowhere.html", "part.html"]}, FILES)
    page.edit(n=5)
    page.edit(m=6, ns=["b"])

    assert page.html == str(page.template.render(page.context()))


def test_a_template_that_is_not_there_is_an_error_when_it_is_shown() -> None:
    plan = plan_of("{% if show %}{% include 'nowhere.html' %}{% endif %}<p>{{ show }}</p>")

    assert plan.write(plan.evaluate(Context({"show": ""})), marks=False) == "<p></p>"
    with pytest.raises(Exception, match=r"nowhere\.html"):
        plan.evaluate(Context({"show": True}))
