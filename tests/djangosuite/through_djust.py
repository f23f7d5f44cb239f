"""Runs Django's test runner with our engine in the place of Django's render; a script, for a process of its own.

    python through_djust.py (django | djust) DJANGO_TESTS REPORT [argument of runtests.py]…

``django`` changes nothing and only counts. The report is JSON: how many tests ran, what did not pass, how many nodes of each class Django
rendered, which of these classes our compiler does not know, and how many pages had marks.
"""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from unittest import TestResult

from django.template.base import Node, Template
from django.template.context import Context
from django.test.runner import DiscoverRunner
from django.utils.safestring import SafeString, mark_safe

from djust.template import Plan, compile_template
from djust.template.rules import RULES

#: Everything that a live page has and Django does not print; our ``<tbody>`` looks like anybody's.
MARKS = re.compile(r"<!--(?:\{[^>]*|\}|,)-->| dj(?:=[@!]\.?|=\.)?(?: (?=/>))?(?=[\s/>])|</?tbody>")

rendered: Counter[str] = Counter()
kinds: dict[str, type[Node]] = {}
#: While a failed template is rendered once more, by Django, to find its line.
explaining: list[Plan] = []
marked = 0


def count_renders() -> None:
    """Count each node that Django renders, by its class; text is no matter."""
    original = Node.render_annotated

    def render_annotated(self: Node, context: Context) -> SafeString:
        if not explaining:
            name = f"{type(self).__module__}.{type(self).__qualname__}"
            rendered[name] += 1
            kinds[name] = type(self)
        return original(self, context)

    Node.render_annotated = render_annotated  # type: ignore[method-assign]  # this is what the script is for


def take_over() -> None:
    """Put our evaluate-and-write in the place of ``Template.render``."""
    raise_with_line = Plan._raise_with_line

    def explain(self: Plan, context: Context) -> None:
        explaining.append(self)
        try:
            raise_with_line(self, context)
        finally:
            explaining.pop()

    Plan._raise_with_line = explain  # type: ignore[method-assign]
    Template.render = render  # type: ignore[method-assign,assignment]


def render(template: Template, context: Context) -> SafeString:
    """Render *template* as a live page does; its marks make no difference."""
    global marked
    plan = compile_template(template)
    values = plan.evaluate(context)
    html = plan.write(values, marks=False)
    live = plan.write(values)
    marked += live != html
    if MARKS.sub("", live.replace("<!-- ", "<!--")) != MARKS.sub("", html.replace("<!-- ", "<!--")):
        raise AssertionError(f"with marks {live!r} is something else than {html!r} without")
    return mark_safe(html)


def report_to(path: Path) -> None:
    """Have the runner write what came out."""
    original = DiscoverRunner.suite_result

    def suite_result(self: DiscoverRunner, suite: Any, result: TestResult, **more: Any) -> int:
        wrong = {test.id(): trace for test, trace in [*result.failures, *result.errors] if hasattr(test, "id")}
        wrong |= {test.id(): "it was expected to fail, and passed" for test in result.unexpectedSuccesses}
        foreign = [name for name, kind in kinds.items() if kind not in RULES]
        report = {"ran": result.testsRun, "wrong": wrong, "rendered": rendered, "foreign": foreign, "marked": marked}
        path.write_text(json.dumps(report), encoding="utf-8")
        return original(self, suite, result, **more)

    DiscoverRunner.suite_result = suite_result  # type: ignore[method-assign]


def main() -> None:
    engine, tests, report, *arguments = sys.argv[1:]
    count_renders()
    if engine == "djust":
        take_over()
    report_to(Path(report))
    sys.path.insert(0, tests)
    sys.argv = [str(Path(tests) / "runtests.py"), "--parallel=1", "--verbosity=0", *(arguments or ["template_tests"])]
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
