"""The tokenizer finds where a template's text stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djust.template.html import RAW, VOID, State, Tag, Token, Tokenizer, fits_head, is_one_tag

HOLE = object()


def tokens(*pieces: Any) -> tuple[list[Token], Tokenizer]:
    """Feed text and holes in order, as the owner does who opens raw elements."""
    tokenizer = Tokenizer()
    found: list[Token] = []
    for piece in pieces:
        if not isinstance(piece, str):
            tokenizer.hole(piece)
            continue
        for token in tokenizer.feed(piece):
            found.append(token)
            if token.tag and not token.tag.end and token.tag.name in RAW:
                tokenizer.enter_raw(token.tag.name)
    return found, tokenizer


def state_after(text: str) -> State:
    return tokens(text)[1].state


def tag_of(*pieces: Any) -> Tag:
    (token,) = tokens(*pieces)[0]
    assert token.tag is not None
    return token.tag


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.DATA),
        ("a > b", State.DATA),
        ("<", State.DATA),
        ("1 < 2", State.DATA),
        ("<p", State.NAME),
        ("<p ", State.TAG),
        ("<p a", State.ATTRIBUTE),
        ("<p a=", State.VALUE),
        ("<p a =", State.VALUE),
        ("<p a= ", State.VALUE),
        ('<p a="', State.QUOTED),
        ('<p a="x>', State.QUOTED),
        ("<p a='\"", State.QUOTED),
        ("<p a=x", State.UNQUOTED),
        ('<p a="x"', State.TAG),
        ("<p a=x b", State.ATTRIBUTE),
        ("<p>", State.DATA),
        ("<!-- <p ", State.COMMENT),
        ("<!-->", State.DATA),
        ("<!--->", State.DATA),
        ("<!-- --!>", State.DATA),
        ("<!doctype html", State.BOGUS),
        ("<?php", State.BOGUS),
        ("</3", State.BOGUS),
        ("<script>a </p", State.RAW),
        ("<script>a</script", State.NAME),
        ("<script></SCRIPT>", State.DATA),
        ("<textarea><p a='", State.RAW),
        ("<plaintext></plaintext>", State.RAW),
    ],
)
def test_the_place_after_a_text(text: str, state: State) -> None:
    assert state_after(text) is state


def test_the_source_of_a_tag_is_all_of_it_as_written() -> None:
    tag = tag_of("<P  Class = 'a' ", HOLE, ' x="', HOLE, '" y >')

    assert tag.name == "p"
    assert [piece if isinstance(piece, str) else "…" for piece in tag.source].count("…") == 2
    assert "".join(piece if isinstance(piece, str) else "…" for piece in tag.source) == "<P  Class = 'a' … x=\"…\" y >"
    assert [(each.name, each.quote, each.dynamic) for each in tag.attributes] == [("class", "'", False), ("x", '"', True), ("y", "", False)]


def test_a_hole_in_a_quoted_value_belongs_to_its_attribute() -> None:
    tag = tag_of('<p class="a ', HOLE, ' b">')

    assert not tag.odd
    assert tag.attributes[0].pieces == ["a ", HOLE, " b"]
    assert tag.attributes[0].text == "a  b"


@pytest.mark.parametrize(
    ("before", "after"), [("<p ", ">"), ("<p a", '="x">'), ("<p a=", ">"), ("<p a=x", ">"), ('<p a="x"', ">")], ids=str
)
def test_a_hole_elsewhere_in_a_start_tag_is_odd(before: str, after: str) -> None:
    tag = tag_of(before, HOLE, after)

    assert tag.odd
    assert not tag.unclear


def test_a_hole_in_the_name_of_a_tag_makes_it_nameless() -> None:
    assert tag_of("<h", HOLE, ">").nameless


def test_a_hole_in_an_end_tag_is_unclear() -> None:
    assert tag_of("</p ", HOLE, ">").unclear


def test_a_hole_after_a_name_that_begins_with_white_space_leaves_the_name_alone() -> None:
    tokenizer = Tokenizer()
    assert list(tokenizer.feed("<option")) == []
    tokenizer.hole(HOLE, spaced=True)
    (token,) = tokenizer.feed(">")

    assert token.tag is not None
    assert (token.tag.name, token.tag.nameless, bool(token.tag.odd)) == ("option", False, True)


def test_a_hole_in_content_is_the_callers_business() -> None:
    with pytest.raises(ValueError, match="content"):
        Tokenizer().hole(HOLE)


def test_a_bracket_at_the_end_waits_for_what_follows() -> None:
    tokenizer = Tokenizer()
    waiting = list(tokenizer.feed("a <"))

    assert [token.source for token in waiting] == [["a "]]
    assert tokenizer.dangling
    assert tokenizer.flush() == "<"
    assert not tokenizer.dangling


names = st.sampled_from(["p", "div", "my-element", "h1", "td"])
words = st.text(alphabet="ab é\n&;\"'=>", max_size=6)
values = st.text(alphabet="ab <>&'=/", max_size=6)
#: Lists of strings that may be cut between and inside of each other.
texts = words.map(lambda text: [*text.replace("<", "")])
start_tags = st.builds(
    lambda name, attributes, end: [*f"<{name}", *(piece for key, value in attributes for piece in [f" {key}", '="', *value, '"']), end],
    names,
    st.lists(st.tuples(st.sampled_from(["a", "class", "data-x"]), values.map(lambda value: value.replace('"', ""))), max_size=3),
    st.sampled_from([">", " >", "/>"]),
)
end_tags = names.map(lambda name: [*f"</{name}>"])
comments = words.map(lambda text: ["<!--", *text.replace(">", "").replace("-", ""), "-->"])
documents = st.lists(st.one_of(texts, start_tags, end_tags, comments), max_size=6).map(
    lambda parts: [atom for part in parts for atom in part]
)


def seen(found: list[Token]) -> list[Any]:
    """What tokens say, however the text was cut."""
    told: list[Any] = []
    for token in found:
        source = "".join(token.source)
        tag = token.tag and (
            token.tag.name,
            token.tag.end,
            token.tag.self_closing,
            [(a.name, a.quote, a.text) for a in token.tag.attributes],
        )
        if told and token.kind == told[-1][0] == "text":
            told[-1] = ("text", told[-1][1] + source, None)
        else:
            told.append((token.kind, source, tag))
    return told


@given(documents, st.data())
def test_text_fed_in_pieces_is_read_like_text_fed_whole(atoms: list[str], data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(atoms)), max_size=5).map(sorted))
    pieces = ["".join(atoms[start:end]) for start, end in zip([0, *cuts], [*cuts, len(atoms)], strict=True)]
    whole, one = tokens("".join(atoms))
    cut, other = tokens(*pieces)

    assert seen(cut) == seen(whole)
    assert (one.state, one.flush()) == (other.state, other.flush())


@given(documents)
def test_nothing_of_the_text_is_lost(atoms: list[str]) -> None:
    text = "".join(atoms)
    found, tokenizer = tokens(text)
    read = "".join("".join(token.source) for token in found)

    assert text.startswith(read)
    if tokenizer.state is State.DATA:
        assert read + tokenizer.flush() == text


@pytest.mark.parametrize("source", ["<p>", "<p a='>'>", '<a title="<b>">', "<br/>"])
def test_one_tag_is_one_tag(source: str) -> None:
    assert is_one_tag(source)


@pytest.mark.parametrize("source", ["<p><b>", '<p a="x"">text', "<p>text", '<p a="x"><i title=\'>'])
def test_more_than_a_tag_is_more(source: str) -> None:
    assert not is_one_tag(source)


def test_only_metadata_stays_in_the_head() -> None:
    assert fits_head(" <title>a <b></title>\n<meta name=x><script>1 < 2</script>")
    assert not fits_head("text")
    assert not fits_head("<link><p>")
    assert not fits_head("<!-- never closed")


def test_void_elements_are_no_raw_ones() -> None:
    assert not VOID & RAW
