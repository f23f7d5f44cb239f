"""Whoever listens to ``template_rendered`` hears of the same templates as with Django's own render."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.template import Context
from django.test.signals import template_rendered

from djust.template import compile_template
from tests.template.pages import template_of

FILES = {
    "base.html": "<body>{% block a %}{% endblock %}{% include 'part.html' %}</body>",
    "middle.html": "{% extends 'base.html' %}{% block a %}middle{% endblock %}",
    "part.html": "<i>{{ n }}</i>",
}


@contextmanager
def heard() -> Iterator[list[str]]:
    names: list[str] = []

    def hear(template: Any, **more: Any) -> None:
        names.append(template.name)

    template_rendered.connect(hear)
    try:
        yield names
    finally:
        template_rendered.disconnect(hear)


@pytest.mark.parametrize(
    "source",
    [
        "{{ n }}",
        "{% include 'part.html' %}{% include 'part.html' %}",
        "{% include name %}",
        "{% extends 'middle.html' %}{% block a %}{{ block.super }}{% include name %}{% endblock %}",
        "{% extends parent %}",
        "{% for n in 'ab' %}{% include 'part.html' %}{% endfor %}",
    ],
)
def test_each_template_is_announced_where_django_announces_it(source: str) -> None:
    template = template_of(source, FILES)
    names = {"n": 1, "name": "part.html", "parent": "middle.html"}
    with heard() as ours:
        compile_template(template).evaluate(Context(dict(names)))
    with heard() as djangos:
        template.render(Context(dict(names)))

    assert ours == djangos
    assert "page.html" in ours
