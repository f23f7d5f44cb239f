"""Whole documents: head, body and their attributes, and what stands where it should not."""
# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import lists, tour, values

CASES = [
    Case(
        name="attributes-of-html-and-body",
        template='<!DOCTYPE html><html lang="{{ l }}" class="{% if d %}dark{% endif %}"><head><title>t</title></head><body class="{{ d }}" data-n="{{ l }}"><p>{{ l }}</p></body></html>',
        states=tour({"l": "en", "d": 1}, {"l": "de", "d": 1}, {"l": "de", "d": 0}, {"l": "", "d": ""}),
    ),
    Case(
        name="dynamic-head",
        template='<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="description" content="{{ x }}">{% if x %}<link rel="x" href="/{{ x }}.css">{% endif %}<title>{{ x }}</title></head><body><p>b</p></body></html>',
        states=values("x", "a", "", "b", '"'),
        parts="none",
    ),
    Case(
        name="a-loop-in-the-head",
        template='<!DOCTYPE html><html><head><title>t</title>{% for i in items %}<meta name="n{{ i.id }}" content="{{ i.name }}">{% endfor %}</head><body>b</body></html>',
        states=lists(),
        parts="none",
    ),
    Case(
        name="text-in-the-head-begins-the-body",
        template="<!DOCTYPE html><html><head><title>t</title>{{ x }}</head><body class='b'><p>{{ x }}</p></body></html>",
        states=values("x", "", "text", " ", "b"),
        parts="none",
    ),
    Case(
        name="no-doctype",
        template="<html><head><title>{{ x }}</title></head><body><p>{{ x }}<table><tr><td>{{ x }}</table></body></html>",
        states=values("x", "a", "b", "", "c"),
        parts="none",
    ),
    Case(
        name="doctype-alone",
        template="<!doctype html>\n<title>{{ x }}</title>\n<p>{{ x }}</p>",
        states=values("x", "a", "b", "", "<"),
        parts="none",
    ),
    Case(
        name="implied-head-and-body",
        template="<!doctype html><html><title>{{ x }}</title><meta name=a content='{{ x }}'><h1>{{ x }}</h1>{% if x %}<p>p</p>{% endif %}</html>",
        states=values("x", "a", "", "b", "c"),
        parts="none",
    ),
    Case(
        name="content-after-the-body",
        template="<!doctype html><html><head><title>t</title></head><body><p>{{ x }}</p></body>{% if x %}<p>late {{ x }}</p>{% endif %}</html>\n<!-- end -->{{ x }}",
        states=values("x", "a", "", "b", ""),
        parts="none",
    ),
    Case(
        name="conditional-body-tag",
        template="<!doctype html><html><head><title>t</title></head>{% if x %}<body class='x'>{% else %}<body>{% endif %}<p>{{ x }}</p></body></html>",
        states=values("x", 1, 0, 2, 0),
        parts="none",
    ),
    Case(
        name="conditional-html-tag",
        template="<!doctype html>{% if x %}<html lang='x'>{% else %}<html>{% endif %}<head><title>t</title></head><body><p>{{ x }}</p></body></html>",
        states=values("x", 1, 0, 2, 0),
        parts="none",
    ),
    Case(
        name="dynamic-doctype",
        template="{% if x %}<!doctype html>{% else %}<!doctype html SYSTEM 'about:legacy-compat'>{% endif %}<html><head><title>t</title></head><body><p>{{ x }}</p></body></html>",
        states=values("x", 1, 2, 3, 2),
        parts="none",
    ),
    Case(
        name="white-space-before-everything",
        template="{% load i18n %}\n{% with y=x %}\n<!doctype html>\n<html>\n<head>\n<title>{{ y }}</title>\n</head>\n<body>\n{{ y }}\n</body>\n</html>\n{% endwith %}\n",
        states=values("x", "a", "b", "", "c"),
    ),
    Case(
        name="second-body-tag",
        template="<!doctype html><html><head><title>t</title></head><body class='a'><p>{{ x }}</p><body id='{{ x }}'><p>b</p></body></html>",
        states=values("x", "a", "a", "", "a"),
        parts="none",
    ),
    Case(
        name="frames-of-a-page-in-blocks",
        template="{% extends 'base.html' %}{% block title %}{{ x }}{% endblock %}{% block body %}<p>{{ x }}</p>{% endblock %}",
        files={
            "base.html": "<!doctype html>\n<html lang='en'>\n<head>\n  <title>{% block title %}{% endblock %} · site</title>\n</head>\n<body class='{{ x }}'>\n  <nav>{{ count }} new</nav>\n  {% block body %}{% endblock %}\n</body>\n</html>\n"
        },
        states=tour({"x": "a", "count": 1}, {"x": "a", "count": 2}, {"x": "b", "count": 2}, {"x": "", "count": ""}),
    ),
    Case(
        name="base-element-and-links",
        template="<!doctype html><html><head><base href='/{{ x }}/'><title>t</title></head><body><a href='{{ x }}'>{{ x }}</a></body></html>",
        states=values("x", "a", "b", "", "c"),
    ),
]
