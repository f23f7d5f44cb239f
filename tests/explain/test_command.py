"""What ``python -m djust explain`` tells an author."""

import subprocess
import sys
from pathlib import Path

TEMPLATE = """<p class="{{ c }}">Hello {{ name }}!</p>
<ul>{% for item in items %}<li dj-key="{{ item.id }}">{{ item.text }}</li>{% endfor %}</ul>
<ol>{% for item in items %}<li>{{ item.text }}{% endfor %}</ol>
{% if name %}<b>{% now "Y" %}</b>{% endif %}
"""
FIRST = '{"c": "", "name": "Ann", "items": [{"id": 1, "text": "bread"}]}'
THEN = '{"c": "", "name": "Bob", "items": [{"id": 2, "text": "tea"}, {"id": 1, "text": "bread"}]}'


def explain(folder: Path, *arguments: str, source: str = TEMPLATE) -> subprocess.CompletedProcess[str]:
    """Run the command on a template in *folder*."""
    (folder / "page.html").write_text(source)
    command = [sys.executable, "-m", "djust", "explain", "page.html", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PATH": ""}, check=False)


def test_each_part_is_listed_with_what_it_reads(tmp_path: Path) -> None:
    told = explain(tmp_path).stdout

    assert "start tag of <p>: class                      reads c" in told
    assert "content of <p>                               reads name" in told
    assert "loop over items in <ul>                      reads items" in told
    assert "a row: one root element (li.)" in told
    assert "reads who knows what: evaluated each time" in told


def test_a_region_that_stepped_back_says_why(tmp_path: Path) -> None:
    told = explain(tmp_path).stdout

    assert "<ol> because a tag is opened or closed in only one part of a branch or loop" in told


def test_contexts_show_values_and_operations(tmp_path: Path) -> None:
    told = explain(tmp_path, "--with", FIRST, "--then", THEN).stdout

    assert "'Hello Ann!'" in told
    assert '[1, "Hello Bob!"]' in told
    assert '[2, 7, [[-1, 1], 0], "<li dj-key=\\"2\\">tea</li>"]' in told


def test_an_opaque_document_is_called_one(tmp_path: Path) -> None:
    told = explain(tmp_path, source="<!doctype html><html {% if a %}><body>{% endif %}{{ x }}").stdout

    assert "one opaque document" in told


def test_a_template_that_does_not_parse_is_reported_in_one_line(tmp_path: Path) -> None:
    done = explain(tmp_path, source="{% if %}")

    assert done.returncode == 1
    assert done.stderr.startswith("page.html: TemplateSyntaxError: ")
    assert done.stderr.count("\n") == 1


def test_a_context_that_is_no_object_is_refused(tmp_path: Path) -> None:
    done = explain(tmp_path, "--with", "[1]")

    assert done.returncode == 1
    assert "a context is a JSON object" in done.stderr
