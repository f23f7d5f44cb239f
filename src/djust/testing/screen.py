"""What stands on the page, as a tree that can be asked: elements, what they say, and whether a person could reach them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from djust.testing import blocks
from djust.testing.refusals import CannotBeDone, listed

try:
    import lxml.html
    from cssselect import SelectorError
    from lxml.cssselect import CSSSelector
except ImportError as missing:  # an extra
    raise ImportError(f"djust.testing needs {missing.name}: pip install 'djust[testing]'") from missing

_HIDING_STYLE: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
#: What nobody reads.
_UNSEEN: Final = frozenset({"head", "script", "style", "template", "noscript", "datalist"})
#: What an HTML parser cannot tell from its neighbours without white space, and a person can.
_BLOCKS: Final = frozenset(
    """address article aside blockquote br button caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
    h5 h6 header hr input label legend li main nav ol option p pre section select summary table tbody td textarea tfoot th thead tr
    ul""".split()  # noqa: SIM905 - a list of forty literals is no better
)
_LONGEST: Final = 100


class Screen:
    """One state of a page.

    Args:
        html: The page as Django prints it.
        marked: The same with the marks that browsers get.

    Attributes:
        root: Its outermost element.
        elements: All of its elements; they are kept, so that each is one object.
    """

    def __init__(self, html: str, marked: str) -> None:
        self.root: Any = lxml.html.document_fromstring(html)
        self.elements: list[Any] = elements_of(self.root)
        self._marked = marked

    @cached_property
    def reading(self) -> blocks.Reading | None:
        """What the marks say; None where this parser reads a page differently with and without them (it knows no HTML 5)."""
        root = lxml.html.document_fromstring(self._marked)
        elements = elements_of(root)
        if [element.tag for element in elements] != [element.tag for element in self.elements]:
            return None
        try:
            return blocks.Reading(root, dict(zip(elements, self.elements, strict=True)))
        except (blocks.Unclear, IndexError):
            return None

    def all(self, css: str, text: str | None = None) -> list[Any]:
        """Return the elements that a selector finds, in order; with *text* those that show it.

        Raises:
            CannotBeDone: It is no selector.
        """
        try:
            found = CSSSelector(css, translator="html")(self.root)
        except SelectorError as error:
            raise CannotBeDone(f"expected a CSS selector such as '#save' or 'button.primary', got {css!r}: {error}") from None
        return [element for element in found if text is None or text in text_of(element)]

    def one(self, css: str, text: str | None = None) -> Any:
        """Return the only element that a selector finds.

        Raises:
            CannotBeDone: There is none, or more than one.
        """
        found = self.all(css, text)
        if len(found) == 1:
            return found[0]
        what = f"{css!r}" + (f" with the text {text!r}" if text is not None else "")
        if found:
            which = listed(map(describe, found), "")
            raise CannotBeDone(f"expected one element {what}, found {len(found)}:\n{which}\nName one of them more closely.")
        raise CannotBeDone(f"expected one element {what}, found none. {self._near(css, text)}")

    def _near(self, css: str, text: str | None) -> str:
        if text is not None and (candidates := self.all(css)):
            return f"{css!r} finds:\n{listed(map(describe, candidates), '')}"
        named = [f"#{element.get('id')}" for element in self.elements if element.get("id")]
        acting = [describe(element) for element in self.elements if any(name.startswith("dj-") for name in element.attrib)]
        return f"On the page are:\n{listed([*named, *acting], '  nothing with an id or a dj-* attribute')}"


def elements_of(root: Any) -> list[Any]:
    """Return all elements, in order."""
    return [element for element in root.iter() if isinstance(element.tag, str)]


def ancestors(element: Any) -> Iterator[Any]:
    """Yield an element and all that it stands in, from the inside out."""
    yield element
    yield from element.iterancestors()


def out_of_reach(element: Any) -> str:
    """Return why nobody at the page can use an element; '' when they can."""
    reason = unseen(element)
    if reason:
        return reason
    for each in ancestors(element):
        if each.get("inert") is not None:
            return _where(element, each, "is inert")
    return f"{describe(element)} is disabled" if is_disabled(element) else ""


def unseen(element: Any) -> str:
    """Return why nobody sees an element; '' when they do."""
    if element.tag == "input" and element.get("type", "").lower() == "hidden":
        return f"{describe(element)} is a hidden field"
    below = element
    for each in ancestors(element):
        if each.get("hidden") is not None:
            return _where(element, each, "is hidden")
        if _HIDING_STYLE.search(each.get("style", "")):
            return _where(element, each, "is hidden by its style")
        if each.tag in _UNSEEN:
            return _where(element, each, "is never shown")
        if each.tag == "dialog" and each.get("open") is None:
            return _where(element, each, "is a dialog that is not open")
        if each.tag == "details" and each.get("open") is None and below is not each and below is not _summary(each):
            return _where(element, each, "is closed")
        below = each
    return ""


def is_disabled(element: Any) -> bool:
    """Whether the browser holds an element for ``:disabled``."""
    if element.tag not in ("button", "input", "select", "textarea", "option", "optgroup", "fieldset"):
        return False
    if element.get("disabled") is not None:
        return True
    below = element
    for each in element.iterancestors():
        disabled = each.get("disabled") is not None
        if disabled and each.tag == "optgroup" and element.tag == "option":
            return True
        if disabled and each.tag == "fieldset" and below is not next(each.iterchildren("legend"), None):
            return True
        below = each
    return False


def text_of(element: Any) -> str:
    """Return what a person reads in an element, with single spaces."""
    if unseen(element):
        return ""
    pieces: list[str] = []
    _read(element, pieces)
    return " ".join("".join(pieces).split())


def describe(element: Any) -> str:
    """Return an element as one line: its start tag and the beginning of its text."""
    attributes = "".join(f' {name}="{value}"' if value else f" {name}" for name, value in element.attrib.items())
    text = " ".join(element.text_content().split())
    line = f"<{element.tag}{attributes}>{text}"
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _read(element: Any, pieces: list[str]) -> None:
    apart = element.tag in _BLOCKS
    if apart:
        pieces.append(" ")
    pieces.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and not unseen_itself(child):
            _read(child, pieces)
        pieces.append(child.tail or "")
    if apart:
        pieces.append(" ")


def unseen_itself(element: Any) -> bool:
    """Whether an element is not shown, where what it stands in is."""
    closed = element.tag == "dialog" and element.get("open") is None
    parent = element.getparent()
    folded = parent is not None and parent.tag == "details" and parent.get("open") is None and element is not _summary(parent)
    hidden = element.get("hidden") is not None or bool(_HIDING_STYLE.search(element.get("style", "")))
    return closed or folded or hidden or element.tag in _UNSEEN


def _summary(details: Any) -> Any:
    return next(details.iterchildren("summary"), None)


def _where(element: Any, cause: Any, what: str) -> str:
    if cause is element:
        return f"{describe(element)} {what}"
    return f"{describe(element)} stands in {describe(cause)}, which {what}"
