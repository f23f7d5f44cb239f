"""A plan: what is known of a template before it is evaluated, and what an evaluation leaves behind."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError
from django.template.backends.django import DjangoTemplates
from django.utils import translation

from djust.template import compile_template
from tests.template.pages import NOTHING, Page, plan_of, template_of

LIST = "<ul>{% for x in xs %}<li id='{{ x }}'>{{ x }} {{ y }}</li>{% endfor %}</ul>"


def test_a_template_is_compiled_once() -> None:
    template = template_of("{{ a }}")

    assert compile_template(template) is compile_template(template)


def test_a_template_of_djangos_backend_is_the_template_in_it() -> None:
    options = {"loaders": [("django.template.loaders.locmem.Loader", {"a.html": "{{ a }}"})]}
    wrapped = DjangoTemplates({"NAME": "n", "DIRS": [], "APP_DIRS": False, "OPTIONS": options}).get_template("a.html")

    assert compile_template(wrapped) is compile_template(wrapped.template)


def test_a_template_loaded_again_keeps_its_plan_until_a_file_changes() -> None:
    files = {"base.html": "<b>{% block a %}{% endblock %}</b>", "page.html": "{% extends 'base.html' %}"}
    engine = template_of("", files).engine
    loader = ("django.template.loaders.locmem.Loader", files)
    engine.template_loaders = engine.get_template_loaders([loader])
    first = compile_template(engine.get_template("page.html"))

    assert compile_template(engine.get_template("page.html")) is first
    files["base.html"] = "<i>{% block a %}{% endblock %}</i>"
    assert compile_template(engine.get_template("page.html")) is not first


def test_a_document_is_told_from_a_fragment() -> None:
    assert plan_of("<!DOCTYPE html><p>{{ a }}").is_document
    assert plan_of("{% extends 'base.html' %}", {"base.html": "<html><body></body></html>"}).is_document
    assert not plan_of("<p>{{ a }}</p><header></header>").is_document


def test_the_fingerprint_follows_every_template_that_takes_part() -> None:
    source, base = "{% extends 'base.html' %}", "<p>{% include 'part.html' %}</p>"
    one = plan_of(source, {"base.html": base, "part.html": "{{ a }}"}).fingerprint

    assert plan_of(source, {"base.html": base, "part.html": "{{ a }}"}).fingerprint == one
    assert plan_of(source, {"base.html": base, "part.html": "{{ b }}"}).fingerprint != one


def test_the_digest_tells_values_apart() -> None:
    plan = plan_of(LIST)
    digests = {plan.digest(plan.evaluate(Context({"xs": xs, "y": 1}))) for xs in ([], [1], [2], [1, 2], [2, 1])}

    assert len(digests) == 5


def test_the_digest_is_the_same_in_every_process() -> None:
    program = f"""
import django
from django.conf import settings
settings.configure()
django.setup()
from django.template import Context, Engine
from djust.template import compile_template
plan = compile_template(Engine().from_string({LIST!r}))
print(plan.digest(plan.evaluate(Context({{"xs": ["a", "b"], "y": "<"}}))), plan.fingerprint)
"""
    runs = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in "12"
    }

    assert len(runs) == 1


@pytest.mark.parametrize(
    "source",
    [
        "<form>{% csrf_token %}</form>",
        "<form>{% csrf_token %}{{ a }}</form>",
        "<ul><li>{% csrf_token %}{{ a }}<li>two</ul>",
        "<form>{% if a %}{% csrf_token %}{% endif %}</form>",
        "<form>{% spaceless %}{% csrf_token %}{{ a }}{% endspaceless %}</form>",
        "<html><p>{% csrf_token %}</html><p>{{ a }}",
    ],
)
def test_the_digest_does_not_know_the_csrf_token(source: str) -> None:
    plan = plan_of(source)
    one, other = (plan.evaluate(Context({"csrf_token": token, "a": 1})) for token in ("one", "other"))

    assert plan.write(one) != plan.write(other)
    assert plan.digest(one) == plan.digest(other)


def test_a_forms_token_is_not_sent_with_the_text_beside_it() -> None:
    page = Page("<form>{% csrf_token %}{{ a }}</form>", {"csrf_token": "secret", "a": 1})

    assert page.edit(a=2) == [[1, "2"]]


def test_values_share_what_did_not_change() -> None:
    page = Page(LIST + "<p>{{ z }}</p>", {"xs": ["a", "b"], "y": 1, "z": 1})
    before = page.values.root[0]
    page.edit(z=2)

    assert page.values.root[0] is before


def test_another_language_evaluates_everything() -> None:
    plan = plan_of("<p>{% get_current_language as code %}{{ code }} {{ n|yesno }}</p>")
    with translation.override("de"):
        german = plan.evaluate(Context({"n": True}))
    with translation.override("en"):
        english = plan.evaluate(Context({"n": True}), german, NOTHING)

    assert plan.write(german, marks=False) == "<p>de Ja</p>"
    assert plan.write(english, marks=False) == "<p>en yes</p>"


def test_the_context_is_as_it_was_after_an_error() -> None:
    plan = plan_of("{% with a=1 %}{% for x in xs %}{% autoescape off %}{{ x.fail }}{% endautoescape %}{% endfor %}{% endwith %}")

    class Failing:
        @property
        def fail(self) -> str:
            raise ValueError("no")

    context = Context({"xs": [Failing()]})
    before = context.flatten()
    with pytest.raises(ValueError, match="no"):
        plan.evaluate(context)

    assert (context.flatten(), context.autoescape, context.template) == (before, True, None)
    assert context.render_context.template is None


@pytest.mark.parametrize(
    ("source", "kind"),
    [("{% extends 'nowhere.html' %}", TemplateDoesNotExist), ("<p>{% include 'broken.html' %}</p>", TemplateSyntaxError)],
)
def test_what_cannot_be_loaded_is_djangos_error(source: str, kind: type[Exception]) -> None:
    template = template_of(source, {"broken.html": "{% if %}"})
    with pytest.raises(kind):
        compile_template(template).evaluate(Context())
    with pytest.raises(kind):
        template.render(Context())


CHAIN = {
    "base.html": "<body><h1>{% block title %}Base{% endblock %}</h1>{% block main %}<p>{{ n }}</p>{% endblock %}</body>",
    "other.html": "<body><main>{% block main %}{% endblock %}</main></body>",
    "middle.html": "{% extends 'base.html' %}{% block title %}{{ block.super }}!{% endblock %}",
}


def test_the_parent_may_be_a_variable_and_change() -> None:
    page = Page("{% extends parent %}{% block main %}{{ block.super }}<i>{{ n }}</i>{% endblock %}", {"parent": "base.html", "n": 1}, CHAIN)

    assert page.edit(n=2)
    assert page.edit(parent="other.html")
    assert page.html == "<body><main><i>2</i></main></body>"
    assert page.edit(parent="base.html", n=3)


@pytest.mark.parametrize(
    "source",
    [
        "{% extends 'middle.html' %}{% block title %}{{ block.super|upper }}{{ n }}{% endblock %}",
        "{% extends 'middle.html' %}{% block main %}{% if n %}{{ block.super }}{% endif %}{{ block.super }}{% endblock %}",
        "{% extends 'base.html' %}{% block main %}{% for x in 'ab' %}{{ block.super }}{{ x }}{% endfor %}{% endblock %}",
    ],
)
def test_block_super_shows_what_django_shows(source: str) -> None:
    page = Page(source, {"n": 1}, CHAIN)
    page.edit(n=0)
    page.edit(n=2)

    assert page.html == str(page.template.render(page.context()))


def test_a_template_that_includes_itself_draws_a_tree() -> None:
    node = (
        "<li>{{ node.name }}{% if node.below %}<ul>{% for node in node.below %}{% include 'node.html' %}{% endfor %}</ul>{% endif %}</li>"
    )
    tree: dict[str, Any] = {"name": "a", "below": [{"name": "b", "below": []}, {"name": "c", "below": [{"name": "d"}]}]}
    page = Page("<ul>{% include 'node.html' %}</ul>", {"node": tree}, {"node.html": node})
    tree["below"][1]["below"][0]["name"] = "e"
    operations = page.update()

    assert "<li>e</li>" in page.html
    assert "e" in str(operations)
    assert "b" not in str(operations)
