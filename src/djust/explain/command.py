"""The command: finds the template, compiles it, prints the report; with contexts, values and operations as well."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from pprint import pformat
from typing import Any

import django
from django.conf import settings
from django.template import Context, engines
from django.template.base import Template
from django.template.exceptions import TemplateDoesNotExist, TemplateSyntaxError
from django.utils.module_loading import import_string

from djust.explain.predictions import predictions
from djust.explain.report import report
from djust.template import Plan, compile_template, diff
from djust.view import foresight
from djust.view.live_view import LiveView
from djust.view.source import template_of


def main(arguments: list[str]) -> int:
    """Explain the template that *arguments* name; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m djust explain", description="Show the parts of a template.")
    parser.add_argument("template", nargs="?", help="a template's name, or the path of its file")
    parser.add_argument("--view", metavar="app.views.Page", help="a view: its template, and what the browser predicts of its handlers")
    parser.add_argument("--with", dest="first", metavar="JSON", help="a context: print the values and the marked HTML for it")
    parser.add_argument("--then", action="append", default=[], metavar="JSON", help="a later context: print the operations that lead to it")
    parser.add_argument("--source", action="store_true", help="print the Python that was generated")
    given = parser.parse_args(arguments)
    if (given.template is None) == (given.view is None):
        parser.error("expected the name of a template, or --view and the dotted path of a view")
    _set_up(Path(given.template or ".").parent)
    try:
        view = _view(given.view) if given.view else None
        plan = compile_template(template_of(view()) if view else _find(given.template))
        print(report(plan))
        if view is not None:
            print("\n" + predictions(foresight.forecast_of(view, view._djust_registry, plan)))
        if given.source and plan.unit is not None:
            print(f"\n{plan.unit.evaluate.__doc__}")
        if given.first is not None:
            _work(plan, [_context(text) for text in (given.first, *given.then)])
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError, ImportError) as error:
        print(f"{given.view or given.template}: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def _set_up(folder: Path) -> None:
    """Use the project's settings when there are any; otherwise Django's defaults, with the template's folder to load from."""
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        sys.path.insert(0, os.getcwd())
    elif not settings.configured:
        engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [str(folder)], "APP_DIRS": False}
        settings.configure(TEMPLATES=[engine], USE_TZ=True)
    django.setup()


def _view(path: str) -> type[LiveView]:
    found = import_string(path)
    if not (isinstance(found, type) and issubclass(found, LiveView)):
        raise ValueError(f"expected the dotted path of a LiveView, got {found!r}")
    return found


def _find(name: str) -> Template:
    engine = next(one for one in engines.all() if hasattr(one, "engine")).engine
    if Path(name).is_file():
        return Template(Path(name).read_text(encoding="utf-8"), name=name, engine=engine)
    found: Template = engine.get_template(name)
    return found


def _context(text: str) -> dict[str, Any]:
    context = json.loads(text)
    if not isinstance(context, dict):
        raise ValueError(f"a context is a JSON object, say '{{\"count\": 1}}'; got {text!r}")
    return context


def _work(plan: Plan, contexts: list[dict[str, Any]]) -> None:
    """Print what becomes of *contexts*, one after the other."""
    shown = None
    for context in contexts:
        values = plan.evaluate(Context(context))
        if shown is None:
            print(f"\nvalues:\n{pformat(values.root, width=120)}\n\nthe page:\n{plan.write(values)}")
        else:
            print(f"\noperations for {json.dumps(context)}:")
            operations = diff(plan, shown, values)
            text = json.dumps(operations, separators=(",", ":"), ensure_ascii=False)
            print("\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in operations) or "  none")
            print(f"  {len(text.encode())} bytes")
        shown = values
