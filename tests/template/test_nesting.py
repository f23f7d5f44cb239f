"""What a start tag ends without saying so."""

from __future__ import annotations

import pytest
from lxml import html

from djust.template.nesting import CLOSES, NO_TEXT, ONLY, closed_by


@pytest.mark.parametrize(
    ("name", "stack", "closes"),
    [
        ("li", ["ul", "li"], 1),
        ("li", ["ul", "li", "ul"], 0),
        ("li", ["ul", "li", "div"], 2),
        ("li", ["ul", "li", "span"], 0),
        ("dd", ["dl", "dt"], 1),
        ("option", ["select", "option"], 1),
        ("optgroup", ["select", "optgroup", "option"], 2),
        ("tr", ["table", "tbody", "tr", "td"], 2),
        ("td", ["tr", "th"], 1),
        ("tbody", ["table", "thead", "tr", "td"], 3),
        ("div", ["p"], 1),
        ("div", ["p", "b"], 2),
        ("div", ["p", "button"], 0),
        ("div", ["p", "table", "td"], 0),
        ("span", ["p"], 0),
        ("p", ["div", "p"], 1),
        ("a", ["a", "b"], 2),
        ("a", ["a", "table", "td"], 0),
        ("button", ["button"], 1),
        ("form", ["form", "table", "td"], 3),
        ("h2", ["h1"], 1),
        ("h2", ["h1", "b"], 0),
        ("p", [], 0),
    ],
)
def test_how_many_open_elements_a_start_tag_ends(name: str, stack: list[str], closes: int) -> None:
    found, reason = closed_by(name, stack)

    assert found == closes
    assert bool(reason) == bool(closes)


@pytest.mark.parametrize(("inner", "outer"), [("li", "li"), ("dd", "dt"), ("div", "p"), ("td", "th"), ("option", "option")])
def test_a_parser_ends_the_same_elements(inner: str, outer: str) -> None:
    around = {"li": "ul", "dt": "dl", "p": "section", "th": "table", "option": "select"}[outer]
    row = "<tr>" if outer == "th" else ""
    tree = html.fromstring(f"<{around}>{row}<{outer}>one<{inner}>two</{around}>")
    (second,) = [element for element in tree.iter(inner) if element.text == "two"]

    assert outer not in [element.tag for element in second.iterancestors()]
    assert closed_by(inner, [around, outer])[0] == 1


def test_elements_that_close_others_and_elements_without_text_are_named_in_lower_case() -> None:
    assert all(name == name.lower() for name in [*CLOSES, *ONLY, *NO_TEXT])
