"""A printed value is text where a parser would see text."""

from __future__ import annotations

from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from djust.template.texts import attribute_text, raw_text, text_of

#: What lxml's parser takes as it is: no line ends to normalize, no characters that XML forbids.
texts = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20)


@given(texts)
def test_escaped_text_is_the_text_that_was_escaped(text: str) -> None:
    assert text_of(escape(text)) == text
    assert attribute_text(escape(text), '"') == text


@given(texts.filter(lambda text: "<" not in text))
def test_text_is_what_a_parser_sees_or_left_to_the_parser(printed: str) -> None:
    element = html.fragment_fromstring(f"<div>.{printed}</div>")
    text = text_of(printed)

    if text is not None:
        assert element.text == "." + text
    else:
        assert "&" in printed


@given(texts.filter(lambda text: '"' not in text))
def test_an_attributes_text_is_what_a_parser_sees_or_left_to_the_parser(printed: str) -> None:
    text = attribute_text(printed, '"')

    if text is not None:
        assert html.fragment_fromstring(f'<div title=".{printed}"></div>').get("title") == "." + text
    else:
        assert "&" in printed


def test_markup_is_no_text() -> None:
    assert text_of("a <b>b</b>") is None
    assert text_of("1 < 2") is None


def test_a_reference_that_django_does_not_write_is_left_to_the_parser() -> None:
    assert text_of("&nbsp;") is None
    assert text_of("&copy 2020") is None
    assert text_of("a & b") is None


def test_a_quotation_mark_would_end_the_attribute() -> None:
    assert attribute_text('say "hi"', '"') is None
    assert attribute_text('say "hi"', "'") == 'say "hi"'


def test_line_ends_become_one_character() -> None:
    assert text_of("a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert attribute_text("a\r\nb", '"') == "a\nb"
    assert raw_text("a\rb", decoded=False, drops_newline=False) == "a\nb"


def test_a_nul_goes_in_content_and_is_replaced_elsewhere() -> None:
    assert text_of("a\0b") == "ab"
    assert text_of("a\0b", "\ufffd") == "a\ufffdb"
    assert attribute_text("a\0b", '"') == "a\ufffdb"
    assert raw_text("a\0b", decoded=True, drops_newline=False) == "a\ufffdb"


def test_only_title_and_textarea_decode_references() -> None:
    assert raw_text("&lt;p&gt;&nbsp;", decoded=True, drops_newline=False) == "<p>\xa0"
    assert raw_text("1 &lt; 2", decoded=False, drops_newline=False) == "1 &lt; 2"


def test_a_textareas_first_newline_goes() -> None:
    assert raw_text("\r\n\na", decoded=True, drops_newline=True) == "\na"
    assert raw_text("a\n", decoded=True, drops_newline=True) == "a\n"
