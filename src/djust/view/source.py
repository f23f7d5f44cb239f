"""Where the template of a view comes from: a file, or a text in the class."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.signals import setting_changed
from django.template import Template, engines
from django.template.backends.django import DjangoTemplates
from django.template.loader import get_template, select_template

from djust.errors import ConfigurationError, UsageError


def template_of(view: Any) -> Template:
    """Return the template of *view*.

    Raises:
        UsageError: The class names none, or more than one.
        ConfigurationError: The project has no Django template engine for it.
    """
    inline = {name: source for name in ("template", "template_string") if (source := getattr(view, name)) is not None}
    named = view.template_name
    cls = type(view)
    if len(inline) + (named is not None) != 1:
        given = ", ".join([*inline, *(["template_name"] if named is not None else [])]) or "none of them"
        raise UsageError(f"{cls.__qualname__}: expected one of template_name (a file) and template (its source), got {given}.")
    if named is not None:
        return _file(named)
    ((attribute, source),) = inline.items()
    return _text(source, f"<{cls.__qualname__}.{attribute}>")


def _file(named: Any) -> Template:
    found: Any = get_template(named) if isinstance(named, str) else select_template(named)
    template = getattr(found, "template", None)
    if not isinstance(template, Template):
        hint = "live pages need Django's own engine (DjangoTemplates in TEMPLATES)"
        raise ConfigurationError(f"{named!r} is a template of {type(found).__module__}; {hint}.")
    return template


@lru_cache(maxsize=1000)
def _text(source: str, name: str) -> Template:
    """Compile an inline template once; the text is the key, so an edited class has a template of its own."""
    for backend in engines.all():
        if isinstance(backend, DjangoTemplates):
            return Template(source, name=name, engine=backend.engine)
    raise ConfigurationError("TEMPLATES has no DjangoTemplates engine; add one: live pages are Django templates.")


def _forget(*, setting: str, **_more: object) -> None:
    if setting == "TEMPLATES":
        _text.cache_clear()


setting_changed.connect(_forget, dispatch_uid="djust.view.source")
