"""Colours source code: each token that is more than plain text becomes a ``<span>`` with one of five classes.

``k`` keyword or element · ``s`` string · ``c`` comment · ``n`` name that is being defined, or an attribute of ours ·
``d`` decorator or template tag.
"""

from __future__ import annotations

import io
import keyword
import re
import tokenize
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

#: A piece of the text and its class; ``""`` for plain text.
Piece = tuple[int, int, str]

_TEMPLATE = re.compile(
    r"(?P<c>\{#.*?#\}|<!--.*?-->)"
    r"|(?P<d>\{%.*?%\}|\{\{.*?\}\})"
    r"|(?P<k></?[a-zA-Z][\w-]*|(?<=[\w\"\s}])/?>)"
    r"|(?P<n>(?<=\s)dj-[\w.-]+)",
    re.DOTALL,
)


def _paint(text: str, pieces: Iterator[Piece]) -> SafeString:
    written: list[str] = []
    at = 0
    for start, end, kind in pieces:
        written.append(escape(text[at:start]))
        written.append(f'<span class="{kind}">{escape(text[start:end])}</span>')
        at = end
    written.append(escape(text[at:]))
    return mark_safe("".join(written))


def _python_kind(token: tokenize.TokenInfo, before: str) -> str:
    if token.type == tokenize.COMMENT:
        return "c"
    if token.type == tokenize.STRING or tokenize.tok_name[token.type].startswith("FSTRING"):
        return "s"
    if token.type == tokenize.OP and token.string == "@":
        return "d"
    if token.type != tokenize.NAME:
        return ""
    if before in ("def", "class"):
        return "n"
    if before == "@":
        return "d"
    return "k" if keyword.iskeyword(token.string) or token.string == "self" else ""


def _python_pieces(text: str) -> Iterator[Piece]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        kind = _python_kind(token, before)
        if kind and token.string:
            yield starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1], kind
        before = token.string


def python(text: str) -> SafeString:
    """Return Python source as coloured HTML."""
    return _paint(text, _python_pieces(text))


def template(text: str) -> SafeString:
    """Return the source of a Django template as coloured HTML."""
    return _paint(text, ((match.start(), match.end(), str(match.lastgroup)) for match in _TEMPLATE.finditer(text)))
