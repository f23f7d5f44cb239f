"""The rendering engine: a template is compiled once, and at each event only what changed is evaluated, sent and touched.

How it works
============
1. Django parses the template. ``expand.py`` applies one rule a tag (``rules/``) and follows ``extends`` and ``include``: the result is a
   list of *forms* (``forms.py``): text, values, branches, loops, scopes, and what is foreign.
2. ``places.py`` goes through the forms with an HTML tokenizer (``html.py``) and finds where each stands: the result is a *block* of
   static text and *parts* (``parts.py``). Where a place is not clear it steps back to one opaque range.
3. ``generate.py`` writes a Python function that evaluates the block on a Django context to a tree of *values*; ``write.py`` writes the
   functions that print it.
4. ``diff.py`` compares two trees and names the parts that differ: the *operations* that travel.

A template, its values, an operation::

    <p class="{{ c }}">Hello {{ name }}!</p>
    (("big",), "Hello Ann!")
    [[1, "Hello Bob!"]]

``docs/internals/engine.md`` tells it at length.
"""

from djust.template.instrumentation import finished
from djust.template.morphs import any_morph, prints_html
from djust.template.operations import absolute, diff, repair
from djust.template.plan import Plan, Values, compile_template
from djust.template.prints import Printer, Prints, absolute_since, prints_of
from djust.template.write import count_marks

__all__ = [
    "Plan",
    "Printer",
    "Prints",
    "Values",
    "absolute",
    "absolute_since",
    "any_morph",
    "compile_template",
    "count_marks",
    "diff",
    "finished",
    "prints_html",
    "prints_of",
    "repair",
]
