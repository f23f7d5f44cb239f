"""Two evaluations differ in operations: the smallest that say it, and nothing for what stayed."""

from __future__ import annotations

from typing import Any

import pytest

from djust.template import absolute, repair
from tests.template.pages import Page


def operations(source: str, first: dict[str, Any], **later: Any) -> list[Any]:
    return Page(source, first).edit(**later)


# -- text ------------------------------------------------------------------------------------------------------------------


def test_a_text_is_set() -> None:
    assert operations("<p>Hello {{ name }}!</p>", {"name": "Ann"}, name="Bob") == [[0, "Hello Bob!"]]


def test_a_text_that_grew_travels_as_its_tail() -> None:
    assert operations("<p>{{ log }}</p>", {"log": "line 1"}, log="line 1, line 2") == [[0, 1, ", line 2"]]


def test_a_tail_never_begins_in_the_middle_of_a_line_end() -> None:
    assert operations("<p>{{ log }}</p>", {"log": "text\r"}, log="text\r\nmore") == [[0, "text\nmore"]]


def test_text_travels_as_text_whatever_it_holds() -> None:
    assert operations("<p>{{ a }}</p>", {"a": ""}, a="<img onerror=\"x\"> & 'y'") == [[0, "<img onerror=\"x\"> & 'y'"]]


def test_html_travels_as_html() -> None:
    assert operations("<p>{{ a|safe }}</p>", {"a": "x"}, a="<b>y</b>") == [[0, 6, "<b>y</b>"]]


def test_html_never_brings_a_comment_that_looks_like_a_mark() -> None:
    assert operations("<p>{{ a|safe }}</p>", {"a": "x"}, a="<!--{-->") == [[0, 6, "<!-- {-->"]]


def test_the_first_newline_of_a_textarea_goes() -> None:
    assert operations("<textarea>{{ a }}</textarea>", {"a": "x"}, a="\n\ny<") == [[0, "\ny<"]]


def test_a_script_is_not_decoded() -> None:
    assert operations("<script>{{ a }}</script>", {"a": "1"}, a="<") == [[0, "&lt;"]]


# -- start tags ------------------------------------------------------------------------------------------------------------


def test_only_the_attribute_that_changed_travels() -> None:
    source = '<a class="{{ c }}" title="{{ t }}" id="fixed">x</a>'

    assert operations(source, {"c": "a", "t": "b"}, t='"quoted"') == [[0, 3, {"title": '"quoted"'}]]


def test_an_attribute_that_goes_is_null() -> None:
    source = "<input {% if on %}checked{% endif %}>"

    assert operations(source, {"on": True}, on=False) == [[0, 3, {"checked": None}]]
    assert operations(source, {"on": False}, on=True) == [[0, 3, {"checked": ""}]]


def test_an_attribute_that_only_a_parser_can_read_travels_in_its_tag() -> None:
    (operation,) = operations("<a title=\"{{ t|safe }}\" class='x'>y</a>", {"t": "b"}, t="&nbsp;")

    assert operation == [0, 4, "<a title=\"&nbsp;\" class='x'>"]


def test_a_value_that_leaves_its_tag_takes_what_is_around_with_it() -> None:
    source = '{% if on %}<a title="{{ t|safe }}">y</a>{% endif %}'

    assert operations(source, {"on": True, "t": "b"}, t='"><b') == [[0, 6, '<a title=""><b" dj=@>y</a>']]


# -- branches --------------------------------------------------------------------------------------------------------------

BRANCH = "{% if on %}<p>{{ n }}</p>{% else %}<b>none</b>{% endif %}"


def test_a_change_inside_a_branch_travels_alone() -> None:
    assert operations(BRANCH, {"on": True, "n": 1}, n=2) == [[0, 5, [[0, "2"]]]]


def test_another_arm_is_written_anew_with_its_marks() -> None:
    assert operations(BRANCH, {"on": False, "n": 1}, on=True) == [[0, 2, "<p dj>1</p>"]]


def test_a_change_in_the_arm_that_does_not_stand_is_nothing() -> None:
    assert operations(BRANCH, {"on": False, "n": 1}, n=2) == []


# -- rows ------------------------------------------------------------------------------------------------------------------

TABLE = '<table>{% for r in rows %}<tr id="{{ r.id }}"><td>{{ r.n }}</td></tr>{% endfor %}</table>'


def rows(*ids: int, **numbers: Any) -> list[dict[str, Any]]:
    return [{"id": one, "n": numbers.get(f"n{one}", one)} for one in ids]


@pytest.mark.parametrize(
    ("before", "after", "order"),
    [
        ([1, 2, 3], [3, 2, 1], [[2, 3, -1]]),
        ([1, 2, 3, 4], [2, 3, 4, 1], [[1, 3], 0]),
        ([1, 2, 3, 4], [1, 3, 4], [0, [2, 2]]),
        ([1, 2, 3, 4, 5, 6, 7], [2, 4, 6], [[1, 3, 2]]),
        ([1, 2, 3], [2], [1]),
    ],
)
def test_an_order_travels_as_runs(before: list[int], after: list[int], order: list[Any]) -> None:
    assert operations(TABLE, {"rows": rows(*before)}, rows=rows(*after)) == [[0, 7, order]]


def test_a_new_row_travels_as_html_the_others_as_a_run() -> None:
    inserted = '<tr id="9"><td>9</td></tr>'

    assert operations(TABLE, {"rows": rows(1, 2)}, rows=rows(9, 1, 2)) == [[0, 7, [[-1, 1], [0, 2]], inserted]]
    assert operations(TABLE, {"rows": rows(1, 2)}, rows=rows(1, 2, 9)) == [[0, 7, [[0, 2], [-1, 1]], inserted]]


def test_a_change_inside_a_row_names_the_row() -> None:
    assert operations(TABLE, {"rows": rows(1, 2, 3)}, rows=rows(1, 2, 3, n2="two")) == [[0, 8, 1, [[0, "two"]]]]


def test_a_row_that_moved_and_changed_is_named_at_its_new_place() -> None:
    assert operations(TABLE, {"rows": rows(1, 2, 3)}, rows=rows(3, 1, 2, n1="one")) == [[0, 7, [2, [0, 2]], "", [1, [[0, "one"]]]]]


def test_a_loop_from_or_to_no_rows_is_written_anew() -> None:
    assert operations(TABLE, {"rows": rows(1)}, rows=[]) == [[0, 2, ""]]
    assert operations(TABLE, {"rows": []}, rows=rows(1)) == [[0, 2, '<tr id="1"><td>1</td></tr>']]


def test_a_loop_none_of_whose_rows_stays_is_written_anew() -> None:
    assert operations(TABLE, {"rows": rows(1)}, rows=rows(2)) == [[0, 2, '<tr id="2"><td>2</td></tr>']]


def test_rows_of_one_key_are_told_apart_by_position_and_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    found = operations(TABLE, {"rows": rows(1, 1)}, rows=[*rows(1, 1), {"id": 2, "n": 2}])

    assert found == [[0, 7, [[0, 2], [-1, 1]], '<tr id="2"><td>2</td></tr>']]
    assert "same key: ['1']" in caplog.text


def test_rows_without_a_key_are_told_apart_by_position() -> None:
    assert operations("{% for x in xs %}<i>{{ x }}</i>{% endfor %}", {"xs": [1, 2]}, xs=[2, 1]) == [[0, 8, 0, [[0, "2"]], 1, [[0, "1"]]]]


# -- any two values --------------------------------------------------------------------------------------------------------


def test_absolute_operations_name_every_part() -> None:
    page = Page("<p title='{{ a }}'>{{ a }}</p>" + BRANCH + "<i>{{ b|safe }}</i>", {"a": 1, "b": "<b>", "on": False})

    assert absolute(page.plan, page.values) == [[0, 3, {"title": "1"}], [1, "1"], [2, 6, "<b>none</b>"], [3, 6, "<b>"]]


def test_a_template_without_clear_places_is_one_string() -> None:
    page = Page("<p {{ a }}", {"a": 1})

    assert page.edit(a=2) == [[-1, 6, "<p 2"]]
    assert page.live == "<p 2"


def test_a_broken_range_travels_without_marks() -> None:
    page = Page(
        "<div>" + BRANCH + "</div><table>{% for r in rows %}<tr><td>{% if r %}<b>{{ r }}</b>{% endif %}</td></tr>{% endfor %}</table>",
        {"on": True, "n": 1, "rows": [7]},
    )

    assert repair(page.plan, page.values, [0]) == [[0, 6, "<p>1</p>"]]
    assert repair(page.plan, page.values, [1, 0, 0]) == [[1, 8, 0, [[0, 6, "<b>7</b>"]]]]
    assert repair(page.plan, page.values, []) == [[-1, 6, page.html]]


def test_the_path_of_a_region_names_the_same_part_in_every_row() -> None:
    page = Page("<ul>{% for r in rows %}<li>{% if r %}<b>{{ r }}</b>{% endif %}</li>{% endfor %}</ul>", {"rows": [1, 2]})

    assert page.plan.region(page.values, [0, 0, 0]) == page.plan.region(page.values, [0, 1, 0])
    assert page.plan.region(page.values, [0]) != page.plan.region(page.values, [0, 1, 0])
    assert page.plan.region(page.values, []) is None
    with pytest.raises(LookupError):
        page.plan.region(page.values, [5])
