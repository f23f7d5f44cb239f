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
_MODEL: Final = re.compile(
    r"""(?<![\w-])dj-model(?:\.lazy)?(?:\.debounce-\d+)?\s*=\s*(?:"([A-Za-z]\w*)"|'([A-Za-z]\w*)'|([A-Za-z]\w*)(?=[\s>/]))"""
)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)


def handlers_in(templates: Iterable[Template]) -> frozenset[str]:
    """Return the names of the handlers that event attributes call."""
    return frozenset(found[1] for text in _texts(templates) for found in _HANDLER.finditer(text))


def models_in(templates: Iterable[Template]) -> frozenset[str]:
    """Return the names that fields are bound to with ``dj-model``; a dotted path or a private name is none."""
    return frozenset(found[found.lastindex or 1] for text in _texts(templates) for found in _MODEL.finditer(text))


def _texts(templates: Iterable[Template]) -> Iterable[str]:
    for template in templates:
        for node in template.nodelist.get_nodes_by_type(TextNode):
            yield _COMMENT.sub("", str(node.s))  # type: ignore[attr-defined]  # the stubs give the class that was asked for as any node
