"""Printing a value as ``{{ value }}`` does; the result is an exact ``str``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.template.context import Context
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # the stubs leave it out

from djust.template.lookups import PLAIN

if TYPE_CHECKING:
    from djust.template.evaluate import Run

special = re.compile("[&<>\"']").search
_ESCAPES: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#x27;"}


def ints_are_plain(context: Context) -> bool:
    """Whether integers print as ``str()`` in the active language (no grouping)."""
    if context.use_l10n is False or not settings.USE_THOUSAND_SEPARATOR:  # then Django groups nothing, in any language
        return True
    return bool(localize(1234567, use_l10n=context.use_l10n) == "1234567")


def escaped(text: str) -> str:
    """Escape an exact ``str``; the same object comes back when there is nothing to escape."""
    return text.translate(_ESCAPES) if special(text) else text


def show(value: Any, context: Context, run: Run) -> str:
    """Print *value* as ``{{ value }}`` does; the result is an exact ``str``."""
    kind = type(value)
    if kind is str:
        return escaped(value) if context.autoescape else value
    if kind is SafeString:
        return plain(value)
    if kind is int and run.plain_ints:
        return str(value)
    if kind not in PLAIN:
        run.impure += 1  # somebody's __str__
    value = localize(template_localtime(value, use_tz=context.use_tz), use_l10n=context.use_l10n)
    if not context.autoescape:
        return plain(str(value))
    return plain(conditional_escape(value if isinstance(value, str) else str(value)))


def plain(text: str) -> str:
    """Return *text* as an exact ``str``."""
    return text if type(text) is str else "".join((text,))
