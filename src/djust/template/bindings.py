"""What the ``dj-*`` attributes of a template name: handlers to call, and state that follows a field.

Read from the text of the templates, without comments: only what an author wrote out counts. A name that a variable prints is data,
and data must never decide what a page may set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.template.base import Template, TextNode

_KEYED: Final = "keydown|keyup"
_WINDOW: Final = "keydown|keyup|click|scroll|resize|mousemove"
_DOCUMENT: Final = "keydown|keyup|click"
#: Every attribute that calls a handler. The others (``dj-key``, ``dj-confirm``, ``dj-loading.…``, ``dj-value-…``) name none.
_EVENTS: Final = (
    "click|submit|change|input|focus|blur|mouseenter|mouseleave|click-away|scroll|mousemove|poll"
    rf"|(?:{_KEYED}|window-(?:{_WINDOW})|document-(?:{_DOCUMENT}))(?:\.[\w-]+)?"
)
_HANDLER: Final = re.compile(rf"""(?<![\w-])dj-(?:{_EVENTS})\s*=\s*["']?\s*([^\W\d]\w*)""")
#: ``dj-subscribe="key:handler, key:handler"`` calls as well, when a value of the client changes.
_SUBSCRIBED: Final = re.compile(r"""(?<![\w-])dj-subscribe\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s>"']+))""")
_SUBSCRIPTION: Final = re.compile(r":\s*([^\W\d]\w*)")
#: The text of a template ends within such an attribute, where a name stands: a tag or a variable writes it, or the rest of it.
_VARYING: Final = re.compile(rf"""(?<![\w-])dj-(?:(?:{_EVENTS})\s*=\s*["']?\s*\w*|subscribe\s*=\s*(?:"[^"]*|'[^']*|[^\s>"']*))\Z""")
_MODEL: Final = re.compile(
    r"""(?<![\w-])dj-model(?:\.lazy)?(?:\.debounce-\d+)?\s*=\s*(?:"([A-Za-z]\w*)"|'([A-Za-z]\w*)'|([A-Za-z]\w*)(?=[\s>/]))"""
)
#: Attributes that ask for what not every page loads (``client/src/extra.ts``).
EXTRA: Final = ("dj-hook", "dj-auto-recover")
#: A form that says what is submitted, with a field for a password in it.
_FORM: Final = re.compile(r"<form\b([^>]*)>(.*?)(?=</form|<form\b|\Z)", re.DOTALL | re.IGNORECASE)
_SUBMITTED: Final = re.compile(r"(?<![\w-])dj-submit\b")
_POSTED: Final = re.compile(r"""\bmethod\s*=\s*["']?\s*post""", re.IGNORECASE)
_PASSWORD: Final = re.compile(r"""<input\b[^>]*\btype\s*=\s*["']?\s*password""", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)


def handlers_in(templates: Iterable[Template]) -> frozenset[str]:
    """Return the names of the handlers that event attributes call."""
    return frozenset(name for text in _texts(templates) for name in called_in(text))


def called_in(html: str) -> frozenset[str]:
    """Return the names of the handlers that the event attributes of some HTML call."""
    html = _COMMENT.sub("", html)
    names = {found[1] for found in _HANDLER.finditer(html)}
    for found in _SUBSCRIBED.finditer(html):
        names.update(_SUBSCRIPTION.findall(found[found.lastindex or 1]))
    return frozenset(names)


def names_vary(templates: Iterable[Template]) -> bool:
    """Return whether somewhere a variable or a tag writes the name of a handler."""
    return any(_VARYING.search(text) for text in _texts(templates))


def extra_in(templates: Iterable[Template]) -> bool:
    """Return whether an element asks for what not every page loads."""
    return any(name in text for text in _texts(templates) for name in EXTRA)


def models_in(templates: Iterable[Template]) -> frozenset[str]:
    """Return the names that fields are bound to with ``dj-model``; a dotted path or a private name is none."""
    return frozenset(found[found.lastindex or 1] for text in _texts(templates) for found in _MODEL.finditer(text))


def passwords_in_addresses(templates: Iterable[Template]) -> bool:
    """Return whether a form with a password would write it into the address, where the browser submits it by itself."""
    forms = (form for template in templates for form in _FORM.findall("".join(_texts([template]))))
    return any(_SUBMITTED.search(start) and not _POSTED.search(start) and _PASSWORD.search(inside) for start, inside in forms)


def _texts(templates: Iterable[Template]) -> Iterable[str]:
    for template in templates:
        for node in template.nodelist.get_nodes_by_type(TextNode):
            yield _COMMENT.sub("", str(node.s))  # type: ignore[attr-defined]  # the stubs give the class that was asked for as any node
