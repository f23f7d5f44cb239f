"""What others put into the place of Django's render, and what they expect of it.

Test clients and debugging tools are told of each template that is rendered, as Django's own render tells them: they listen to
``template_rendered``, which is sent only where somebody put an instrumented render into the place of Django's. Packages that have a last
word about a document (the styles and scripts of its components) get to say it.
"""

from __future__ import annotations

from copy import copy

from django.template.base import Template
from django.template.context import Context


def announce(template: Template, context: Context) -> None:
    """Say that *template* is rendered on *context*, if anybody may listen."""
    if Template._render.__module__ != Template.__module__:  # type: ignore[attr-defined]  # django-stubs does not know it
        from django.test.signals import template_rendered  # whoever instruments has loaded django.test; nobody else should

        template_rendered.send(sender=template, template=template, context=context)


def finished(template: Template, html: str) -> str:
    """Return the *html* of a whole page as a ``render`` leaves it that somebody put into the place of Django's."""
    if Template.render.__module__ == Template.__module__:
        return html
    printed = copy(template)
    vars(printed)["_render"] = lambda *_: html
    return printed.render(Context())
