"""Which pages need the morph from the start, and which operations are one."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, engines

from djust.template import any_morph, compile_template, prints_html

ROWS = "{% for row in rows %}<li>{{ row|safe }}</li>{% endfor %}"


@pytest.mark.parametrize(
    ("source", "context", "expected"),
    [
        ("<p>{{ x }}</p>", {"x": "<b>"}, False),
        ("<p>{{ x|safe }}</p>", {"x": ""}, False),
        ("<p>{{ x|safe }}</p>", {"x": "a < b"}, False),
        ("<p>{{ x|safe }}</p>", {"x": "<!-- said -->"}, False),
        ("<p>{{ x|safe }}</p>", {"x": "<b>bold</b>"}, True),
        ("<p>a {{ x|linebreaksbr }}</p>", {"x": "one\ntwo"}, True),
        ("{% if x %}<p>{{ x|safe }}</p>{% endif %}", {"x": "<b>bold</b>"}, True),
        ("{% if x %}<p>{{ y|safe }}</p>{% endif %}", {"x": 0, "y": "<b>bold</b>"}, False),
        (f"<ul>{ROWS}</ul>", {"rows": ["<b>1</b>"]}, True),
        (f"<ul>{ROWS}</ul>", {"rows": ["1"]}, False),
        (f"<ul>{ROWS}</ul>", {"rows": []}, False),
        ("{% include template %}", {"template": "part"}, True),
        ("<form>{% csrf_token %}<p>{{ x }}</p></form>", {"x": "1", "csrf_token": "abc"}, False),
        ("{% if x %}<p class={% endif %}{{ y }}></p>", {"x": 1, "y": 2}, True),
    ],
)
def test_pages_that_have_it_from_the_start(source: str, context: dict[str, Any], expected: bool) -> None:
    engine = engines["django"]
    if "template" in context:
        context = {"template": engine.from_string("<p>{{ y|safe }}</p>").template, "y": "<i>y</i>"}  # type: ignore[attr-defined]
    values = compile_template(engine.from_string(source).template).evaluate(Context(context))  # type: ignore[attr-defined]

    assert prints_html(values) is expected


@pytest.mark.parametrize(
    ("ops", "expected"),
    [
        ([], False),
        ([[6, "text"], [0, 2, "<p>"], [1, 3, {"a": "6"}], [0, 7, [6], "<p>"]], False),
        ([[0, "x"], [0, 6, "<p>"]], True),
        ([[0, 5, [[0, 5, [[1, 6, ""]]]]]], True),
        ([[0, 8, 6, [[0, "x"]], 7, [[0, 6, ""]]]], True),
        ([[0, 8, 6, [[0, "x"]]]], False),
        ([[0, 7, [[0, 2]], "", [1, [[0, 6, ""]]]]], True),
        ([[-1, 6, "<!doctype html>"]], True),
    ],
)
def test_operations_that_need_it(ops: list[Any], expected: bool) -> None:
    assert any_morph(ops) is expected
