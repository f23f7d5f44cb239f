"""Test clients and debugging tools are told of each template that is rendered, as Django's own render tells them.

They listen to ``template_rendered``, which is sent only where somebody put an instrumented render into the place of Django's.
"""

from __future__ import annotations

from django.template.base import Template
from django.template.context import Context


def announce(template: Template, context: Context) -> None:
    """Say that *template* is rendered on *context*, if anybody may listen."""
    if Template._render.__module__ != Template.__module__:  # type: ignore[attr-defined]  # django-stubs does not know it
        from django.test.signals import template_rendered  # whoever instruments has loaded django.test; nobody else should

        template_rendered.send(sender=template, template=template, context=context)
