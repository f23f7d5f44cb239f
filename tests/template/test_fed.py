"""What some names feed, shown on a page that may show anything by now."""

from __future__ import annotations

from typing import Any

from djust.template.fed import fed
from djust.types import Op
from tests.template.pages import Page


def feeding(source: str, first: dict[str, Any], *, names: set[str], perhaps: set[str] | None = None, **later: Any) -> list[Op]:
    """Return what *names* feed after an edit."""
    files = later.pop("files", None)
    page = Page(source, dict(first), files)
    before = page.values
    page.edit(**later)
    return fed(before, page.values, names, perhaps or set())


def test_texts_attributes_and_ranges_are_whole() -> None:
    source = '<p>{{ log }}</p><i class="a {{ c }}" title="{{ t }}">x</i><ul>{% for r in rows %}<li>{{ r }}</li>{% endfor %}</ul>'
    ops = feeding(source, {"log": "one", "c": "b", "t": "t", "rows": ["a"]}, names={"log", "c", "rows"}, log="one, two", rows=["a", "b"])

    assert ops == [[0, "one, two"], [1, 3, {"class": "a b", "title": "t"}], [2, 6, "<li>a</li><li>b</li>"]]


def test_what_the_names_do_not_feed_is_left_out() -> None:
    ops = feeding("<p>{{ a }}</p><p>{{ b }}</p>", {"a": 1, "b": 1}, names={"a"}, a=2, b=2)

    assert ops == [[0, "2"]]


def test_what_the_names_feed_is_there_also_where_it_did_not_change() -> None:
    """On the page that it is to be shown on it may have."""
    assert feeding("<p>{{ a }}</p>", {"a": 1}, names={"a"}) == [[0, "1"]]


def test_what_may_have_been_computed_from_them_is_there_where_it_changed() -> None:
    source = "<p>{{ total }}</p><p>{{ other }}</p>"

    assert feeding(source, {"total": 1, "other": 1}, names={"a"}, perhaps={"total", "other"}, total=2) == [[0, "2"]]


IN_A_BRANCH = "{% if open %}<p>{{ a }}</p><b>{{ n }}</b>{% endif %}"


def test_inside_a_branch_that_the_names_do_not_decide_only_what_they_feed_is_there() -> None:
    assert feeding(IN_A_BRANCH, {"open": True, "a": 1, "n": 1}, names={"a"}, a=2, n=2) == [[0, 5, [[0, "2"]]]]
    assert feeding(IN_A_BRANCH, {"open": True, "a": 1, "n": 1}, names={"x"}) == []


def test_a_branch_that_they_decide_is_whole() -> None:
    (op,) = feeding(IN_A_BRANCH, {"open": True, "a": 1, "n": 1}, names={"a", "open"}, a=2)

    assert op[:2] == [0, 6]
    assert "2</p>" in op[2]


def test_a_branch_that_turned_is_whole_whoever_decided_it() -> None:
    (op,) = feeding(IN_A_BRANCH, {"open": False, "a": 1, "n": 1}, names={"a"}, a=2, open=True)

    assert op[:2] == [0, 6]


def test_an_included_template_is_entered() -> None:
    files = {"part.html": "<p>{{ a }}</p><b>{{ n }}</b>"}
    state = {"which": "part.html", "a": 1, "n": 1}

    assert feeding("<div>{% include which %}</div>", state, names={"a"}, a=2, n=2, files=files)[0][2][0] == [0, "2"]
    assert feeding("<div>{% include which %}</div>", state, names={"a"}, files=files) == [[0, 5, [[0, "1"]]]]


def test_a_document_without_parts_has_none() -> None:
    assert feeding("<p>{% if a %}</p>{% endif %}", {"a": 1}, names={"a"}, a=0) == []
