"""Printed strings as what the browser makes of them: text, where they are text.

A printed value is HTML: escaped text mostly. The wire carries text wherever that is what a parser would see; everything else travels as
HTML.
"""

from __future__ import annotations

import html
import re

from djust.template.html import Tokenizer

#: What Django's ``escape`` writes; a reference in any other form is left to the browser's own parser.
_ESCAPED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'"}
_escaped = re.compile("|".join(map(re.escape, _ESCAPED)))
_not_escaped = re.compile("&(?!(?:amp|lt|gt|quot|#x27|#39);)")


#: What a NUL becomes in attributes, in raw elements and in foreign content; in HTML content it goes.
REPLACEMENT = "\ufffd"


def text_of(printed: str, nul: str = "") -> str | None:
    """Return the text that *printed* is in content, or None if only a parser can tell. *nul*: what a NUL becomes there."""
    if "<" in printed:
        return None
    return _decoded(printed, nul)


def attribute_text(printed: str, quote: str) -> str | None:
    """Return the value that *printed* is between two *quote* marks, or None if only a parser can tell."""
    if quote in printed:
        return None
    return _decoded(printed, REPLACEMENT)


def raw_text(printed: str, *, decoded: bool, drops_newline: bool) -> str:
    """Return the text of a raw element; its references are *decoded* in ``title`` and ``textarea`` only."""
    text = normalized(html.unescape(printed) if decoded else printed, REPLACEMENT)
    return text[1:] if drops_newline and text.startswith("\n") else text


def _decoded(printed: str, nul: str) -> str | None:
    if "&" in printed:
        if _not_escaped.search(printed):
            return None
        printed = _escaped.sub(lambda found: _ESCAPED[found[0]], printed)
    return normalized(printed, nul)


def normalized(text: str, nul: str) -> str:
    """Return *text* after a parser read it: line ends are ``\\n``, a NUL is *nul*."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", nul) if "\0" in text else text


def attributes_of(source: str) -> dict[str, str] | None:
    """Return the attributes of the start tag *source* with their values as text, or None if only a parser can tell."""
    tokenizer = Tokenizer()
    for token in tokenizer.feed(source):
        found: dict[str, str] = {}
        for attribute in token.tag.attributes if token.tag else ():
            text = attribute_text(attribute.text, attribute.quote or " ")
            if text is None:
                return None
            found.setdefault(attribute.name, text)  # a second one of the same name is ignored, as a parser does
        return found
    return None
