"""Three levels of skipping: a part whose names, a row whose item did not change, a value that came out equal. And what is never skipped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.template import Context, Library

from tests.template.pages import NOTHING, Page, plan_of


class Cells(list[Any]):
    """Counts how often a template asks for its length: ``|length`` is a pure filter, so asking can be skipped."""

    def __init__(self, *values: Any) -> None:
        super().__init__(values)
        self.asked = 0

    def __len__(self) -> int:
        self.asked += 1
        return super().__len__()


@dataclass
class Row:
    id: int
    name: str = ""
    cells: Cells = field(default_factory=Cells)
    calls: int = 0

    @property
    def label(self) -> str:
        self.calls += 1
        return self.name

    def method(self) -> str:
        self.calls += 1
        return self.name


def evaluations(page: Page, cells: Cells, **names: Any) -> int:
    """Return how often *cells* were asked when names of the state are set and the page is rendered, by us alone."""
    page.state.update(names)
    changes = page.changes()
    cells.asked = 0
    values = page.plan.evaluate(page.context(), page.values, changes)
    asked = cells.asked
    page.evaluate(changes)
    assert page.plan.write(values) == page.live
    return asked


# -- a part's roots ------------------------------------------------------------------------------------------------------


def test_a_part_whose_names_did_not_change_is_not_evaluated() -> None:
    cells = Cells(1, 2)
    page = Page("<p>{{ cells|length }}</p><p>{{ other }}</p>", {"cells": cells, "other": 1})

    assert evaluations(page, cells, other=2) == 0
    assert page.html == "<p>2</p><p>2</p>"


def test_a_part_one_of_whose_names_changed_is_evaluated() -> None:
    cells = Cells(1, 2)
    page = Page("<p>{{ cells|length }} {{ other }}</p>", {"cells": cells, "other": 1})

    assert evaluations(page, cells, other=2) == 1


def test_a_part_inside_a_branch_is_skipped_by_itself() -> None:
    cells = Cells(1)
    page = Page("{% if flag %}<p>{{ cells|length }}</p><b>{{ other }}</b>{% endif %}", {"flag": True, "cells": cells, "other": 1})

    assert evaluations(page, cells, other=2) == 0
    assert page.html == "<p>1</p><b>2</b>"


def test_a_part_that_has_no_earlier_value_is_evaluated() -> None:
    cells = Cells(1)
    page = Page("{% if flag %}<p>{{ cells|length }}</p>{% endif %}", {"flag": False, "cells": cells})

    assert evaluations(page, cells, flag=True) == 1
    assert page.html == "<p>1</p>"


# -- rows ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def rows() -> list[Row]:
    return [Row(number, f"row {number}", Cells(*range(number))) for number in range(5)]


LOOP = "<ul>{% for row in rows %}<li id='{{ row.id }}'>{{ row.name }}: {{ row.cells|length }}</li>{% endfor %}</ul>"


def test_only_the_row_that_changed_is_evaluated(rows: list[Row]) -> None:
    page = Page(LOOP, {"rows": rows})
    rows[3].name = "new"
    changes = page.changes()
    for row in rows:
        row.cells.asked = 0
    page.evaluate(changes)

    assert [row.cells.asked for row in rows] == [0, 0, 0, 1, 0]
    assert "new: 3" in page.html


@pytest.mark.parametrize("edit", ["prepend", "remove", "reverse", "swap"])
def test_rows_that_moved_are_not_evaluated(rows: list[Row], edit: str) -> None:
    page = Page(LOOP, {"rows": rows})
    fresh = Row(9, "fresh", Cells())
    if edit == "prepend":
        rows.insert(0, fresh)
    elif edit == "remove":
        del rows[1]
    elif edit == "reverse":
        rows.reverse()
    else:
        rows[1], rows[3] = rows[3], rows[1]
    changes = page.changes()
    for row in rows:
        row.cells.asked = 0
    page.evaluate(changes)

    assert [row.cells.asked for row in rows] == [int(row is fresh) for row in rows]
    assert page.html == str(page.template.render(page.context()))


def test_every_row_is_evaluated_when_another_name_that_it_reads_changed(rows: list[Row]) -> None:
    page = Page("{% for row in rows %}<li>{{ row.cells|length }} {{ unit }}</li>{% endfor %}", {"rows": rows, "unit": "kg"})

    assert evaluations(page, rows[0].cells, unit="g") == 1
    assert page.html.count("g</li>") == 5


def test_rows_that_read_forloop_are_evaluated_when_their_number_changed(rows: list[Row]) -> None:
    page = Page("{% for row in rows %}<li>{{ row.name }}{% if forloop.last %}.{% endif %}</li>{% endfor %}", {"rows": rows})
    rows.append(Row(9, "last"))
    page.update()

    assert page.html.count(".") == 1
    assert page.html.endswith("<li>last.</li>")


@pytest.mark.parametrize(
    "body", ["{% cycle 'a' 'b' %}", "{% ifchanged row.name %}{{ row.id }}{% endifchanged %}", "{% firstof row.id as last %}{{ last }}"]
)
def test_rows_that_pass_something_on_are_all_evaluated(rows: list[Row], body: str) -> None:
    page = Page("{% for row in rows %}<li>" + body + "{{ row.cells|length }}</li>{% endfor %}", {"rows": rows})
    rows[0].name = "row 1"
    page.update()

    assert evaluations(page, rows[4].cells, other=1) == 1


# -- values ----------------------------------------------------------------------------------------------------------------


def test_a_value_that_came_out_equal_is_no_operation() -> None:
    page = Page("<p>{{ name|upper }}</p><b>{{ name }}</b>", {"name": "ann"})

    assert page.edit(name="Ann") == [[1, "Ann"]]


def test_a_row_that_came_out_equal_is_the_same_row(rows: list[Row]) -> None:
    page = Page("{% for row in rows %}<li>{{ row.id }}</li>{% endfor %}", {"rows": rows})
    before = page.values.root[0].rows
    rows[2].name = "another name"

    assert page.update() == []
    assert page.values.root[0].rows is before


# -- never skipped ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("expression", ["row.label", "row.method", "row.label|upper"])
def test_methods_and_properties_are_asked_each_time(expression: str) -> None:
    row = Row(1, "a")
    page = Page(f"<p>{{{{ {expression} }}}}</p>", {"row": row})
    row.calls = 0
    page.edit(other=1)

    assert row.calls >= 1


def test_methods_and_properties_of_rows_are_asked_each_time(rows: list[Row]) -> None:
    page = Page("{% for row in rows %}<li>{{ row.label }}</li>{% endfor %}", {"rows": rows})
    for row in rows:
        row.calls = 0
    page.evaluate(page.changes())

    assert [row.calls for row in rows] == [1] * 5


def test_a_filter_that_nobody_knows_is_asked_each_time() -> None:
    library = Library()
    asked: list[Any] = []

    @library.filter
    def counted(value: Any) -> int:
        asked.append(value)
        return len(asked)

    plan = plan_of("<p>{{ name|counted }}</p>", library=library)
    first = plan.evaluate(Context({"name": "a"}))
    second = plan.evaluate(Context({"name": "a"}), first, NOTHING)

    assert asked == ["a", "a"]
    assert plan.write(second, marks=False) == "<p>2</p>"


def test_a_tag_that_nobody_knows_is_asked_each_time() -> None:
    library = Library()
    asked: list[Any] = []

    @library.simple_tag
    def counted(value: Any) -> int:
        asked.append(value)
        return len(asked)

    plan = plan_of("<p>{% counted name %}</p><b>{% counted name as n %}{{ n }}</b>", library=library)
    first = plan.evaluate(Context({"name": "a"}))
    second = plan.evaluate(Context({"name": "a"}), first, NOTHING)

    assert len(asked) == 4
    assert plan.write(second, marks=False) == "<p>3</p><b>4</b>"


def test_an_object_that_prints_itself_is_asked_each_time() -> None:
    class Clock:
        ticks = 0

        def __str__(self) -> str:
            self.ticks += 1
            return str(self.ticks)

    clock = Clock()
    plan = plan_of("<p>{{ clock }}</p>")
    first = plan.evaluate(Context({"clock": clock}))
    second = plan.evaluate(Context({"clock": clock}), first, NOTHING)

    assert plan.write(second, marks=False) == "<p>2</p>"


# -- definitions and their uses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "{% with label=row.label %}<p>{{ label }}</p>{% endwith %}",
        "{% firstof row.label 'none' as label %}<p>{{ label }}</p>",
        "{% with label=row.label %}{% for x in 'ab' %}<p>{{ label }}{{ x }}</p>{% endfor %}{% endwith %}",
        "{% with a=row.label %}{% with b=a %}<p>{{ b }}</p>{% endwith %}{% endwith %}",
        "{% include 'part.html' with label=row.label only %}",
    ],
)
def test_a_use_of_a_definition_that_ran_somebodys_code_is_evaluated_with_it(source: str) -> None:
    """The property reads what no state object shows."""
    outside = {"name": "a"}

    class Reading:
        @property
        def label(self) -> str:
            return outside["name"]

    page = Page(source, {"row": Reading()}, {"part.html": "<i>{{ label }}</i>"})
    outside["name"] = "b"
    page.update()

    assert "b" in page.html


def test_a_use_of_a_definition_is_skipped_with_it() -> None:
    cells = Cells(1, 2)
    page = Page("{% with all=cells %}<p>{{ all|length }}</p>{% endwith %}", {"cells": cells, "other": 1})

    assert evaluations(page, cells, other=2) == 0
    assert page.edit(cells=Cells(1)) == [[0, "1"]]


def test_groups_follow_the_rows_they_were_made_of() -> None:
    rows = [{"kind": "a", "n": 1}, {"kind": "a", "n": 2}, {"kind": "b", "n": 3}]
    one = "<p>{{ group.grouper }}{% for row in group.list %}<i>{{ row.n }}</i>{% endfor %}</p>"
    page = Page("{% regroup rows by kind as groups %}{% for group in groups %}" + one + "{% endfor %}", {"rows": rows, "other": 1})
    rows[1]["kind"] = "b"
    rows[2]["n"] = 4
    page.update()

    assert page.html == "<p>a<i>1</i></p><p>b<i>2</i><i>4</i></p>"


@pytest.mark.parametrize(
    "source",
    [
        "{% for n in rows %}<li>{% cycle 'a' 'b' as x %}</li>{% endfor %}<p>{{ x }}</p>",
        "{% with x='' %}{% for n in rows %}<li>{% cycle 'a' 'b' as x %}</li>{% endfor %}<p>{{ x }}</p>{% endwith %}",
        "{% if rows %}{% firstof rows.0 as x %}{% endif %}{% for n in rows %}{% firstof n as x %}{% endfor %}<p>{{ x }}</p>",
    ],
)
def test_a_name_set_in_a_row_or_a_branch_is_read_anew_after_it(source: str) -> None:
    page = Page(source, {"rows": [1], "other": 1})
    page.state["rows"].append(2)
    page.update()
    page.state["rows"][0] = 5
    page.update()

    assert page.html == str(page.template.render(page.context()))


@pytest.mark.parametrize(
    "body",
    [
        "{% firstof forloop.counter as n %}{{ n }}",
        "{% blocktranslate with n=forloop.counter %}row {{ n }}{% endblocktranslate %}",
        "{% translate 'abc'|slice:forloop.counter as n %}{{ n }}",
        "{% if not not not not not not not forloop.first %}first{% endif %}",
        "{% include part %}",
    ],
)
def test_whatever_reads_forloop_finds_it(body: str) -> None:
    page = Page(
        "{% for row in rows %}<li>" + body + "</li>{% endfor %}",
        {"rows": ["a", "b"], "part": "part.html"},
        {"part.html": "{{ forloop.counter }}"},
    )

    assert page.edit(rows=["b"])
    assert page.html
