"""Which elements close which: what the tree builder does on its own, as far as a template must not rely on it.

From the HTML standard, "optional tags" and "the in-body insertion mode" (https://html.spec.whatwg.org/multipage/parsing.html).
"""

from __future__ import annotations

from collections.abc import Sequence

#: A start tag of these closes an open ``<p>``.
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dd",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
        "xmp",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Elements that end the search for an open element.
_SCOPE = frozenset(["applet", "caption", "html", "table", "td", "th", "marquee", "object", "template", "svg", "math", "foreignobject"])
_TABLE_PARTS = frozenset(["caption", "colgroup", "thead", "tbody", "tfoot"])

#: start tag → open elements that it closes when they are the current one.
CLOSES: dict[str, frozenset[str]] = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "option": frozenset(("option",)),
    "optgroup": frozenset(("option", "optgroup")),
    "hr": frozenset(("option", "optgroup")),
    "tr": frozenset(("tr", "td", "th", "caption", "colgroup")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    **{name: frozenset(("tr", "td", "th", "caption", "colgroup", "thead", "tbody", "tfoot")) for name in _TABLE_PARTS},
    "rp": frozenset(("rp", "rt")),
    "rt": frozenset(("rp", "rt")),
}

#: element → the only elements that stay directly in it; anything else is moved or dropped by the parser.
ONLY: dict[str, frozenset[str]] = {
    "table": frozenset(("caption", "colgroup", "thead", "tbody", "tfoot", "tr", "script", "style", "template")),
    "tbody": frozenset(("tr", "script", "style", "template")),
    "thead": frozenset(("tr", "script", "style", "template")),
    "tfoot": frozenset(("tr", "script", "style", "template")),
    "tr": frozenset(("td", "th", "script", "style", "template")),
    "colgroup": frozenset(("col", "template")),
    "select": frozenset(("option", "optgroup", "hr", "script", "template")),
    "optgroup": frozenset(("option", "hr", "script", "template")),
    "option": frozenset(("script", "template")),
    "head": frozenset(["meta", "title", "link", "script", "style", "base", "noscript", "template"]),
}
#: element → the only elements in which its start tag counts; elsewhere the parser drops it, or opens others round it.
INSIDE_TABLES: dict[str, frozenset[str]] = {
    "tr": frozenset(("table", *_TABLE_PARTS, "template")),
    "td": frozenset(("tr", "tbody", "thead", "tfoot", "template")),
    "th": frozenset(("tr", "tbody", "thead", "tfoot", "template")),
    "col": frozenset(("colgroup", "table", "template")),
    **{name: frozenset(("table", "template")) for name in _TABLE_PARTS},
}
#: HTML that ends the SVG or MathML it stands in.
BREAKS_OUT = frozenset(
    [
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "center",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "i",
        "img",
        "li",
        "listing",
        "menu",
        "meta",
        "nobr",
        "ol",
        "p",
        "pre",
        "ruby",
        "s",
        "small",
        "span",
        "strong",
        "strike",
        "sub",
        "sup",
        "table",
        "tt",
        "u",
        "ul",
        "var",
    ]
)
#: Elements in which text that is not white space is moved or dropped.
NO_TEXT = frozenset(("table", "tbody", "thead", "tfoot", "tr", "colgroup", "select", "optgroup", "html"))
#: A second one inside ends the first.
_NOT_IN_ITSELF = frozenset(("a", "button", "form", "nobr", "option", "select"))


def closed_by(name: str, stack: Sequence[str]) -> tuple[int, str]:
    """Return how many of the open elements in *stack* (outermost first) a start tag *name* closes, and why; 0 for none."""
    if not stack:
        return 0, ""
    if name in _NOT_IN_ITSELF:
        depth = _depth_of(name, stack) if name != "form" else len(stack) - stack.index("form") if "form" in stack else 0
        if depth:
            return depth, f"<{name}> stands in <{name}>"
    if name in CLOSES:
        closing = 0
        for open_name in reversed(stack):
            if open_name not in CLOSES[name]:
                break
            closing += 1
        if closing:
            return closing, f"the end tag of <{stack[-1]}> is left out"
    if name in ("li", "dt", "dd"):
        depth = next(
            (d for d, open_name in enumerate(reversed(stack), 1) if open_name in CLOSES[name] or open_name not in ("p", "div", "address")),
            0,
        )
        if depth and stack[-depth] in CLOSES[name]:
            return depth, f"<{name}> stands in <{stack[-depth]}> without its list"
    if name in _HEADINGS and stack[-1] in _HEADINGS:
        return 1, f"<{name}> stands in <{stack[-1]}>"
    if name in _BLOCKS:
        depth = _depth_of("p", stack, extra="button")
        if depth:
            return depth, f"<{name}> ends the <p> it stands in"
    return 0, ""


def _depth_of(name: str, stack: Sequence[str], extra: str = "") -> int:
    for depth, open_name in enumerate(reversed(stack), 1):
        if open_name == name:
            return depth
        if open_name in _SCOPE or open_name == extra:
            return 0
    return 0
